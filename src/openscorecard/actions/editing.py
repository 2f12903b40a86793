"""Changing a plan: one change, undo, restore; each is a new revision of its draft, and nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.faults import NothingToUndo
from openscorecard.actions.storing import (
    EditionInfo,
    Writing,
    add_revision,
    check_note,
    current,
    expect,
    facts,
    info,
    locked,
    open_draft,
)
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.strategy.changes import Change
from openscorecard.domain.strategy.differences import differences
from openscorecard.domain.strategy.faults import StaleEdition
from openscorecard.queries.answers import OpenPlan, RevisionRow
from openscorecard.queries.plans import open_plan, plan_history
from openscorecard.records.contents import Content, written


def change_plan(
    plan_id: str,
    change: Change,
    *,
    expected_revision: int,
    by: Reader,
    now: datetime,
    source: Source = JOB,
    note: str = "",
) -> EditionInfo:
    """Apply `change` to the plan's draft, opened from the published edition where there is none.

    `expected_revision` is the revision the person looked at; raises StaleEdition where it moved on, the faults of
    the change, UnknownPlan, Denied. A change that changes nothing stores no revision.
    """
    act = begin("plan.change", "plan", plan_id, by=by, now=now, source=source)
    base = _base(plan_id, expected_revision)
    content = written(change.apply(base.plan))
    return _store(act, base, content, _writing(act, change.verb, note, change=change.to_data()))


def undo_change(
    plan_id: str, *, expected_revision: int, by: Reader, now: datetime, source: Source = JOB
) -> EditionInfo:
    """Bring back what the draft held before its last change; again, before the change before that.

    Raises NothingToUndo where the draft holds no change or there is no draft; else as `change_plan`.
    """
    act = begin("plan.undo", "plan", plan_id, by=by, now=now, source=source)
    base = _base(plan_id, expected_revision)
    number = _before_last(plan_id, base)
    if base.state != "draft" or number is None:
        raise NothingToUndo(item=plan_id)
    earlier = open_plan(plan_id, SYSTEM, revision=number)
    return _store(act, base, written(earlier.plan), _writing(act, "undo", "", restores=number))


def restore(
    plan_id: str,
    *,
    edition: int | None = None,
    revision: int | None = None,
    expected_revision: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
    note: str = "",
) -> EditionInfo:
    """Make an earlier edition (as it last stood) or revision the content of the draft.

    Raises UnknownEdition, and as `change_plan`; without `expected_revision` the present state is taken as it is.
    """
    act = begin("plan.restore", "plan", plan_id, by=by, now=now, source=source)
    base = _base(plan_id, expected_revision)
    earlier = open_plan(plan_id, SYSTEM, edition, revision)
    return _store(act, base, written(earlier.plan), _writing(act, "restore", note, restores=earlier.revision))


def _base(plan_id: str, expected_revision: int | None) -> OpenPlan:
    base = open_plan(plan_id, SYSTEM)
    if expected_revision is not None and base.revision != expected_revision:
        raise StaleEdition()
    return base


def _writing(
    act: Act, verb: str, note: str, *, restores: int | None = None, change: dict[str, Any] | None = None
) -> Writing:
    return Writing(verb, act.by.name, act.now, check_note(note), restores, change)


def _store(act: Act, base: OpenPlan, content: Content, writing: Writing) -> EditionInfo:
    found = differences(base.plan, content.plan) if content.digest != base.digest else ()
    with act.stored():
        edition = current(locked(base.id))
        expect(edition, base.revision)
        act.before = facts(edition)
        if content.digest == base.digest:
            act.outcome = "unchanged"
            return info(edition, changed=False)
        if edition.state != "draft":
            edition = open_draft(edition, written(base.plan), by=act.by.name, now=act.now)
        add_revision(edition, content, writing)
        act.after = {
            **(facts(edition) or {}),
            "change": writing.change,
            "restores": writing.restores,
            "differences": [[one.kind, one.where, one.before, one.after] for one in found],
        }
        return info(edition)


# Undo walks back along the line of changes: an undo stands where the revision it brought back stands.


@dataclass(frozen=True, slots=True)
class _Line:
    rows: tuple[RevisionRow, ...]

    def place(self, row: RevisionRow) -> int:
        """The index, newest first, of the revision whose content `row` truly is."""
        while row.verb == "undo":
            row = next(one for one in self.rows if one.number == row.restores)
        return self.rows.index(row)


def _before_last(plan_id: str, base: OpenPlan) -> int | None:
    history = plan_history(plan_id, SYSTEM, limit=100_000)
    line = _Line(tuple(row for row in history if row.edition == base.edition))
    place = line.place(line.rows[0]) + 1
    return line.rows[place].number if place < len(line.rows) else None
