"""What the store itself refuses, whoever asks: it is tested on the database underneath."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from openscorecard.records.models import (
    AuditEntry,
    Edition,
    Institution,
    MarkRecord,
    PlanRecord,
    PublishingRecord,
    RecalculationRecord,
    Revision,
    Source,
    SourceRun,
)

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def edition() -> Edition:
    home = Institution.objects.create(slug="home", name_zh="機關")
    plan = PlanRecord.objects.create(slug="plan", institution=home, created_at=THEN, created_by="mei")
    return Edition.objects.create(
        plan=plan, number=1, state="draft", revision=1, created_at=THEN, created_by="mei", name_zh="計畫", digest="x"
    )


@pytest.fixture
def guarded(edition: Edition) -> dict[str, int]:
    entry = AuditEntry.objects.create(
        at=THEN,
        actor="mei",
        actor_kind="person",
        verb="plan.create",
        subject_kind="plan",
        subject="p",
        door="job",
        outcome="done",
    )
    revision = Revision.objects.create(
        edition=edition, number=1, content={}, content_version="1", digest="x", verb="create", by="mei", at=THEN
    )
    source = Source.objects.create(slug="gates", name_zh="門禁", kind="address", created_at=THEN, created_by="mei")
    run = SourceRun.objects.create(source=source, started_at=THEN, ended_at=THEN, by="mei")
    said = {"version": 1, "by": "mei", "at": THEN}
    anew = RecalculationRecord.objects.create(measure="visits", period="2025-01", reason="x", **said)
    mark = MarkRecord.objects.create(number=1, about="institution", kind="closure", since=THEN, zh="閉館", **said)
    deed = PublishingRecord.objects.create(strategy="plan", period="2025", act="published", revision=1, **said)
    return {
        "records_auditentry": entry.pk,
        "records_revision": revision.pk,
        "records_sourcerun": run.pk,
        "records_recalculationrecord": anew.pk,
        "records_markrecord": mark.pk,
        "records_publishingrecord": deed.pk,
    }


COLUMNS = {
    "records_auditentry": "actor",
    "records_revision": "digest",
    "records_sourcerun": "by",
    "records_recalculationrecord": "by",
    "records_markrecord": "by",
    "records_publishingrecord": "by",
}
TABLES = tuple(COLUMNS)


def _refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_a_kept_row_cannot_be_changed(table: str, guarded: dict[str, int]) -> None:
    column = COLUMNS[table]
    _refused(f"UPDATE {table} SET {column} = 'somebody else'")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = 'somebody else'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("table", TABLES)
def test_a_kept_row_cannot_be_removed(table: str, guarded: dict[str, int]) -> None:
    _refused(f"DELETE FROM {table} WHERE id = {guarded[table]}")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("table", TABLES)
def test_a_kept_row_cannot_be_replaced_or_truncated(table: str, guarded: dict[str, int]) -> None:
    if connection.vendor == "postgresql":
        connection.check_constraints()  # TRUNCATE waits for nothing that is still to be checked
        _refused(f"TRUNCATE {table} CASCADE")
    else:
        _refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_a_revision_cannot_be_replaced_under_a_new_key(guarded: dict[str, int]) -> None:
    names = [field.column for field in Revision._meta.fields if field.column != "id"]
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.vendor == "postgresql":
        _refused(
            f"INSERT INTO records_revision ({columns}) SELECT {columns} FROM records_revision "
            "ON CONFLICT (edition_id, number) DO UPDATE SET digest = 'other'"
        )
    else:
        _refused(f"INSERT OR REPLACE INTO records_revision ({columns}) SELECT {columns} FROM records_revision")


@pytest.mark.parametrize("state", ["draft", "published"])
def test_a_plan_has_one_draft_and_one_published_edition(edition: Edition, state: str) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=state)
    edition.pk, edition.number, edition.state = None, 2, state
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_retired_editions_may_be_many(edition: Edition) -> None:
    for number in (2, 3):
        edition.pk, edition.number, edition.state = None, number, "retired"
        edition.save(force_insert=True)
    assert Edition.objects.filter(state="retired").count() == 2


def test_an_edition_has_no_state_of_its_own_making(edition: Edition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state="final")


def test_the_migrations_describe_the_tables_completely() -> None:
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)


@pytest.mark.sqlite
def test_sqlite_keeps_what_it_acknowledged_and_checks_its_keys() -> None:
    with connection.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    assert connection.transaction_mode == "IMMEDIATE"
