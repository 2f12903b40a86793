"""The map's twin in words, with addresses."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.strategy import map_outline
from openscorecard.drawing.strategy.outline import OutlineObjective, OutlineTheme
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, said


@dataclass(frozen=True, slots=True)
class ListedLink:
    """What an objective drives, in words, and where that is to be read."""

    words: str
    name: Said
    address: str


@dataclass(frozen=True, slots=True)
class ListedObjective:
    code: str
    name: Said
    address: str
    links: tuple[ListedLink, ...]
    late: bool = False


@dataclass(frozen=True, slots=True)
class ListedPerspective:
    letter: str
    name: Said
    objectives: tuple[ListedObjective, ...]


@dataclass(frozen=True, slots=True)
class ListedTheme:
    letter: str
    name: Said
    objectives: int
    perspectives: tuple[ListedPerspective, ...]


def listed_map(
    plan: Plan, language: str, places: Places, theme: str | None = None, marked: frozenset[str] = frozenset()
) -> tuple[ListedTheme, ...]:
    """Every theme, or only the one with the letter `theme`, with its filled perspectives.

    `marked` are objectives (ids) one of whose action plans is late.
    """
    return tuple(
        _theme(found, language, places, marked)
        for found in map_outline(plan, language)
        if theme in (None, found.letter)
    )


def _theme(theme: OutlineTheme, language: str, places: Places, marked: frozenset[str]) -> ListedTheme:
    rows = tuple(
        ListedPerspective(
            row.letter,
            said(row.name, language),
            tuple(_objective(objective, language, places, marked) for objective in row.objectives),
        )
        for row in theme.perspectives
    )
    return ListedTheme(theme.letter, said(theme.name, language), sum(len(row.objectives) for row in rows), rows)


def _objective(objective: OutlineObjective, language: str, places: Places, marked: frozenset[str]) -> ListedObjective:
    links = tuple(
        ListedLink(link.words, said(link.name, language), places.objective(link.objective)) for link in objective.links
    )
    name, late = said(objective.name, language), objective.objective in marked
    return ListedObjective(objective.code, name, places.objective(objective.objective), links, late)
