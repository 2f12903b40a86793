"""Forms of what a plan declares: links, cascade, supports, responsibilities, who carries the mission, the example."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.strategy.changes import (
    AssignObjective,
    CarryMission,
    DeclareLink,
    DropExample,
    SupportParent,
    TakeUpTheme,
)
from openscorecard.domain.strategy.changes.change import found
from openscorecard.domain.strategy.faults import UnfitWeight
from openscorecard.domain.strategy.links import Link as CauseLink
from openscorecard.web.editing.access import said
from openscorecard.web.editing.form import AtField, EditForm, en_field, zh_field
from openscorecard.web.editing.map import RemovalForm
from openscorecard.web.editing.scene import NONE, Scene, coded, objective_choices

# No exponents: "1e999999999" would be a number of a gigabyte.
_WEIGHT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?|[0-9]{1,6}/0*[1-9][0-9]{0,5}")


class LinkFields(EditForm):
    sign = forms.ChoiceField(
        label=_("Direction"),
        widget=forms.RadioSelect,
        choices=[("+", _("More leads to more")), ("-", _("More leads to less"))],
        initial="+",
    )
    lag = forms.IntegerField(
        label=_("Lag in months"),
        required=False,
        help_text=_("How long it takes until the effect shows: 0 to 120, or empty where none is declared."),
    )
    rationale_zh = zh_field(_("Reason in Chinese"), required=False)
    rationale_en = en_field(_("Reason in English"))

    def declared(self, source: str, target: str) -> DeclareLink:
        data, scene = self.cleaned_data, self.scene
        return DeclareLink(
            source, target, data["sign"], data["lag"], self.text("rationale"), scene.reader.name, scene.today
        )


class AddLinkForm(LinkFields):
    heading = _("Declare a link of cause and effect")
    lead = _("A link is an assumption: it is declared before any figures are looked at.")
    action = _("Declare")
    done = _("The link has been declared.")
    source = forms.ChoiceField(label=_("From (what drives)"))
    target = forms.ChoiceField(label=_("To (what is reached)"))
    field_order = ("source", "target", "sign", "lag", "rationale_zh", "rationale_en")

    def fill(self, scene: Scene) -> None:
        for name in ("source", "target"):
            self.offer(name, [*NONE, *scene.objectives])

    def change(self) -> DeclareLink:
        return self.declared(self.cleaned_data["source"], self.cleaned_data["target"])


class LinkForm(LinkFields):
    """A link that is there: its item is `source,target`."""

    heading = _("Change a link")
    done = _("The link has been declared anew.")

    def link(self) -> CauseLink:
        """The link; raises UnknownItem."""
        key = tuple(self.scene.item.split(","))
        return found(next((link for link in self.scene.plan.links if link.key == key), None), self.scene.item)

    def start(self, scene: Scene) -> dict[str, Any]:
        link = self.link()
        reason = link.rationale
        return {
            "sign": link.sign,
            "lag": link.lag,
            "rationale_zh": reason.zh if reason else "",
            "rationale_en": reason.en if reason else "",
        }

    def about(self) -> str:
        ends = [self.scene.plan.objective(id_) for id_ in self.link().key]
        return " → ".join(coded(item) for item in ends if item)

    def change(self) -> DeclareLink:
        return self.declared(*self.link().key)


class CascadeForm(EditForm):
    """Takes up a theme of the plan that the address names as `parent`."""

    heading = _("Take up a theme of a parent plan")
    lead = _("Supports of objectives of another parent plan go when the parent changes.")
    action = _("Take it up")
    done = _("The plan takes up this theme now.")
    parent = forms.CharField(widget=forms.HiddenInput)
    theme = forms.ChoiceField(label=_("Theme of the parent plan"))

    def start(self, scene: Scene) -> dict[str, Any]:
        cascade = scene.plan.cascade
        present = cascade.parent_plan if cascade else ""
        parent = scene.asked.get("parent") or present
        return {"parent": parent, "theme": cascade.parent_theme if cascade and parent == present else ""}

    def fill(self, scene: Scene) -> None:
        self.above = found(scene.other(self._parent()), self._parent())
        self.offer("theme", [(theme.id, f"{theme.letter} {said(theme.name)}") for theme in self.above.themes])

    def _parent(self) -> str:
        return str((self.data.get("parent") if self.is_bound else "") or self.initial["parent"])

    def about(self) -> str:
        return said(self.above.name)

    def change(self) -> TakeUpTheme:
        return TakeUpTheme(self.cleaned_data["parent"], self.cleaned_data["theme"])


class SupportForm(EditForm):
    heading = _("Support an objective of the parent plan")
    lead = _("Naming a pair that is there already changes its weight.")
    done = _("The support has been declared.")
    objective = forms.ChoiceField(label=_("Our objective"))
    parent_objective = forms.ChoiceField(label=_("Objective of the parent plan"))
    weight = forms.CharField(
        label=_("Weight"), initial="1", max_length=20, help_text=_("A number above 0, such as 1, 0.4 or 1/3.")
    )

    def fill(self, scene: Scene) -> None:
        self.offer("objective", [*NONE, *scene.objectives])
        self.offer("parent_objective", [*NONE, *parent_choices(scene)])

    def _weight(self) -> Fraction:
        typed = self.cleaned_data["weight"].strip()
        if not _WEIGHT.fullmatch(typed):
            raise AtField("weight", UnfitWeight(item=typed))
        return Fraction(typed)

    def change(self) -> SupportParent:
        data = self.cleaned_data
        return SupportParent(data["objective"], data["parent_objective"], self._weight())


def parent_choices(scene: Scene) -> list[tuple[str, str]]:
    """The parent's objectives, those of the theme taken up first."""
    parent, cascade = scene.parent, scene.plan.cascade
    if parent is None or cascade is None:
        return []
    theme = parent.theme_by_id(cascade.parent_theme)
    ours = [item for item in parent.objectives if theme and item.theme == theme.letter]
    return objective_choices([*ours, *(item for item in parent.objectives if item not in ours)])


