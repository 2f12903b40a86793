"""Editions as a reader may see them, and their contents, read in one query however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.queries.answers import EditionRow, OpenPlan, State
from openscorecard.records import contents
from openscorecard.records.models import Edition, Revision


def drafts() -> QuerySet[Edition]:
    """The drafts of the plan an outer query is at."""
    return Edition.objects.filter(plan=OuterRef("plan"), state="draft")


def shown_to(reader: Reader) -> QuerySet[Edition]:
    """Of every plan the edition this reader sees first: its draft for those who see drafts, else the published one."""
    rows = Edition.objects.filter(plan__deleted_at=None)
    if not reader.sees_drafts:
        return rows.filter(state="published")
    return rows.filter(Q(state="draft") | Q(state="published") & ~Exists(drafts()))


def published_then(known_at: datetime, edition: str = "") -> Q:
    """Editions that were the published one at `known_at`; `edition` leads to them from where the query is."""
    still = Q(**{f"{edition}retired_at": None}) | Q(**{f"{edition}retired_at__gt": known_at})
    return still & Q(**{f"{edition}published_at__lte": known_at})


def plans_of(editions: Iterable[Edition]) -> dict[int, Plan]:
    """The present content of each edition by the edition's key; at most one query."""
    found: dict[int, Plan] = {}
    missing: list[int] = []
    for edition in editions:
        plan = contents.recalled(edition.digest)
        if plan is None:
            missing.append(edition.pk)
        else:
            found[edition.pk] = plan
    if missing:
        rows = Revision.objects.filter(edition__in=missing, number=F("edition__revision"))
        for row in rows.values_list("edition_id", "digest", "content"):
            found[row[0]] = contents.read(row[1], row[2])
    return found


def edition_row(edition: Edition) -> EditionRow:
    """The edition as an answer; its plan has been selected with it."""
    return EditionRow(
        plan=edition.plan.slug,
        number=edition.number,
        state=cast(State, edition.state),
        revision=edition.revision,
        digest=edition.digest,
        name=Text(edition.name_zh, edition.name_en),
        issued_on=edition.issued_on,
        valid_from=edition.valid_from,
        valid_to=edition.valid_to,
        note=edition.note,
        created_at=edition.created_at,
        created_by=edition.created_by,
        published_at=edition.published_at,
        published_by=edition.published_by,
        retired_at=edition.retired_at,
        parent_plan=edition.parent_plan,
        parent_theme=edition.parent_theme,
        themes=edition.themes,
        objectives=edition.objectives,
        kpis=edition.kpis,
        initiatives=edition.initiatives,
        has_example=edition.has_example,
    )


def opened(
    edition: Edition, plan: Plan, *, revision: int, digest: str, current: bool, draft: int | None, published: int | None
) -> OpenPlan:
    """The plan opened at one revision of one edition, whose plan and institution have been selected with it."""
    institution = edition.plan.institution
    return OpenPlan(
        plan=plan,
        edition=edition.number,
        state=cast(State, edition.state),
        revision=revision,
        digest=digest,
        issued_on=plan.issued_on,
        note=edition.note,
        created_at=edition.created_at,
        created_by=edition.created_by,
        published_at=edition.published_at,
        published_by=edition.published_by,
        institution=institution.slug,
        institution_name=Text(institution.name_zh, institution.name_en),
        is_current=current,
        draft=draft,
        published=published,
    )
