"""The example's charters and tag: loaded where nothing is declared, taken out as one thing, brought back as one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.initiatives.standing import CharterRow
from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.tagging import Tag
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.initiatives.charters import charter_to_data
from openscorecard.formats.measures.data import clauses_to_data
from openscorecard.queries.initiatives.charters import charter_versions, charters, strategies
from openscorecard.queries.initiatives.tags import tags
from openscorecard.records.models import CharterRecord, TagRecord

STUDENTS = Tag("CC1.1.1", ((Condition("source", "in", ("student_card",)),),))
_NOTE = "示範"


def load_example_charters(
    strategy: str, wanted: Iterable[Charter], *, by: Reader, now: datetime, source: Source = JOB
) -> int:
    """Declare the example's charters where nothing was ever declared, and its tag; how many. Raises Denied."""
    act = begin("example.load_charters", "example", strategy, by=by, now=now, source=source)
    there = charters(strategy)
    missing = [one for one in wanted if one.plan not in there]
    if not missing:
        return 0
    with act.stored():
        CharterRecord.objects.bulk_create(_record(strategy, one, 1, act) for one in missing)
        if not tags("cards", STUDENTS.plan):
            _tag(act)
        act.after = {"charters": len(missing)}
    return len(missing)


def remove_example_charters(*, by: Reader, now: datetime, source: Source = JOB) -> int:
    """Take what the example declares out of every action plan, and end its tag; the versions stay. Raises Denied."""
    act = begin("example.remove_charters", "example", "charters", by=by, now=now, source=source)
    rows = [row for strategy in strategies() for row in charters(strategy).values() if row.charter.example]
    ended = [row.id for row in tags() if row.example and row.ended_at is None]
    if not rows and not ended:
        return 0
    with act.stored():
        CharterRecord.objects.bulk_create(
            _record(row.strategy, Charter(row.charter.plan), row.version + 1, act) for row in rows
        )
        TagRecord.objects.filter(pk__in=ended).update(ended_by=act.by.name, ended_at=act.now)
        act.after = {"charters": len(rows), "tags": len(ended)}
    return len(rows)


def restore_example_charters(*, by: Reader, now: datetime, source: Source = JOB) -> int:
    """Bring back what was taken out, where nothing else has been declared since. Raises Denied."""
    act = begin("example.load_charters", "example", "charters", by=by, now=now, source=source)
    rows = [found for strategy in strategies() for row in charters(strategy).values() if (found := _removed(row))]
    if not rows:
        return 0
    with act.stored():
        CharterRecord.objects.bulk_create(_record(row.strategy, row.charter, last + 1, act) for row, last in rows)
        if not any(row.ended_at is None for row in tags("cards", STUDENTS.plan)):
            _tag(act)
        act.after = {"charters": len(rows)}
    return len(rows)


def _removed(row: CharterRow) -> tuple[CharterRow, int] | None:
    """The version before an empty one that took the example out, and the number of that empty one."""
    if row.charter != Charter(row.charter.plan):
        return None
    before = next((one for one in charter_versions(row.strategy, row.charter.plan) if one.version < row.version), None)
    return (before, row.version) if before and before.charter.example else None


def _record(strategy: str, charter: Charter, version: int, act: Act) -> CharterRecord:
    return CharterRecord(
        strategy=strategy,
        initiative=charter.plan,
        version=version,
        content=charter_to_data(charter),
        note=_NOTE,
        by=act.by.name,
        at=act.now,
    )


def _tag(act: Act) -> None:
    TagRecord.objects.create(
        dataset="cards",
        initiative=STUDENTS.plan,
        where=clauses_to_data(STUDENTS.where),
        note=_NOTE,
        example=True,
        by=act.by.name,
        at=act.now,
    )
