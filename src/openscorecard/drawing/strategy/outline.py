"""The map's twin in words: themes, perspectives and objectives as nested lists, each with the links it sends out."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.strategy.links import Link
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Language
from openscorecard.drawing.strategy.wording import say

Said = tuple[str, Language]


@dataclass(frozen=True, slots=True)
class OutlineLink:
    """What an objective drives: `words` says how, `objective` is the other's id."""

    objective: str
    code: str
    name: Said
    words: str
    sign: str
    lag: int | None
    example: bool


@dataclass(frozen=True, slots=True)
class OutlineObjective:
    objective: str
    code: str
    name: Said
    links: tuple[OutlineLink, ...]


@dataclass(frozen=True, slots=True)
class OutlinePerspective:
    letter: str
    name: Said
    objectives: tuple[OutlineObjective, ...]


@dataclass(frozen=True, slots=True)
class OutlineTheme:
    letter: str
    name: Said
    perspectives: tuple[OutlinePerspective, ...]


def map_outline(plan: Plan, language: str = "zh-Hant") -> tuple[OutlineTheme, ...]:
    """Every theme with its filled perspectives; every name is (text, the language it is really in)."""
    sent: dict[str, list[Link]] = {}
    for link in plan.links:
        sent.setdefault(link.source, []).append(link)
    return tuple(
        OutlineTheme(
            theme.letter,
            theme.name.says(language),
            tuple(
                OutlinePerspective(
                    row.letter,
                    row.name.says(language),
                    tuple(_objective(plan, objective, sent.get(objective.id, []), language) for objective in cell),
                )
                for row in plan.perspectives
                if (cell := plan.cell(theme.letter, row.letter))
            ),
        )
        for theme in plan.themes
    )


def _objective(plan: Plan, objective: Objective, links: list[Link], language: str) -> OutlineObjective:
    drawn = tuple(_link(link, target, language) for link in links if (target := plan.objective(link.target)))
    return OutlineObjective(objective.id, objective.code, objective.name.says(language), drawn)


def _link(link: Link, target: Objective, language: str) -> OutlineLink:
    words = say(language, "drives" if link.sign == "+" else "dampens", codes=target.code)
    words += say(language, "lagging", months=str(link.lag)) if link.lag else ""
    words += say(language, "as_example") if link.example else ""
    return OutlineLink(target.id, target.code, target.name.says(language), words, link.sign, link.lag, link.example)
