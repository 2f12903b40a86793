"""The map's twin in words, with addresses."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.strategy import map_outline
from openscorecard.drawing.strategy.outline import OutlineObjective, OutlineTheme
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, said
from openscorecard.web.plans.standing import Stand, Standings


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
    stand: Stand | None = None


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
    plan: Plan,
    language: str,
    places: Places,
    theme: str | None = None,
    marked: frozenset[str] = frozenset(),
    scores: Standings | None = None,
) -> tuple[ListedTheme, ...]:
    """Every theme, or only the one with the letter `theme`, with its filled perspectives.

    `marked` are objectives (ids) one of whose action plans is late; `scores` say how each stands.
    """
    lister = _Lister(language, places, marked, scores)
    return tuple(lister.theme(found) for found in map_outline(plan, language) if theme in (None, found.letter))


@dataclass(frozen=True, slots=True)
class _Lister:
    language: str
    places: Places
    marked: frozenset[str]
    scores: Standings | None

    def theme(self, theme: OutlineTheme) -> ListedTheme:
        rows = tuple(
            ListedPerspective(row.letter, said(row.name, self.language), tuple(map(self._objective, row.objectives)))
            for row in theme.perspectives
        )
        count = sum(len(row.objectives) for row in rows)
        return ListedTheme(theme.letter, said(theme.name, self.language), count, rows)

    def _objective(self, objective: OutlineObjective) -> ListedObjective:
        links = tuple(
            ListedLink(link.words, said(link.name, self.language), self.places.objective(link.objective))
            for link in objective.links
        )
        return ListedObjective(
            objective.code,
            said(objective.name, self.language),
            self.places.objective(objective.objective),
            links,
            objective.objective in self.marked,
            self.scores.of(objective.code) if self.scores else None,
        )
