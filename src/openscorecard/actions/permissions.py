"""Who may do what: one small predicate a verb, and no verb without one."""

from __future__ import annotations

from typing import Any

from rules.predicates import predicate
from rules.rulesets import RuleSet

from openscorecard.domain.people.readers import Reader


def edits(actor: Reader) -> bool:
    return actor.signed_in and actor.role in {"editor", "administrator"}


def administers(actor: Reader) -> bool:
    return actor.signed_in and actor.role == "administrator"


def signed_in(actor: Reader) -> bool:
    return actor.signed_in


_PLAN = ("create", "import", "change", "undo", "restore", "publish", "discard", "delete", "undelete")
_DATA = ("import", "withdraw", "restore", "verify")
_VERBS = {
    edits: [*(f"plan.{verb}" for verb in _PLAN), *(f"data.{verb}" for verb in _DATA), "work.see"],
    administers: [
        "example.load",
        "institution.add",
        "institution.move",
        "institution.rename",
        "unit.add",
        "person.add",
        "person.set_role",
        "person.set_active",
        "person.set_password",
        "work.tidy",
    ],
    signed_in: [
        "person.choose",  # one's own language and scheme
        "data.read",
        "work.ask",  # each kind of work asks for its own verb besides
        "work.cancel",
    ],
}

PERMISSIONS: Any = RuleSet()  # the library has no types
for _test, _names in _VERBS.items():
    for _name in _names:
        PERMISSIONS.add_rule(_name, predicate(_test))  # type: ignore[no-untyped-call]  # rules has no types


def may(actor: Reader, verb: str) -> bool:
    """Whether `actor` may do `verb` (`plan.change` …); a verb without a rule is nobody's."""
    return bool(PERMISSIONS.test_rule(verb, actor))
