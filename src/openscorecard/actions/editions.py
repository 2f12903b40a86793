"""The life of an edition: publish, discard, and deleting a whole plan so that it can come back."""

from __future__ import annotations

from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.faults import NoDraft, PlanNotDeleted
from openscorecard.actions.storing import EditionInfo, check_note, current, edition_in, expect, facts, info, locked
from openscorecard.domain.people.readers import Reader
from openscorecard.records.models import Edition, PlanRecord


def publish_edition(
    plan_id: str, *, expected_revision: int, by: Reader, now: datetime, source: Source = JOB, note: str = ""
) -> EditionInfo:
    """Publish the draft; the edition published until now is retired.

    Raises NoDraft, StaleEdition where the draft moved on, UnknownPlan, Denied.
    """
    act = begin("plan.publish", "plan", plan_id, by=by, now=now, source=source)
    check_note(note)
    with act.stored():
        record = locked(plan_id)
        draft, former = _draft(record), edition_in(record, "published")
        expect(draft, expected_revision)
        act.before = {"draft": facts(draft), "published": facts(former)}
        if former:
            _retire(former, act)
        draft.state, draft.published_at, draft.published_by = "published", now, act.by.name
        draft.note = note or draft.note
        draft.save(update_fields=["state", "published_at", "published_by", "note"])
        act.after = {"published": facts(draft), "retired": facts(former)}
        return info(draft)


def discard_draft(
    plan_id: str, *, expected_revision: int, by: Reader, now: datetime, source: Source = JOB
) -> EditionInfo:
    """Retire the draft; its revisions stay and can be restored. A plan that has nothing else is deleted with it.

    Answers with the discarded edition. Raises NoDraft, StaleEdition, UnknownPlan, Denied.
    """
    act = begin("plan.discard", "plan", plan_id, by=by, now=now, source=source)
    with act.stored():
        record = locked(plan_id)
        draft = _draft(record)
        expect(draft, expected_revision)
        act.before = facts(draft)
        _retire(draft, act)
        if edition_in(record, "published") is None:
            _mark_deleted(record, act)
        act.after = {**(facts(draft) or {}), "plan_deleted": record.deleted_at is not None}
        return info(draft)


def delete_plan(plan_id: str, *, by: Reader, now: datetime, source: Source = JOB) -> EditionInfo:
    """Delete a plan with all its editions, until `undelete_plan`. Raises UnknownPlan, PlanDeleted, Denied."""
    act = begin("plan.delete", "plan", plan_id, by=by, now=now, source=source)
    with act.stored():
        record = locked(plan_id)
        edition = current(record)
        _mark_deleted(record, act)
        act.before = facts(edition)
        return info(edition)


def undelete_plan(plan_id: str, *, by: Reader, now: datetime, source: Source = JOB) -> EditionInfo:
    """Bring a deleted plan back as it was; where all was discarded, its last edition as a draft.

    Raises UnknownPlan, PlanNotDeleted, Denied.
    """
    act = begin("plan.undelete", "plan", plan_id, by=by, now=now, source=source)
    with act.stored():
        record = locked(plan_id, deleted=True)
        if record.deleted_at is None:
            raise PlanNotDeleted(item=plan_id)
        act.before = {"deleted_at": record.deleted_at.isoformat(), "deleted_by": record.deleted_by}
        record.deleted_at, record.deleted_by = None, ""
        record.save(update_fields=["deleted_at", "deleted_by"])
        edition = edition_in(record, "draft") or edition_in(record, "published") or _reopened(record)
        act.after = facts(edition)
        return info(edition)


def _draft(record: PlanRecord) -> Edition:
    draft = edition_in(record, "draft")
    if draft is None:
        raise NoDraft(item=record.slug)
    return draft


def _retire(edition: Edition, act: Act) -> None:
    edition.state, edition.retired_at = "retired", act.now
    edition.save(update_fields=["state", "retired_at"])


def _mark_deleted(record: PlanRecord, act: Act) -> None:
    record.deleted_at, record.deleted_by = act.now, act.by.name
    record.save(update_fields=["deleted_at", "deleted_by"])


def _reopened(record: PlanRecord) -> Edition:
    edition = Edition.objects.filter(plan=record).select_related("plan").latest("number")
    edition.state, edition.retired_at = "draft", None
    edition.save(update_fields=["state", "retired_at"])
    return edition
