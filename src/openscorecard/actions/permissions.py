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


# What editors may do, by what they do it to.
_EDITED = {
    "plan": ("create", "import", "change", "undo", "restore", "publish", "discard", "delete", "undelete"),
    "data": ("import", "withdraw", "restore", "verify"),
    "measure": ("define", "retire", "choose_reading"),
    "figures": ("compute", "export"),
    "initiative": ("charter", "restore_charter", "tag", "untag", "define_kind", "retire_kind", "list_rows"),
    "target": ("set", "drop", "restore"),
    "scoring": ("set",),
    "limits": ("recalculate", "withdraw"),
    "period": ("publish", "withdraw"),
    "mark": ("add", "withdraw"),
    "source": ("sync",),
    "work": ("see",),
}
_VERBS = {
    edits: [f"{subject}.{verb}" for subject, verbs in _EDITED.items() for verb in verbs],
    administers: [
        "example.load",
        "example.load_charters",
        "example.load_rows",
        "example.load_targets",
        "example.remove_charters",
        "example.remove_rows",
        "example.remove_targets",
        "institution.add",
        "institution.move",
        "institution.rename",
        "unit.add",
        "person.add",
        "person.set_role",
        "person.set_active",
        "person.set_password",
        "source.add",
        "source.change",
        "source.delete",
        "source.look",
        "source.rotate",
        "token.create_service",
        "work.tidy",
    ],
    signed_in: [
        "figures.see",  # the public sees figures of published periods only, on pages of their own
        "person.choose",  # one's own language and scheme
        "data.read",
        "token.create",  # one's own
        "token.revoke",  # one's own; administrators any
        "paper.make",  # what it says is what the person sees
        "work.ask",  # each kind of work asks for its own verb besides
        "work.cancel",
    ],
}

LOOKS = frozenset({"figures.see", "data.read", "data.verify", "work.see"})
"""Verbs that change nothing and leave no entry of their own; `data.verify` is asked for by `work.ask`, which does."""

PERMISSIONS: Any = RuleSet()  # the library has no types
for _test, _names in _VERBS.items():
    for _name in _names:
        PERMISSIONS.add_rule(_name, predicate(_test))  # type: ignore[no-untyped-call]  # rules has no types


def may(actor: Reader, verb: str) -> bool:
    """Whether `actor` may do `verb` (`plan.change` …); a verb without a rule is nobody's."""
    return bool(PERMISSIONS.test_rule(verb, actor))
