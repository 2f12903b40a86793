"""New plans and new editions: one made by hand, one read from a file, all of a document or none."""

from __future__ import annotations

from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.faults import DraftOpen, PlanDeleted
from openscorecard.actions.storing import (
    EditionInfo,
    Writing,
    add_edition,
    add_plan,
    add_revision,
    check_note,
    current,
    expect,
    info,
    locked,
)
from openscorecard.domain.identity import free_id, slug
from openscorecard.domain.people.faults import UnknownInstitution
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.faults import StaleEdition
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import State
from openscorecard.queries.incoming import Document, Incoming, incoming
from openscorecard.records.contents import Content, written
from openscorecard.records.models import Institution, PlanRecord


def create_plan(
    plan: Plan, *, institution: str = "", by: Reader, now: datetime, source: Source = JOB, note: str = ""
) -> EditionInfo:
    """Store a plan under a new id as the first draft; raises PlanExists, UnknownInstitution, Denied.

    `institution` is the id of a stored institution; empty, the one the plan names, added where it is new.
    """
    act = begin("plan.create", "plan", plan.id, by=by, now=now, source=source)
    content = written(plan)
    with act.stored():
        stored = add_new(content, "draft", act, Writing("create", act.by.name, now, check_note(note)), institution)
        act.after = {"edition": stored.edition, "revision": stored.revision, "digest": content.digest}
        return stored


def import_plan(
    plan: Plan,
    *,
    replace_draft: bool = False,
    institution: str = "",
    expected_revision: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
    note: str = "",
) -> EditionInfo:
    """Store a plan read from a file: a new plan, or a new draft edition of the one with its id.

    Inner ids of the present edition are kept, so that a KPI keeps its history. An open draft refuses the import
    (DraftOpen) unless `replace_draft`: then it gets a new revision and the old one stays in its history.
    Raises PlanDeleted, StaleEdition, UnknownInstitution, Denied.
    """
    act = begin("plan.import", "plan", plan.id, by=by, now=now, source=source)
    writing = Writing("import", act.by.name, now, check_note(note))
    one = incoming([plan])[0]
    if expected_revision is not None and (one.base is None or one.base.revision != expected_revision):
        raise StaleEdition()
    with act.stored():
        stored = _store(one, act, writing, replace_draft, institution)
        act.before, act.after = _before(one), _after(one, stored)
        act.outcome = "done" if stored.changed else "unchanged"
        return stored


def import_document(
    reading: Document,
    *,
    replace_draft: bool = False,
    by: Reader,
    now: datetime,
    source: Source = JOB,
    note: str = "",
) -> tuple[EditionInfo, ...]:
    """Store every plan of a document with their cascade, or none, as `import_plan` does; in the document's order.

    What a plan says of a parent in the same document follows the inner ids that parent keeps.
    """
    ids = [plan.id for plan in reading.plans]
    act = begin("plan.import", "document", " ".join(ids), by=by, now=now, source=source)
    writing = Writing("import", act.by.name, now, check_note(note))
    ready = incoming(reading.plans)
    with act.stored():
        stored = {one.plan.id: _store(one, act, writing, replace_draft, "") for one in ready}
        act.before = {one.plan.id: _before(one) for one in ready}
        act.after = {one.plan.id: _after(one, stored[one.plan.id]) for one in ready}
        act.outcome = "done" if any(info.changed for info in stored.values()) else "unchanged"
    return tuple(stored[id_] for id_ in ids)


def _before(one: Incoming) -> dict[str, object] | None:
    base = one.base
    return {"edition": base.edition, "revision": base.revision, "digest": base.digest} if base else None


def _after(one: Incoming, stored: EditionInfo) -> dict[str, object]:
    return {"edition": stored.edition, "revision": stored.revision, "digest": one.content.digest}


def _store(one: Incoming, act: Act, writing: Writing, replace_draft: bool, institution: str) -> EditionInfo:
    if one.base is None:
        if PlanRecord.objects.filter(slug=one.plan.id).exclude(deleted_at=None).exists():
            raise PlanDeleted(item=one.plan.id)
        return add_new(one.content, "draft", act, writing, institution)
    record = locked(one.plan.id)
    edition = current(record)
    expect(edition, one.base.revision)
    if edition.digest == one.content.digest:
        return info(edition, changed=False)
    if edition.state != "draft":
        return info(add_edition(record, one.content, "draft", writing))
    if not replace_draft:
        raise DraftOpen(item=record.slug, edition=edition.number)
    add_revision(edition, one.content, writing)
    return info(edition)


def add_new(content: Content, state: State, act: Act, writing: Writing, institution: str = "") -> EditionInfo:
    """A new plan with its first edition, inside the transaction of `act`."""
    home = _named(institution) if institution else _institution_of(content.plan)
    record = add_plan(content.plan.id, home, by=act.by.name, now=act.now)
    return info(add_edition(record, content, state, writing))


def _named(institution: str) -> Institution:
    found = Institution.objects.filter(slug=institution).first()
    if found is None:
        raise UnknownInstitution(item=institution)
    return found


def _institution_of(plan: Plan) -> Institution:
    """The institution a plan names; a new one stands below the institution whose plan it takes up."""
    name = plan.institution
    found = Institution.objects.filter(name_zh=name.zh).order_by("id").first()
    if found:
        return found
    above = plan.cascade.parent_plan if plan.cascade else ""
    parent = Institution.objects.filter(plans__slug=above).first()
    taken = set(Institution.objects.values_list("slug", flat=True))
    return Institution.objects.create(
        slug=free_id(slug(name.zh), taken), name_zh=name.zh, name_en=name.en, parent=parent
    )
