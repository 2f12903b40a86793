"""What a plan says of itself: name, institution, mission, vision, values, dates, the form of its codes."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.changes import DeclareCodes, DescribePlan
from openscorecard.domain.strategy.codes import LEVELS, CodeGrammar, Level
from openscorecard.domain.strategy.faults import UnfitGrammar
from openscorecard.domain.text import EmptyText, Text
from openscorecard.web.editing.form import AtField, EditForm, date_field, en_field, zh_field
from openscorecard.web.editing.scene import Scene


def _area(label: Any, lang: str, rows: int, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "lang": lang})
    return forms.CharField(label=label, required=False, widget=widget, max_length=20_000, **options)


class DescribeForm(EditForm):
    """All statements and dates of the plan at once."""

    heading = _("Describe the plan")
    done = _("The description is stored in the draft.")

    name_zh = zh_field(_("Name in Chinese"))
    name_en = en_field(_("Name in English"))
    institution_zh = zh_field(_("Institution in Chinese"))
    institution_en = en_field(_("Institution in English"))
    mission_zh = _area(_("Mission in Chinese"), "zh-Hant-TW", 3)
    mission_en = _area(_("Mission in English"), "en", 3)
    vision_zh = _area(_("Vision in Chinese"), "zh-Hant-TW", 2)
    vision_en = _area(_("Vision in English"), "en", 2)
    values_zh = _area(_("Values in Chinese"), "zh-Hant-TW", 8, help_text=_("One on each line."), strip=False)
    values_en = _area(
        _("Values in English"),
        "en",
        8,
        help_text=_("In the same order; leave a line empty where there is none."),
        strip=False,
    )
    issued_on = date_field(_("Issued on"))
    valid_from = date_field(_("Valid from"))
    valid_to = date_field(_("Valid to"))

    def start(self, scene: Scene) -> dict[str, Any]:
        plan = scene.plan
        texts = {"name": plan.name, "institution": plan.institution, "mission": plan.mission, "vision": plan.vision}
        return {
            **{f"{name}_zh": text.zh if text else "" for name, text in texts.items()},
            **{f"{name}_en": text.en if text else "" for name, text in texts.items()},
            "values_zh": "\n".join(value.zh for value in plan.values),
            "values_en": "\n".join(value.en for value in plan.values).rstrip("\n"),
            "issued_on": plan.issued_on,
            "valid_from": plan.valid_from,
            "valid_to": plan.valid_to,
        }

    def change(self) -> DescribePlan:
        return DescribePlan(
            self.needed("name"),
            self.needed("institution"),
            self.text("mission"),
            self.text("vision"),
            self._values(),
            self.cleaned_data["issued_on"],
            self.cleaned_data["valid_from"],
            self.cleaned_data["valid_to"],
        )

    def _values(self) -> tuple[Text, ...]:
        lines = [[line.strip() for line in self.cleaned_data[f"values_{side}"].splitlines()] for side in ("zh", "en")]
        while lines[0] and not lines[0][-1]:
            lines[0].pop()
        pairs = [pair for pair in zip_longest(*lines, fillvalue="") if any(pair)]
        return tuple(self._value(zh, en) for zh, en in pairs)

    def _value(self, zh: str, en: str) -> Text:
        if not zh:
            raise AtField("values_zh", EmptyText(where=en))
        try:
            return Text(zh, en)
        except Fault as fault:
            raise AtField(f"values_{fault.facts['where']}", fault) from fault

    def place(self, fault: Fault) -> str | None:
        where = fault.facts.get("where", "")
        if fault.code in {"code-in-name", "name-unfit-for-document"} and f"{where}_zh" in self.fields:
            return f"{where}_zh"
        return "name_zh" if where == "plan" else super().place(fault)


def _form_field(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "lang": "en"})
    return forms.CharField(label=label, max_length=60, widget=widget, help_text=help_text)


class CodesForm(EditForm):
    """The form of codes on each level."""

    heading = _("Change the form of codes")
    lead = _(
        "Every code is written anew with its own number; links, supports and history stay. The words in braces stand "
        "for a letter, a number or the code above; around them letters, digits, full stops, underscores and hyphens "
        "may stand."
    )
    done = _("All codes are written in the new form.")

    objective = _form_field(
        _("Objectives"), _("From {theme}, {perspective} and {number}: {theme}{perspective}{number} gives AC1.")
    )
    kpi = _form_field(
        _("KPIs"), _("Begins with {objective}, then a sign that is no digit: {objective}.{number} gives AC1.1.")
    )
    initiative = _form_field(
        _("Action plans"), _("Begins with {kpi}, then a sign that is no digit: {kpi}.{number} gives AC1.1.1.")
    )

    def start(self, scene: Scene) -> dict[str, Any]:
        return {level: scene.plan.grammar.form(level) for level in LEVELS}

    def about(self) -> str:
        """The codes of one action plan as they stand now, from the objective down."""
        for item, kpi in self.scene.plan.kpis():
            for standing in kpi.standings:
                return f"{item.code} · {kpi.code} · {standing.code}"
        return ""

    def change(self) -> DeclareCodes:
        data = self.cleaned_data
        for level in LEVELS:
            _check(level, data[level])
        return DeclareCodes(data["objective"], data["kpi"], data["initiative"])

    def place(self, fault: Fault) -> str | None:
        return "objective" if fault.code == "duplicate-code" else super().place(fault)


def _check(level: Level, form: str) -> None:
    try:
        CodeGrammar(**{level: form})
    except UnfitGrammar as fault:
        raise AtField(level, fault) from fault
