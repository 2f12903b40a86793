"""Forms of the scorecard: KPIs, action plans and the codes they stand under."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.changes import (
    AddInitiative,
    AddKpi,
    ChangeInitiative,
    ChangeKpi,
    RemoveInitiative,
    RemoveKpi,
    RemoveStanding,
    StandInitiative,
)
from openscorecard.domain.strategy.changes.change import found
from openscorecard.domain.strategy.nodes import Kpi, Standing
from openscorecard.web.editing.access import said
from openscorecard.web.editing.form import Link, NameFields, code_field, date_field
from openscorecard.web.editing.map import RemovalForm
from openscorecard.web.editing.scene import NONE, Scene, coded, to_item, to_new
from openscorecard.web.templatetags.plan_words import listed


class KpiFields(NameFields):
    objective = forms.ChoiceField(label=_("Objective"))
    measure = forms.ChoiceField(
        label=_("Measure"), required=False, help_text=_("What the KPI counts, from the catalogue of measures.")
    )
    code = code_field()

    def fill(self, scene: Scene) -> None:
        self.offer("objective", scene.objectives)
        self.offer("measure", scene.measures)


class AddKpiForm(KpiFields):
    heading = _("Add a KPI")
    action = _("Add")
    done = _("The KPI has been added.")

    def change(self) -> AddKpi:
        data = self.cleaned_data
        return AddKpi(data["objective"], self.needed("name"), data["measure"] or None, data["code"])


class KpiForm(KpiFields):
    heading = _("Change a KPI")
    done = _("The KPI has been changed.")
    code = code_field(help_text=_("Leave as it is, or empty for the next free one after moving."))

    def start(self, scene: Scene) -> dict[str, Any]:
        kpi, home = scene.kpi(), scene.plan.objective_of(scene.item)
        return {
            "name_zh": kpi.name.zh,
            "name_en": kpi.name.en,
            "measure": kpi.measure or "",
            "objective": home.id if home else "",
            "code": kpi.code,
        }

    def about(self) -> str:
        return coded(self.scene.kpi())

    def ways_on(self) -> tuple[Link, ...]:
        plan, kpi = self.scene.plan, self.scene.kpi()
        names = {item.id: said(item.name) for item in plan.initiatives}
        below = [
            Link(to_item(plan.id, "initiative", one.initiative), f"{one.code} {names[one.initiative]}")
            for one in kpi.standings
        ]
        return (
            *below,
            Link(to_new(plan.id, "add-initiative", kpi=kpi.id), gettext("Add an action plan")),
            Link(to_new(plan.id, "stand-initiative", kpi=kpi.id), gettext("Put an existing action plan here")),
            Link(to_item(plan.id, "remove-kpi", kpi.id), gettext("Remove this KPI")),
        )

    def change(self) -> ChangeKpi:
        data, kpi, home = self.cleaned_data, self.scene.kpi(), self.scene.plan.objective_of(self.scene.item)
        # The code that still stands in its field after a move was not typed: it makes way.
        moved = home is not None and data["objective"] != home.id
        code = "" if moved and data["code"] == kpi.code else data["code"]
        return ChangeKpi(kpi.id, self.needed("name"), data["measure"] or None, data["objective"], code)


class RemoveKpiForm(RemovalForm):
    heading = _("Remove a KPI")
    done = _("The KPI has been removed.")

    def about(self) -> str:
        return coded(self.scene.kpi())

    def consequences(self) -> tuple[str, ...]:
        return leaving(self.scene, self.scene.kpi().standings)

    def change(self) -> RemoveKpi:
        return RemoveKpi(self.scene.item)


def leaving(scene: Scene, going: tuple[Standing, ...]) -> tuple[str, ...]:
    """What goes when these codes of action plans go."""
    codes = {standing.code for standing in going}
    left = {standing.initiative for _kpi, standing in scene.plan.standings() if standing.code not in codes}
    ids = {standing.initiative for standing in going}
    lines = [gettext("Codes of action plans: {codes}").format(codes=listed(sorted(codes)))] if codes else []
    lines += [
        gettext("The action plan “{name}”, which stands nowhere else").format(name=said(item.name))
        for item in scene.plan.initiatives
        if item.id in ids - left
    ]
    return tuple(lines)


class InitiativeFields(NameFields):
    starts_on = date_field(_("Starts on"))
    ends_on = date_field(_("Ends on"))
    owner = forms.ChoiceField(label=_("Owner"), required=False, help_text=_("The institution or unit that does it."))

    def fill(self, scene: Scene) -> None:
        known = scene.plan.initiative(scene.item)
        self.offer("owner", scene.owners(known.owner if known else ""))

    def dates(self) -> tuple[Any, Any, str]:
        data = self.cleaned_data
        return data["starts_on"], data["ends_on"], data["owner"]


class AddInitiativeForm(InitiativeFields):
    heading = _("Add an action plan")
    action = _("Add")
    done = _("The action plan has been added.")
    kpi = forms.ChoiceField(label="KPI")
    code = code_field()
    field_order = ("kpi", "name_zh", "name_en", "starts_on", "ends_on", "owner", "code")

    def fill(self, scene: Scene) -> None:
        super().fill(scene)
        self.offer("kpi", scene.kpis)

    def change(self) -> AddInitiative:
        data = self.cleaned_data
        return AddInitiative(data["kpi"], self.needed("name"), *self.dates(), data["code"])


class StandInitiativeForm(RemovalForm):
    heading = _("Put an existing action plan under a KPI")
    lead = _("It stays one action plan, however many KPIs it stands under.")
    action = _("Put it there")
    done = _("The action plan stands under the KPI now.")
    dangerous = False
    kpi = forms.ChoiceField(label="KPI")
    initiative = forms.ChoiceField(label=_("Action plan"))
    code = code_field()

    def fill(self, scene: Scene) -> None:
        self.offer("kpi", scene.kpis)
        self.offer("initiative", [*NONE, *scene.initiatives])

    def change(self) -> StandInitiative:
        data = self.cleaned_data
        return StandInitiative(data["kpi"], data["initiative"], data["code"])


class InitiativeForm(InitiativeFields):
    heading = _("Change an action plan")
    lead = _("The change holds at all its codes at once.")
    done = _("The action plan has been changed.")

    def start(self, scene: Scene) -> dict[str, Any]:
        item = the_initiative(scene)
        return {
            "name_zh": item.name.zh,
            "name_en": item.name.en,
            "starts_on": item.starts_on,
            "ends_on": item.ends_on,
            "owner": item.owner,
        }

    def about(self) -> str:
        return f"{' '.join(self.scene.plan.codes_of(self.scene.item))} {said(the_initiative(self.scene).name)}"

    def ways_on(self) -> tuple[Link, ...]:
        plan, id_ = self.scene.plan, self.scene.item
        away = [
            Link(to_item(plan.id, "remove-standing", code), gettext("Take away {code}").format(code=code))
            for code in plan.codes_of(id_)
        ]
        return (
            Link(to_new(plan.id, "stand-initiative", initiative=id_), gettext("Put it under one more KPI")),
            *(away if len(away) > 1 else ()),
            Link(to_item(plan.id, "remove-initiative", id_), gettext("Remove it everywhere")),
        )

    def change(self) -> ChangeInitiative:
        return ChangeInitiative(self.scene.item, self.needed("name"), *self.dates())


class RemoveStandingForm(RemovalForm):
    heading = _("Take an action plan away from a KPI")
    action = _("Take away")
    done = _("The action plan has been taken away from the KPI.")

    def _standing(self) -> tuple[Kpi, Standing]:
        pairs = (pair for pair in self.scene.plan.standings() if pair[1].code == self.scene.item)
        return found(next(pairs, None), self.scene.item)

    def start(self, scene: Scene) -> dict[str, Any]:
        self._standing()
        return {}

    def about(self) -> str:
        _kpi, standing = self._standing()
        item = self.scene.plan.initiative(standing.initiative)
        return f"{standing.code} {said(item.name) if item else ''}"

    def consequences(self) -> tuple[str, ...]:
        return leaving(self.scene, (self._standing()[1],))[1:]

    def change(self) -> RemoveStanding:
        return RemoveStanding(self.scene.item)


class RemoveInitiativeForm(RemovalForm):
    heading = _("Remove an action plan everywhere")
    done = _("The action plan has been removed.")

    def start(self, scene: Scene) -> dict[str, Any]:
        the_initiative(scene)
        return {}

    def about(self) -> str:
        return said(the_initiative(self.scene).name)

    def consequences(self) -> tuple[str, ...]:
        codes = self.scene.plan.codes_of(self.scene.item)
        words = ngettext("It stands under {count} code: {codes}", "It stands under {count} codes: {codes}", len(codes))
        return (words.format(count=len(codes), codes=listed(codes)),)

    def change(self) -> RemoveInitiative:
        return RemoveInitiative(self.scene.item)


def the_initiative(scene: Scene) -> Initiative:
    """The action plan a form is about; raises UnknownItem."""
    return found(scene.plan.initiative(scene.item), scene.item)
