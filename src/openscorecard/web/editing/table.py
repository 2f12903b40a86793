"""Every kind of change by the word its address has, and what moves and drops at the press of a button."""

from __future__ import annotations

from collections.abc import Callable

from openscorecard.domain.strategy.changes import (
    Change,
    MoveKpi,
    MoveObjective,
    MovePerspective,
    MoveStanding,
    MoveTheme,
    TakeUpTheme,
    UnassignObjective,
    UncarryMission,
    UnsupportParent,
    WithdrawLink,
)
from openscorecard.web.editing import declared, map, scorecard, statements
from openscorecard.web.editing.form import EditForm

# Forms for something new; the address may fill their fields (`?theme=A`).
NEW: dict[str, type[EditForm]] = {
    "description": statements.DescribeForm,
    "codes": statements.CodesForm,
    "add-theme": map.AddThemeForm,
    "add-perspective": map.AddPerspectiveForm,
    "add-objective": map.AddObjectiveForm,
    "add-kpi": scorecard.AddKpiForm,
    "add-initiative": scorecard.AddInitiativeForm,
    "stand-initiative": scorecard.StandInitiativeForm,
    "add-link": declared.AddLinkForm,
    "cascade": declared.CascadeForm,
    "support": declared.SupportForm,
    "responsibility": declared.ResponsibilityForm,
    "mission": declared.MissionForm,
    "drop-example": declared.DropExampleForm,
}

# Forms about an item that is there.
OF_ITEM: dict[str, type[EditForm]] = {
    "theme": map.ThemeForm,
    "perspective": map.PerspectiveForm,
    "objective": map.ObjectiveForm,
    "kpi": scorecard.KpiForm,
    "initiative": scorecard.InitiativeForm,
    "link": declared.LinkForm,
    "remove-theme": map.RemoveThemeForm,
    "remove-perspective": map.RemovePerspectiveForm,
    "remove-objective": map.RemoveObjectiveForm,
    "remove-kpi": scorecard.RemoveKpiForm,
    "remove-standing": scorecard.RemoveStandingForm,
    "remove-initiative": scorecard.RemoveInitiativeForm,
}

# Moves: kind and id of the item, and steps.
MOVES: dict[str, Callable[[str, int], Change]] = {
    "theme": MoveTheme,
    "perspective": MovePerspective,
    "objective": MoveObjective,
    "kpi": MoveKpi,
    "standing": MoveStanding,
}

# What a declaration is taken back by: kind and the two words that name it.
DROPS: dict[str, Callable[[str, str], Change]] = {
    "link": WithdrawLink,
    "support": UnsupportParent,
    "responsibility": lambda objective, _rest: UnassignObjective(objective),
    "mission": lambda objective, phrase: UncarryMission(phrase, objective),
    "cascade": lambda _first, _rest: TakeUpTheme(""),
}
