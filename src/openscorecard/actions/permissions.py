"""Who may do what: one small predicate a verb, and no verb without one."""

from __future__ import annotations

import rules

from openscorecard.domain.people.readers import Reader


@rules.predicate
def edits(actor: Reader) -> bool:
    return actor.signed_in and actor.role in {"editor", "administrator"}


@rules.predicate
def administers(actor: Reader) -> bool:
    return actor.signed_in and actor.role == "administrator"


@rules.predicate
def signed_in(actor: Reader) -> bool:
    return actor.signed_in


PERMISSIONS = rules.RuleSet()
for _verb in ("create", "import", "change", "undo", "restore", "publish", "discard", "delete", "undelete"):
    PERMISSIONS.add_rule(f"plan.{_verb}", edits)
for _verb in ("institution.add", "institution.move", "institution.rename", "unit.add", "example.load"):
    PERMISSIONS.add_rule(_verb, administers)
for _verb in ("person.add", "person.set_role", "person.set_password", "person.set_active"):
    PERMISSIONS.add_rule(_verb, administers)
PERMISSIONS.add_rule("person.choose", signed_in)  # one's own language and scheme


def may(actor: Reader, verb: str) -> bool:
    """Whether `actor` may do `verb` (`plan.change` …); a verb without a rule is nobody's."""
    return bool(PERMISSIONS.test_rule(verb, actor))
