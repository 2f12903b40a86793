"""The frame of every act: permission first, then one transaction, in it exactly one audit entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from openscorecard.actions.permissions import may
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, Reader
from openscorecard.queries.faults import UnknownPerson
from openscorecard.queries.people import reader_named
from openscorecard.records.models import AuditEntry

Outcome = Literal["done", "unchanged", "denied", "failed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Through which door an act came: web, cli or job, and from which network address where there is one."""

    door: str = "job"
    address: str = ""


JOB = Source()


@dataclass(slots=True)
class Act:
    """One act under way. What it finds goes into `before`, what it leaves into `after`, as plain data."""

    verb: str
    subject_kind: str
    subject: str
    by: Reader
    now: datetime
    source: Source
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    outcome: Outcome = field(default="done")

    @contextmanager
    def stored(self) -> Iterator[None]:
        """The act's transaction: what is written inside is kept together with its audit entry, or not at all."""
        with transaction.atomic():
            yield
            self._enter()

    def _enter(self) -> None:
        AuditEntry.objects.create(
            at=self.now,
            actor=self.by.name[:150],
            actor_kind=self.by.kind,
            verb=self.verb,
            subject_kind=self.subject_kind,
            subject=self.subject[:200],
            door=self.source.door[:10],
            address=self.source.address[:64],
            outcome=self.outcome,
            before=self.before,
            after=self.after,
        )


def begin(verb: str, subject_kind: str, subject: str, *, by: Reader, now: datetime, source: Source) -> Act:
    """An act that `by` may do, not yet under way; raises Denied, which the audit trail keeps.

    A person's role is looked up here and now: what the door believes does not count. Prepare outside
    `Act.stored`, so that nobody waits for a store that is busy thinking.
    """
    if now.tzinfo is None:
        raise ValueError("now= needs a time zone")
    actor = _authority(by)
    act = Act(verb, subject_kind, subject, replace(by, role=actor.role), now, source)
    if not may(actor, verb):
        refused(verb, subject_kind, subject, by=act.by, now=now, source=source)
        raise Denied(who=by.name or "public", verb=verb)
    return act


def refused(verb: str, subject_kind: str, subject: str, *, by: Reader, now: datetime, source: Source) -> None:
    """Enter into the audit trail that `by` was turned away at a door, before any act began."""
    act = Act(verb, subject_kind, subject, by, now, source, outcome="denied")
    with act.stored():
        pass


def _authority(by: Reader) -> Reader:
    if by.kind == "system" or not by.signed_in:
        return by
    try:
        return reader_named(by.name)
    except UnknownPerson:
        return ANONYMOUS
