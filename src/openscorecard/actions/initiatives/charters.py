"""Charters of action plans: declared in versions, brought back from any of them, never overwritten."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.initiatives.faults import (
    CharterUnchanged,
    NoSuchCharter,
    NoSuchInitiative,
    NoSuchKind,
    StaleCharter,
)
from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.initiatives.charters import charter_from_data, charter_to_data
from openscorecard.queries.initiatives.charters import CharterRow, charter_of, charter_versions
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.plans import open_plan
from openscorecard.records.models import CharterRecord


def declare_charter(
    strategy: str,
    charter: Charter,
    *,
    note: str = "",
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> CharterRow:
    """Store a new version of the charter of one action plan of the strategy plan `strategy`.

    `expected` is the version the change was made on (0: none), None where it does not matter. Raises UnknownPlan,
    NoSuchInitiative, NoSuchKind, CharterUnchanged, StaleCharter; Denied.
    """
    act = begin("initiative.charter", "initiative", f"{strategy} {charter.plan}", by=by, now=now, source=source)
    _check(strategy, charter, act.by)
    return _store(act, strategy, charter, note, expected)


def restore_charter(
    strategy: str, initiative: str, version: int, *, by: Reader, now: datetime, source: Source = JOB
) -> CharterRow:
    """Bring the content of an earlier version back, as a new one. Raises NoSuchCharter, CharterUnchanged, StaleCharter;
    Denied."""
    act = begin("initiative.restore_charter", "initiative", f"{strategy} {initiative}", by=by, now=now, source=source)
    found = next((row for row in charter_versions(strategy, initiative) if row.version == version), None)
    if found is None:
        raise NoSuchCharter(item=initiative[:100], version=version)
    return _store(act, strategy, found.charter, f"← {version}", None)


def _check(strategy: str, charter: Charter, reader: Reader) -> None:
    plan = open_plan(strategy, reader).plan
    if plan.initiative(charter.plan) is None and charter_of(strategy, charter.plan) is None:
        known = "、".join(one.id for one in plan.initiatives[:3])
        raise NoSuchInitiative(plan=strategy, item=charter.plan, known=known)
    known_kinds = kinds()
    if charter.kind and charter.kind not in known_kinds:
        raise NoSuchKind(item=charter.kind, known="、".join(known_kinds))


def _store(act: Act, strategy: str, charter: Charter, note: str, expected: int | None) -> CharterRow:
    try:
        with act.stored():
            last = charter_of(strategy, charter.plan)
            version = last.version if last else 0
            content = charter_to_data(charter)
            if expected is not None and expected != version:
                raise StaleCharter(item=charter.plan)
            if last and charter_from_data(charter.plan, content) == last.charter:
                raise CharterUnchanged(item=charter.plan, version=version)
            CharterRecord.objects.create(
                strategy=strategy,
                initiative=charter.plan,
                version=version + 1,
                content=content,
                note=note[:300],
                by=act.by.name,
                at=act.now,
            )
            act.before, act.after = {"version": version}, {"version": version + 1, "note": note[:300]}
    except IntegrityError as taken:
        raise StaleCharter(item=charter.plan) from taken
    stored = charter_of(strategy, charter.plan)
    assert stored is not None  # noqa: S101 -- it has just been stored
    return stored
