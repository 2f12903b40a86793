"""Forms of the map: perspectives, themes and objectives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.strategy.changes import (
    AddObjective,
    AddPerspective,
    AddTheme,
    ChangeObjective,
    ChangePerspective,
    ChangeTheme,
    RemoveObjective,
    RemovePerspective,
    RemoveTheme,
)
from openscorecard.domain.strategy.nodes import Perspective, Theme
from openscorecard.web.editing.access import said
from openscorecard.web.editing.form import EditForm, Link, NameFields, code_field
from openscorecard.web.editing.scene import Scene, coded, to_item, to_new
from openscorecard.web.templatetags.plan_words import listed


class LetterFields(NameFields):
    letter = forms.CharField(
        label=_("Letter"),
        max_length=4,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("1 to 4 letters or digits; the codes of its objectives are made with it."),
    )
    field_order = ("letter", "name_zh", "name_en")


def _lettered(row: Theme | Perspective) -> dict[str, Any]:
    return {"letter": row.letter, "name_zh": row.name.zh, "name_en": row.name.en}


class AddThemeForm(LetterFields):
    heading = _("Add a theme")
    action = _("Add")
    done = _("The theme has been added.")

    def change(self) -> AddTheme:
        return AddTheme(self.cleaned_data["letter"], self.needed("name"))


class ThemeForm(LetterFields):
    heading = _("Change a theme")

    def start(self, scene: Scene) -> dict[str, Any]:
        return _lettered(scene.theme())

    def about(self) -> str:
        return _titled(self.scene.theme())

    def ways_on(self) -> tuple[Link, ...]:
        plan, theme = self.scene.plan, self.scene.theme()
        return (
            Link(to_new(plan.id, "add-objective", theme=theme.letter), gettext("Add an objective here")),
            Link(to_item(plan.id, "remove-theme", theme.id), gettext("Remove this theme")),
        )

    def change(self) -> ChangeTheme:
        return ChangeTheme(self.scene.item, self.cleaned_data["letter"], self.needed("name"))


class AddPerspectiveForm(LetterFields):
    heading = _("Add a perspective")
    action = _("Add")
    done = _("The perspective has been added.")

    def change(self) -> AddPerspective:
        return AddPerspective(self.cleaned_data["letter"], self.needed("name"))


class PerspectiveForm(LetterFields):
    heading = _("Change a perspective")

    def start(self, scene: Scene) -> dict[str, Any]:
        return _lettered(scene.perspective())

    def about(self) -> str:
        return _titled(self.scene.perspective())

    def ways_on(self) -> tuple[Link, ...]:
        return (
            Link(
                to_item(self.scene.plan.id, "remove-perspective", self.scene.item), gettext("Remove this perspective")
            ),
        )

    def change(self) -> ChangePerspective:
        return ChangePerspective(self.scene.item, self.cleaned_data["letter"], self.needed("name"))


class CellFields(NameFields):
    theme = forms.ChoiceField(label=_("Theme"))
    perspective = forms.ChoiceField(label=_("Perspective"))
    code = code_field()

    def fill(self, scene: Scene) -> None:
        self.offer("theme", scene.themes)
        self.offer("perspective", scene.perspectives)

    def cell(self) -> tuple[str, str]:
        return self.cleaned_data["theme"], self.cleaned_data["perspective"]


class AddObjectiveForm(CellFields):
    heading = _("Add an objective")
    action = _("Add")
    done = _("The objective has been added.")

    def change(self) -> AddObjective:
        theme, perspective = self.cell()
        return AddObjective(theme, perspective, self.needed("name"), self.cleaned_data["code"])


class ObjectiveForm(CellFields):
    heading = _("Change an objective")
    lead = _("In another theme or perspective it takes the next free code there; its KPIs and their codes follow.")
    done = _("The objective has been changed.")
    code = code_field(help_text=_("Leave as it is, or empty for the next free one after moving."))

    def start(self, scene: Scene) -> dict[str, Any]:
        item = scene.objective()
        return {
            "name_zh": item.name.zh,
            "name_en": item.name.en,
            "theme": item.theme,
            "perspective": item.perspective,
            "code": item.code,
        }

    def about(self) -> str:
        return coded(self.scene.objective())

    def ways_on(self) -> tuple[Link, ...]:
        plan, item = self.scene.plan, self.scene.objective()
        kpis = tuple(Link(reverse("edit-kpi", args=[plan.id, kpi.id]), coded(kpi)) for kpi in item.kpis)
        support = [Link(to_new(plan.id, "support", objective=item.id), gettext("Support a parent objective"))]
        return (
            *kpis,
            Link(to_new(plan.id, "add-kpi", objective=item.id), gettext("Add a KPI")),
            Link(to_new(plan.id, "add-link", source=item.id), gettext("Declare a link from here")),
            *(support if plan.cascade else ()),
            Link(to_new(plan.id, "responsibility", objective=item.id), gettext("Name the responsible institution")),
            Link(to_item(plan.id, "remove-objective", item.id), gettext("Remove this objective")),
        )

    def change(self) -> ChangeObjective:
        theme, perspective = self.cell()
        old, code = self.scene.plan.objective(self.scene.item), self.cleaned_data["code"]
        # The code that still stands in its field after a move to another cell was not typed: it makes way.
        if old and code == old.code and (theme, perspective) != (old.theme, old.perspective):
            code = ""
        return ChangeObjective(self.scene.item, self.needed("name"), theme, perspective, code)


class RemovalForm(EditForm):
    action = _("Remove")
    dangerous = True


class RemoveThemeForm(RemovalForm):
    heading = _("Remove a theme")
    lead = _("Only a theme without objectives can be removed.")
    done = _("The theme has been removed.")

    def about(self) -> str:
        return _titled(self.scene.theme())

    def change(self) -> RemoveTheme:
        return RemoveTheme(self.scene.item)


class RemovePerspectiveForm(RemovalForm):
    heading = _("Remove a perspective")
    lead = _("Only a perspective without objectives can be removed.")
    done = _("The perspective has been removed.")

    def about(self) -> str:
        return _titled(self.scene.perspective())

    def change(self) -> RemovePerspective:
        return RemovePerspective(self.scene.item)


class RemoveObjectiveForm(RemovalForm):
    heading = _("Remove an objective")
    done = _("The objective has been removed.")

    def about(self) -> str:
        return coded(self.scene.objective())

    def consequences(self) -> tuple[str, ...]:
        plan, item = self.scene.plan, self.scene.objective()
        codes = [standing.code for kpi in item.kpis for standing in kpi.standings]
        kept = {one.initiative for owner, kpi in plan.kpis() if owner.id != item.id for one in kpi.standings}
        leaving = {one.initiative for kpi in item.kpis for one in kpi.standings} - kept
        links = sum(item.id in link.key for link in plan.links)
        supports = sum(item.id == one.objective for one in plan.supports)
        carried = sum(item.id == one.objective for one in plan.mission_links)
        lines = [f"KPI {coded(kpi)}" for kpi in item.kpis]
        if codes:
            lines.append(gettext("Codes of action plans: {codes}").format(codes=listed(codes)))
        lines += [
            gettext("The action plan “{name}”, which stands nowhere else").format(name=said(one.name))
            for one in plan.initiatives
            if one.id in leaving
        ]
        if links:
            lines.append(ngettext("{count} link", "{count} links", links).format(count=links))
        if supports:
            lines.append(
                ngettext(
                    "{count} support of a parent objective", "{count} supports of parent objectives", supports
                ).format(count=supports)
            )
        if carried:
            lines.append(
                ngettext(
                    "{count} passage of the mission it carries", "{count} passages of the mission it carries", carried
                ).format(count=carried)
            )
        return tuple(lines)

    def change(self) -> RemoveObjective:
        return RemoveObjective(self.scene.item)


def _titled(row: Theme | Perspective) -> str:
    return f"{row.letter} {said(row.name)}"
