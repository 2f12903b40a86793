"""Plans: the list, one opened, its editions, its history, two states compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Exists, OuterRef, Value

from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.differences import differences
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.queries.answers import (
    Comparison,
    DeletedPlan,
    EditionRow,
    OpenPlan,
    PlanRow,
    RevisionRow,
    State,
)
from openscorecard.queries.editions import drafts, edition_row, opened, plans_of, published_then, shown_to
from openscorecard.queries.faults import NotKnownYet, UnknownEdition, UnknownPlan
from openscorecard.records import contents
from openscorecard.records.models import Edition, PlanRecord, Revision


def list_plans(reader: Reader) -> tuple[PlanRow, ...]:
    """Every plan this reader may see, in the order they came; one query."""
    published = Edition.objects.filter(plan=OuterRef("plan"), state="published")
    has_draft = Exists(drafts()) if reader.sees_drafts else Value(False)
    rows = shown_to(reader).select_related("plan__institution").order_by("plan_id")
    return tuple(_plan_row(row) for row in rows.annotate(has_draft=has_draft, has_published=Exists(published)))


def _plan_row(row: Edition) -> PlanRow:
    institution = row.plan.institution
    return PlanRow(
        id=row.plan.slug,
        name=Text(row.name_zh, row.name_en),
        institution=institution.slug,
        institution_name=Text(institution.name_zh, institution.name_en),
        edition=edition_row(row),
        has_draft=bool(row.has_draft),  # type: ignore[attr-defined]
        has_published=bool(row.has_published),  # type: ignore[attr-defined]
    )


def list_deleted(reader: Reader) -> tuple[DeletedPlan, ...]:
    """Deleted plans, last deleted first; raises Denied for the public."""
    _signed_in(reader, "plan.deleted")
    rows = PlanRecord.objects.exclude(deleted_at=None).order_by("-deleted_at")
    return tuple(DeletedPlan(row.slug, row.deleted_at, row.deleted_by) for row in rows if row.deleted_at)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All editions of one plan that a reader may open, oldest first."""

    plan: str
    editions: tuple[Edition, ...]

    def in_state(self, state: State) -> Edition | None:
        return next((edition for edition in self.editions if edition.state == state), None)

    @property
    def current(self) -> Edition:
        return self.in_state("draft") or self.in_state("published") or self.editions[-1]

    def edition(self, number: int) -> Edition:
        found = next((edition for edition in self.editions if edition.number == number), None)
        if found is None:
            raise UnknownEdition(plan=self.plan, item=number)
        return found


def shelf(plan_id: str, reader: Reader) -> Shelf:
    """The editions of one plan; one query; raises UnknownPlan also where the reader may see none of them."""
    rows = Edition.objects.filter(plan__slug=plan_id, plan__deleted_at=None).select_related("plan__institution")
    if not reader.sees_drafts:
        rows = rows.filter(state="published")
    editions = tuple(rows.order_by("number"))
    if not editions:
        raise UnknownPlan(item=plan_id)
    return Shelf(plan_id, editions)


def open_plan(plan_id: str, reader: Reader, edition: int | None = None, revision: int | None = None) -> OpenPlan:
    """A plan as this reader sees it first, or at an edition, or at a revision (its number says which edition).

    Two queries at most, one where the plan was read lately. Raises UnknownPlan, UnknownEdition; the public may open
    nothing but the published edition as it stands.
    """
    return _open(shelf(plan_id, reader), reader, edition, revision)


def _open(editions: Shelf, reader: Reader, edition: int | None, revision: int | None) -> OpenPlan:
    chosen = editions.current if edition is None else editions.edition(edition)
    if revision is not None and revision != chosen.revision:
        return _open_earlier(editions, reader, edition, revision)
    return _opened(editions, chosen, plans_of([chosen])[chosen.pk], chosen.revision, chosen.digest)


def _open_earlier(editions: Shelf, reader: Reader, edition: int | None, revision: int) -> OpenPlan:
    rows = Revision.objects.filter(edition__in=editions.editions, number=revision)
    found = rows.first() if reader.sees_drafts else None
    chosen = next((one for one in editions.editions if found and one.pk == found.edition_id), None)
    if found is None or chosen is None or edition not in (None, chosen.number):
        raise UnknownEdition(plan=editions.plan, item=revision)
    return _opened(editions, chosen, contents.read(found.digest, found.content), revision, found.digest)


def _opened(editions: Shelf, chosen: Edition, plan: Plan, revision: int, digest: str) -> OpenPlan:
    draft, published = editions.in_state("draft"), editions.in_state("published")
    return opened(
        chosen,
        plan,
        revision=revision,
        digest=digest,
        current=chosen is editions.current and revision == chosen.revision,
        draft=draft.number if draft else None,
        published=published.number if published else None,
    )


def plan_at(plan_id: str, reader: Reader, known_at: datetime) -> Plan:
    """The plan as this reader could open it at `known_at`: as it was last stored by then, for the public in the
    edition that was published then. One query. Raises UnknownPlan, NotKnownYet.
    """
    rows = Revision.objects.filter(
        edition__plan__slug=plan_id, edition__plan__deleted_at=None, at__lte=known_at
    ).order_by("-number")
    found = (rows if reader.sees_drafts else rows.filter(published_then(known_at, "edition__"))).first()
    if found is None:
        shelf(plan_id, reader)  # raises where there is no such plan for this reader
        raise NotKnownYet(plan=plan_id, time=known_at.isoformat(timespec="minutes"))
    return contents.read(found.digest, found.content)


def list_editions(plan_id: str, reader: Reader) -> tuple[EditionRow, ...]:
    """The editions of a plan, newest first; the public sees the published one. One query; raises UnknownPlan."""
    return tuple(edition_row(edition) for edition in reversed(shelf(plan_id, reader).editions))


def plan_history(plan_id: str, reader: Reader, limit: int = 200, before: int | None = None) -> tuple[RevisionRow, ...]:
    """Stored states of a plan, newest first, those with a number under `before`; two queries.

    Raises UnknownPlan, and Denied for the public.
    """
    _signed_in(reader, "plan.history")
    editions = shelf(plan_id, reader).editions
    rows = Revision.objects.filter(edition__in=editions).defer("content").order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    by_key = {edition.pk: edition for edition in editions}
    return tuple(_revision_row(row, by_key[row.edition_id]) for row in rows[:limit])


def _revision_row(row: Revision, edition: Edition) -> RevisionRow:
    return RevisionRow(
        edition=edition.number,
        number=row.number,
        state=cast(State, edition.state),
        verb=row.verb,
        change=row.change,
        restores=row.restores,
        note=row.note,
        by=row.by,
        at=row.at,
        is_current=row.number == edition.revision,
    )


def compare(plan_id: str, reader: Reader, before: int, after: int | None = None) -> Comparison:
    """Two states of a plan by revision number (`after` None: what the reader sees first); three queries at most.

    Raises UnknownPlan, UnknownEdition.
    """
    editions = shelf(plan_id, reader)
    first, second = _open(editions, reader, None, before), _open(editions, reader, None, after)
    return Comparison(first, second, differences(first.plan, second.plan))


def _signed_in(reader: Reader, verb: str) -> None:
    if not reader.signed_in:
        raise Denied(who=reader.name or "public", verb=verb)
