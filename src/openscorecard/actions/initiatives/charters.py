"""Charters of action plans: declared in versions, brought back from any of them, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from openscorecard.domain.faults import refuse
from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.initiatives.standing import CharterRow
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.initiatives.charters import charter_from_data, charter_to_data
from openscorecard.formats.initiatives.files import read_charters
from openscorecard.queries.initiatives.charters import charter_of, charter_versions
from openscorecard.queries.initiatives.charters import charters as charters_of
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.measures import measure_named, reading_named
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


def declare_charters(
    strategy: str,
    charters: Iterable[Charter],
    *,
    note: str = "",
    expected: Mapping[str, int] | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> tuple[CharterRow, ...]:
    """Store a new version of each of these charters that says something new, all or nothing; one audit entry.

    `expected` are the versions they were looked at beside, by the action plan (0: none). Raises what `declare_charter`
    does, CharterUnchanged where none of them does.
    """
    act = begin("initiative.charter", "initiative", strategy, by=by, now=now, source=source)
    given = tuple(charters)
    for charter in given:
        _check(strategy, charter, act.by)
    try:
        with act.stored():
            there = charters_of(strategy)
            new = [one for one in given if one.plan not in there or there[one.plan].charter != _as_kept(one)]
            if not new:
                first = given[0].plan if given else ""
                raise CharterUnchanged(item=first, version=there[first].version if first in there else 0)
            versions = {one.plan: there[one.plan].version if one.plan in there else 0 for one in new}
            refuse(
                StaleCharter(item=plan)
                for plan, version in versions.items()
                if expected is not None and expected.get(plan, 0) != version
            )
            CharterRecord.objects.bulk_create(_record(strategy, one, versions[one.plan] + 1, note, act) for one in new)
            act.before, act.after = versions, {plan: version + 1 for plan, version in versions.items()}
    except IntegrityError as taken:
        raise StaleCharter(item=strategy) from taken
    stored = charters_of(strategy)
    return tuple(stored[one.plan] for one in new)


def charter_or_fault(strategy: str, initiative: str) -> CharterRow:
    """The last charter of an action plan. Raises NoSuchCharter where nothing was ever declared."""
    row = charter_of(strategy, initiative)
    if row is None:
        raise NoSuchCharter(item=initiative[:100], version=1)
    return row


def read_for(strategy: str, text: bytes, reader: Reader) -> tuple[Charter, ...]:
    """The charters of a file, each checked against the plan; nothing is stored.

    Raises faults of the file, UnknownPlan, NoSuchInitiative, NoSuchKind.
    """
    found = read_charters(text, strategy)
    for charter in found:
        _check(strategy, charter, reader)
    return found


def _as_kept(charter: Charter) -> Charter:
    return charter_from_data(charter.plan, charter_to_data(charter))


def _record(strategy: str, charter: Charter, version: int, note: str, act: Act) -> CharterRecord:
    return CharterRecord(
        strategy=strategy,
        initiative=charter.plan,
        version=version,
        content=charter_to_data(charter),
        note=note[:300],
        by=act.by.name,
        at=act.now,
    )


def restore_charter(
    strategy: str, initiative: str, version: int, *, by: Reader, now: datetime, source: Source = JOB
) -> CharterRow:
    """Bring the content of an earlier version back, as a new one.

    Raises NoSuchCharter, CharterUnchanged, StaleCharter, NoSuchKind where its kind is retired; Denied.
    """
    act = begin("initiative.restore_charter", "initiative", f"{strategy} {initiative}", by=by, now=now, source=source)
    found = next((row for row in charter_versions(strategy, initiative) if row.version == version), None)
    if found is None:
        raise NoSuchCharter(item=initiative[:100], version=version)
    _check(strategy, found.charter, act.by)
    return _store(act, strategy, found.charter, f"← {version}", None)


def _check(strategy: str, charter: Charter, reader: Reader) -> None:
    plan = open_plan(strategy, reader).plan
    if plan.initiative(charter.plan) is None and charter_of(strategy, charter.plan) is None:
        known = "、".join(one.id for one in plan.initiatives[:3])
        raise NoSuchInitiative(plan=strategy, item=charter.plan, known=known)
    known_kinds = kinds()
    if charter.kind and charter.kind not in known_kinds:
        raise NoSuchKind(item=charter.kind, known="、".join(known_kinds))
    for version in charter.versions:
        if version.measure:
            reading_named(measure_named(version.measure), version.reading)


def _store(act: Act, strategy: str, charter: Charter, note: str, expected: int | None) -> CharterRow:
    try:
        with act.stored():
            last = charter_of(strategy, charter.plan)
            version = last.version if last else 0
            if expected is not None and expected != version:
                raise StaleCharter(item=charter.plan)
            if last and _as_kept(charter) == last.charter:
                raise CharterUnchanged(item=charter.plan, version=version)
            _record(strategy, charter, version + 1, note, act).save(force_insert=True)
            act.before, act.after = {"version": version}, {"version": version + 1, "note": note[:300]}
    except IntegrityError as taken:
        raise StaleCharter(item=charter.plan) from taken
    stored = charter_of(strategy, charter.plan)
    assert stored is not None  # noqa: S101 -- it has just been stored
    return stored
