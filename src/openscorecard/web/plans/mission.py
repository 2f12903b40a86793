"""The mission phrase by phrase, each with the objectives that are declared to carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openscorecard.domain.strategy.links import MissionLink
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, say

_BREAKS_ZH = re.compile(r"[，,、；;。\s]+")
_BREAKS_EN = re.compile(r"[,;.]\s*")


@dataclass(frozen=True, slots=True)
class Carrier:
    """An objective that carries a phrase; `example` marks a hypothesis of the example."""

    code: str
    name: Said
    address: str
    example: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    words: Said
    carriers: tuple[Carrier, ...]


def mission_phrases(plan: Plan, language: str, places: Places) -> tuple[Phrase, ...]:
    """The phrases in the mission's order, then any that a link quotes otherwise."""
    if plan.mission is None:
        return ()
    phrases = _phrases(plan.mission)
    quoted = [Text(link.phrase) for link in plan.mission_links if not any(_quotes(link, one) for one in phrases)]
    return tuple(
        Phrase(say(one, language), _carriers(plan, one, language, places)) for one in (*phrases, *dict.fromkeys(quoted))
    )


def _phrases(mission: Text) -> list[Text]:
    chinese = [part for part in _BREAKS_ZH.split(mission.zh) if part]
    english = [part.strip() for part in _BREAKS_EN.split(mission.en) if part.strip()]
    if len(chinese) != len(english):
        return [Text(part) for part in chinese]
    return [Text(zh, en[0].upper() + en[1:]) for zh, en in zip(chinese, english, strict=True)]


def _quotes(link: MissionLink, phrase: Text) -> bool:
    return link.phrase in phrase.zh or phrase.zh in link.phrase


def _carriers(plan: Plan, phrase: Text, language: str, places: Places) -> tuple[Carrier, ...]:
    found = [
        (objective, link.example)
        for link in plan.mission_links
        if _quotes(link, phrase) and (objective := plan.objective(link.objective))
    ]
    return tuple(_carrier(objective, example, language, places) for objective, example in found)


def _carrier(objective: Objective, example: bool, language: str, places: Places) -> Carrier:
    return Carrier(objective.code, say(objective.name, language), places.objective(objective.id), example)


def carried_phrases(plan: Plan, objective: str, language: str) -> tuple[Said, ...]:
    """The phrases of the mission that an objective (its id) carries."""
    phrases = _phrases(plan.mission) if plan.mission else []
    links = [link for link in plan.mission_links if link.objective == objective]
    return tuple(say(one, language) for one in phrases if any(_quotes(link, one) for link in links))
