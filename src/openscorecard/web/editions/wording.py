"""What the verbs of history and audit trail mean to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.strategy.plan import Plan

VERBS: dict[str, str | Promise] = {
    # how a revision came about
    "create": _("Plan made"),
    "import": _("Imported from a file"),
    "example": _("Example loaded"),
    "load_example": _("Example loaded"),
    "open_draft": _("Draft opened"),
    "undo": _("Change undone"),
    "restore": _("Earlier state restored"),
    "describe_plan": _("Description changed"),
    "declare_codes": _("Form of codes changed"),
    "add_perspective": _("Perspective added"),
    "change_perspective": _("Perspective changed"),
    "move_perspective": _("Perspective moved"),
    "remove_perspective": _("Perspective removed"),
    "add_theme": _("Theme added"),
    "change_theme": _("Theme changed"),
    "move_theme": _("Theme moved"),
    "remove_theme": _("Theme removed"),
    "add_objective": _("Objective added"),
    "change_objective": _("Objective changed"),
    "move_objective": _("Objective moved"),
    "remove_objective": _("Objective removed"),
    "add_kpi": _("KPI added"),
    "change_kpi": _("KPI changed"),
    "move_kpi": _("KPI moved"),
    "remove_kpi": _("KPI removed"),
    "add_initiative": _("Action plan added"),
    "stand_initiative": _("Action plan put under a KPI"),
    "change_initiative": _("Action plan changed"),
    "move_standing": _("Action plan moved"),
    "remove_standing": _("Action plan taken away from a KPI"),
    "remove_initiative": _("Action plan removed"),
    "declare_link": _("Link declared"),
    "withdraw_link": _("Link taken back"),
    "take_up_theme": _("Cascade changed"),
    "support_parent": _("Support declared"),
    "unsupport_parent": _("Support taken back"),
    "assign_objective": _("Responsible institution named"),
    "unassign_objective": _("Responsible institution taken back"),
    "carry_mission": _("Words of the mission carried"),
    "uncarry_mission": _("Words of the mission taken back"),
    "drop_example": _("Example layer removed"),
    # what the audit trail keeps
    "plan.create": _("Plan made"),
    "plan.import": _("Plan imported"),
    "plan.change": _("Plan changed"),
    "plan.undo": _("Change undone"),
    "plan.restore": _("Earlier state restored"),
    "plan.publish": _("Edition published"),
    "plan.discard": _("Draft discarded"),
    "plan.delete": _("Plan deleted"),
    "plan.undelete": _("Plan brought back"),
    "limits.recalculate": _("Limits calculated anew"),
    "limits.withdraw": _("New limits withdrawn"),
    "mark.add": _("Event entered"),
    "mark.withdraw": _("Event withdrawn"),
    "data.import": _("Source rows imported"),
    "data.withdraw": _("Batch withdrawn"),
    "data.restore": _("Batch restored"),
    "example.load": _("Example loaded"),
    "example.load_rows": _("Example rows loaded"),
    "example.remove_rows": _("Example rows removed"),
    "institution.add": _("Institution added"),
    "institution.move": _("Institution moved"),
    "institution.rename": _("Institution renamed"),
    "unit.add": _("Unit added"),
    "person.add": _("Account added"),
    "person.set_role": _("Role changed"),
    "person.set_active": _("Account opened or closed"),
    "person.set_password": _("Password set"),
    "person.choose": _("Own choices changed"),
    "person.sign_in": _("Sign-in"),
    "person.sign_out": _("Sign-out"),
    "token.create": _("Token made"),
    "token.create_service": _("Token of a service made"),
    "token.revoke": _("Token revoked"),
    "data.verify": _("Row files checked"),
    "work.ask": _("Background work asked for"),
    "work.cancel": _("Background work cancelled"),
    "work.tidy": _("Old background work cleared away"),
}
OUTCOMES: dict[str, str | Promise] = {
    "done": pgettext_lazy("outcome", "Done"),
    "unchanged": pgettext_lazy("outcome", "Nothing to change"),
    "denied": pgettext_lazy("outcome", "Denied"),
    "failed": pgettext_lazy("outcome", "Failed"),
}

DOORS: dict[str, str | Promise] = {
    "web": pgettext_lazy("door", "Site"),
    "cli": pgettext_lazy("door", "Command line"),
    "job": pgettext_lazy("door", "Background job"),
}


def verb_words(verb: str) -> str:
    """A verb in the reader's language; an unknown one as it is."""
    return str(VERBS.get(verb, verb))


def change_words(change: Mapping[str, Any] | None, plan: Plan, restores: int | None) -> str:
    """What a change was about: its name, its codes where they are still known, or the state that came back."""
    if restores is not None:
        return gettext("state of revision {number}").format(number=restores)
    if not change:
        return ""
    ends = [_code(plan, str(change[name])) for name in ("source", "target") if change.get(name)]
    if ends:
        return " → ".join(ends)
    named = change.get("name")
    words = named.get("zh", "") if isinstance(named, Mapping) else ""
    of = next((str(change[name]) for name in ("id", "code", "objective", "kpi", "letter") if change.get(name)), "")
    return f"{_code(plan, of)} {words}".strip()


def _code(plan: Plan, id_: str) -> str:
    item = plan.objective(id_) or plan.kpi(id_)
    return item.code if item else id_
