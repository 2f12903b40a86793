"""What the soundness checks found, in the reader's language, with links to what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness import Finding, soundness_findings
from openscorecard.domain.text import Text
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class FindingItem:
    """A part of a plan that a finding is about; `code` holds every code of it that is meant."""

    code: str
    name: Said
    address: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    code: str
    weight: str
    sentence: str
    items: tuple[FindingItem, ...]


def found_in(
    plan: Plan, known: Catalogue, parent: Plan | None = None, children: Sequence[Plan] = ()
) -> tuple[Finding, ...]:
    """All findings of a plan against the measures that are `known`."""
    return soundness_findings(plan, known, parent, children)


def about(findings: Iterable[Finding], codes: Iterable[str]) -> tuple[Finding, ...]:
    """The findings that name one of `codes`, but for those about the parent's objectives."""
    wanted = set(codes)
    return tuple(
        one for one in findings if wanted.intersection(one.where.split()) and not one.code.startswith("parent-")
    )


class Telling:
    """Tells findings of one plan in one language."""

    def __init__(self, plan: Plan, places: Places, language: str, known: Catalogue, parent: Plan | None = None) -> None:
        self._language = language
        self._own = _items(plan, places)
        self._above = _items(parent, Places(parent.id)) if parent else {}
        self._english = _english((plan, *([parent] if parent else [])), known) if language.startswith("en") else {}

    def tell(self, finding: Finding) -> ShownFinding:
        """The finding with its sentence; names in it are in the page's language where they have one."""
        named = replace(finding, facts=tuple((key, self._english.get(text, text)) for key, text in finding.facts))
        return ShownFinding(finding.code, finding.weight, named.sentence(self._language), self._about(finding))

    def _about(self, finding: Finding) -> tuple[FindingItem, ...]:
        found: dict[str, FindingItem] = {}
        for code in finding.where.split():
            item = self._item(finding, code)
            if item is None:
                continue
            name, address = item
            before = found.get(address)
            label = f"{before.code} {code}" if before else code.rpartition(":")[2]
            found[address] = FindingItem(label, say(name, self._language), address)
        return tuple(found.values())

    def _item(self, finding: Finding, code: str) -> tuple[Text, str] | None:
        # A parent's objective may bear a code of ours; its name tells them apart.
        own, above = self._own.get(code), self._above.get(code)
        name = dict(finding.facts).get("name")
        if finding.code.startswith("parent-objective-") and above and above[0].zh == name:
            return above
        return own


def _items(plan: Plan, places: Places) -> dict[str, tuple[Text, str]]:
    """Name and address of everything a finding of `plan` may name."""
    items: dict[str, tuple[Text, str]] = {}
    for theme in plan.themes:
        items[f"theme:{theme.letter}"] = theme.name, places.page("plan-map", theme=theme.letter)
    for row in plan.perspectives:
        items[f"perspective:{row.letter}"] = row.name, places.page("plan-scorecard")
    for objective in plan.objectives:
        items[objective.code] = objective.name, places.objective(objective.id)
    for _, kpi in plan.kpis():
        items[kpi.code] = kpi.name, places.kpi(kpi.id)
    names = {one.id: one.name for one in plan.initiatives}
    for _, standing in plan.standings():
        items[standing.code] = names[standing.initiative], places.initiative(standing.initiative)
    return items


def _english(plans: Sequence[Plan], known: Catalogue) -> dict[str, str]:
    """The English of every Chinese name that has one."""
    texts: list[Text] = []
    for measure in known:
        texts += [measure.name, measure.unit]
    for plan in plans:
        for rows in (plan.themes, plan.perspectives, plan.objectives, plan.initiatives):
            texts += [row.name for row in rows]
        texts += [kpi.name for _, kpi in plan.kpis()]
    return {text.zh: text.en for text in texts if text.en}
