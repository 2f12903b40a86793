"""Differences between two states of a plan in words: kind, place, before, after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.strategy.differences import Difference
from openscorecard.domain.strategy.plan import Plan
from openscorecard.web.editing.access import in_quotes, said
from openscorecard.web.templatetags.plan_words import listed

Words = str | Promise

KINDS: dict[str, Words] = {
    "plan": _("Plan"),
    "perspective": _("Perspective"),
    "theme": _("Theme"),
    "objective": _("Objective"),
    "kpi": "KPI",
    "initiative": _("Action plan"),
    "link": _("Link"),
    "support": _("Support"),
    "responsibility": _("Responsibility"),
    "mission_link": _("Words of the mission"),
}
FIELDS: dict[str, Words] = {
    "name": _("Name in Chinese"),
    "name_en": _("Name in English"),
    "institution": _("Institution"),
    "institution_en": _("Institution in English"),
    "issued_on": _("Issued on"),
    "valid_from": _("Valid from"),
    "valid_to": _("Valid to"),
    "mission": _("Mission in Chinese"),
    "mission_en": _("Mission in English"),
    "vision": _("Vision in Chinese"),
    "vision_en": _("Vision in English"),
    "values": _("Values in Chinese"),
    "values_en": _("Values in English"),
    "codes": _("Codes"),
    "takes_up": _("Takes up"),
    "letter": _("Letter"),
    "code": _("Code"),
    "theme": _("Theme"),
    "perspective": _("Perspective"),
    "position": _("Place in its row"),
    "measure": _("Measure"),
    "objective": _("Objective"),
    "initiatives": _("Action plans"),
    "owner": _("Owner"),
    "starts_on": _("Starts on"),
    "ends_on": _("Ends on"),
    "sign": _("Direction"),
    "lag": _("Lag in months"),
    "rationale": _("Reason in Chinese"),
    "rationale_en": _("Reason in English"),
    "declared_by": _("Declared by"),
    "declared_on": _("Declared on"),
    "weight": _("Weight"),
    "example": pgettext_lazy("marked as", "Example"),
}
_YES = {"true": _("Yes")}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference: `status` is added, removed or changed; `item` and `field` name it in words."""

    status: str
    kind: str
    item: str
    field: str
    before: str
    after: str


def told(found: Iterable[Difference], before: Plan, after: Plan, known: Catalogue) -> tuple[DifferenceRow, ...]:
    """Differences in the reader's language; inner ids become codes, those of measures that are `known` names."""
    teller = _Teller(before, after, known)
    return tuple(teller.row(one) for one in found)


class _Teller:
    def __init__(self, before: Plan, after: Plan, known: Catalogue) -> None:
        self.codes: dict[str, str] = {}
        for plan in (before, after):
            self.codes |= {item.id: item.code for item in plan.objectives}
        self.names = {measure.id: said(measure.name) for measure in known}
        self.initiatives = {item.id: item.name.zh for plan in (before, after) for item in plan.initiatives}

    def row(self, one: Difference) -> DifferenceRow:
        kind, _blank, rest = one.where.partition(" ")
        item, field = rest, ""
        if one.kind == "changed":
            item, _blank, field = rest.rpartition(" ")
        shown = (self._value(field, text) if field else self._whole(kind, text) for text in (one.before, one.after))
        label = gettext("As a whole") if not field else str(FIELDS.get(field, field))
        return DifferenceRow(one.kind, str(KINDS.get(kind, kind)), self._item(kind, item), label, *shown)

    def _item(self, kind: str, item: str) -> str:
        if kind in {"link", "support"}:
            ends = item.split(">")
            # The parent's objective of a support is in another plan: its inner id is all there is.
            return " → ".join(self.codes.get(end, end) for end in ends)
        if kind == "mission_link":
            objective, _colon, phrase = item.partition(":")
            return f"{self.codes.get(objective, objective)} {in_quotes(phrase)}"
        if kind == "responsibility":
            return self.codes.get(item, item)
        if kind == "initiative":
            return self.initiatives.get(item, item)
        return item

    def _whole(self, kind: str, text: str) -> str:
        if kind in {"link", "support", "mission_link"} and text:
            parts = text.split(" · ")
            return " · ".join(gettext("Example") if part == "true" else part for part in parts)
        if kind == "kpi":
            return " · ".join(self._part(part) for part in text.split(" · "))
        return text

    def _part(self, part: str) -> str:
        if part in self.names:
            return self.names[part]
        return listed(word.partition("=")[0] for word in part.split(" ")) if "=" in part else part

    def _value(self, field: str, text: str) -> str:
        if field == "measure":
            return self.names.get(text, text)
        if field == "objective":
            return self.codes.get(text, text)
        if field == "initiatives":
            return listed(word.partition("=")[0] for word in text.split(" "))
        return str(_YES.get(text, text)) if field == "example" else text
