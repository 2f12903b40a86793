"""Writing editions and revisions: the one place where a plan's content enters the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction

from openscorecard.actions.faults import PlanDeleted, PlanExists, UnfitNote
from openscorecard.domain.strategy.faults import StaleEdition
from openscorecard.queries.answers import State
from openscorecard.queries.faults import UnknownPlan
from openscorecard.records.contents import Content
from openscorecard.records.index import lines, summary
from openscorecard.records.models import Edition, Institution, Item, PlanRecord, Revision

_NOTE = 2000


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """What an act left behind: the plan's edition and revision now; `changed` is false where nothing was stored."""

    plan: str
    edition: int
    state: State
    revision: int
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Writing:
    """How a revision came about, as its history will tell it."""

    verb: str
    by: str
    now: datetime
    note: str = ""
    restores: int | None = None
    change: Mapping[str, Any] | None = None


def info(edition: Edition, changed: bool = True) -> EditionInfo:
    return EditionInfo(edition.plan.slug, edition.number, cast(State, edition.state), edition.revision, changed)


def facts(edition: Edition | None) -> dict[str, Any] | None:
    """An edition as the audit trail names it."""
    if edition is None:
        return None
    return {"edition": edition.number, "state": edition.state, "revision": edition.revision, "digest": edition.digest}


def check_note(note: str) -> str:
    """`note` itself; raises UnfitNote where no store could hold it."""
    if len(note) > _NOTE or any(ord(char) < 32 and char not in "\n\t\r" for char in note):
        raise UnfitNote(limit=_NOTE)
    return note


def locked(plan_id: str, *, deleted: bool = False) -> PlanRecord:
    """The plan's record, held against other writers; raises UnknownPlan, PlanDeleted."""
    record = PlanRecord.objects.select_for_update().filter(slug=plan_id).first()
    if record is None:
        raise UnknownPlan(item=plan_id)
    if record.deleted_at and not deleted:
        raise PlanDeleted(item=plan_id)
    return record


def edition_in(record: PlanRecord, state: State) -> Edition | None:
    """The plan's draft or published edition as it stands now."""
    return Edition.objects.filter(plan=record, state=state).select_related("plan").first()


def current(record: PlanRecord) -> Edition:
    """The edition an editor works on: the draft, else the published one; raises UnknownPlan where there is neither."""
    found = edition_in(record, "draft") or edition_in(record, "published")
    if found is None:
        raise UnknownPlan(item=record.slug)
    return found


def expect(edition: Edition, revision: int | None) -> None:
    """Raise StaleEdition where somebody else has been here since `revision` was looked at; None expects nothing."""
    if revision is not None and edition.revision != revision:
        raise StaleEdition()


def add_plan(plan_id: str, institution: Institution, *, by: str, now: datetime) -> PlanRecord:
    """A record for a new plan; raises PlanExists, also for one that is deleted."""
    try:
        with transaction.atomic():
            return PlanRecord.objects.create(slug=plan_id, institution=institution, created_at=now, created_by=by)
    except IntegrityError as error:
        raise PlanExists(item=plan_id) from error


def add_edition(record: PlanRecord, content: Content, state: State, writing: Writing) -> Edition:
    """A new edition with its first revision."""
    last = Edition.objects.filter(plan=record).order_by("-number").first()
    edition = Edition(
        plan=record,
        number=last.number + 1 if last else 1,
        state=state,
        note=writing.note,
        created_at=writing.now,
        created_by=writing.by,
    )
    if state == "published":
        edition.published_at, edition.published_by = writing.now, writing.by
    add_revision(edition, content, writing)
    return edition


def add_revision(edition: Edition, content: Content, writing: Writing) -> None:
    """A new state of an edition: revision, summary and index lines. Earlier revisions stay as they are."""
    record = edition.plan
    record.last_revision += 1
    record.save(update_fields=["last_revision"])
    edition.revision, edition.digest = record.last_revision, content.digest
    for name, value in summary(content.plan).items():
        setattr(edition, name, value)
    edition.save()
    Revision.objects.create(
        edition=edition,
        number=edition.revision,
        content=content.data,
        content_version=content.version,
        digest=content.digest,
        verb=writing.verb,
        restores=writing.restores,
        change=writing.change,
        note=writing.note,
        by=writing.by,
        at=writing.now,
    )
    _index(edition, content)


def _index(edition: Edition, content: Content) -> None:
    edition.items.all().delete()
    Item.objects.bulk_create(
        Item(
            edition=edition,
            kind=line.kind,
            item=line.item,
            code=line.code,
            name_zh=line.name.zh,
            name_en=line.name.en,
            measure=line.measure,
            folded=line.folded,
            position=position,
        )
        for position, line in enumerate(lines(content.plan), 1)
    )


def open_draft(base: Edition, content: Content, *, by: str, now: datetime) -> Edition:
    """A draft with the content of `base`, as its first revision, so that the first change can be undone."""
    return add_edition(base.plan, content, "draft", Writing("open_draft", by, now))