class ResponsibilityForm(EditForm):
    heading = _("Name the institution responsible for an objective")
    done = _("The responsible institution is named.")
    objective = forms.ChoiceField(label=_("Objective"))
    institution = forms.ChoiceField(label=_("Institution"))

    def fill(self, scene: Scene) -> None:
        self.offer("objective", [*NONE, *scene.objectives])
        self.offer("institution", [*NONE, *scene.institutions])

    def change(self) -> AssignObjective:
        return AssignObjective(self.cleaned_data["objective"], self.cleaned_data["institution"])


class MissionForm(EditForm):
    heading = _("Say which objective carries which words of the mission")
    done = _("The objective carries these words of the mission now.")
    phrase = zh_field(_("Words of the mission"), help_text=_("Quoted word for word in Chinese."))
    objective = forms.ChoiceField(label=_("Objective"))

    def fill(self, scene: Scene) -> None:
        self.offer("objective", [*NONE, *scene.objectives])

    def about(self) -> str:
        return self.scene.plan.mission.zh if self.scene.plan.mission else gettext("The plan states no mission yet.")

    def change(self) -> CarryMission:
        return CarryMission(self.cleaned_data["phrase"], self.cleaned_data["objective"])


class DropExampleForm(RemovalForm):
    heading = _("Remove the example layer")
    lead = _("Links, supports and other entries marked as example go; the plan itself stays as its document has it.")
    done = _("The example layer has been removed.")

    def consequences(self) -> tuple[str, ...]:
        plan = self.scene.plan
        counts = [
            sum(one.example for one in layer)
            for layer in (plan.links, plan.supports, plan.responsibilities, plan.mission_links)
        ]
        links, supports, responsibilities, carried = counts
        lines = [
            (links, ngettext("{count} link", "{count} links", links)),
            (
                supports,
                ngettext("{count} support of a parent objective", "{count} supports of parent objectives", supports),
            ),
            (
                responsibilities,
                ngettext("{count} responsible institution", "{count} responsible institutions", responsibilities),
            ),
            (
                carried,
                ngettext(
                    "{count} passage of the mission it carries", "{count} passages of the mission it carries", carried
                ),
            ),
        ]
        return tuple(words.format(count=count) for count, words in lines if count)

    def change(self) -> DropExample:
        return DropExample()
