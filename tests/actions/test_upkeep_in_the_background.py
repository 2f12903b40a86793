"""The product's own upkeep: row files are compared with their checksums, old records of work are cleared away."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.acting import JOB
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.permissions import PERMISSIONS
from openscorecard.actions.work.asking import ask_for
from openscorecard.actions.work.registry import function_named, kind_named, schedules
from openscorecard.actions.work.ticking import tick
from openscorecard.actions.work.upkeep import KEPT_FOR, due, tidy, verify_row_files
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.engines.rows.faults import RowsDamaged
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.data import row_files
from openscorecard.queries.work import recent_jobs
from openscorecard.records.models import DueJob, Job
from tests.actions.sent_files import EVENTS, event, sent

pytestmark = pytest.mark.django_db
KINDS = ("data.verify", "work.tidy")


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_names_a_function_and_a_verb_that_exist(name: str) -> None:
    kind = kind_named(name)
    assert callable(function_named(kind.function))
    assert PERMISSIONS.rule_exists(kind.verb)


def test_every_schedule_answers_with_work_that_is_known_and_due(now: datetime) -> None:
    for schedule in schedules():
        for one in function_named(schedule)(now):
            assert kind_named(one.kind)
            assert one.due_at <= now


def test_a_damaged_row_file_is_told_with_its_name(editor: Reader, now: datetime, settings: Any, tmp_path: Path) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    import_batch(EVENTS, [sent(EVENTS, event("E1", "2025-01-05"))], by=editor, now=now)
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, stage: Any = None) -> None:
        told.append((done, total, stage.en if stage else ""))

    result = verify_row_files({}, progress, by=editor, now=now, source=JOB)
    assert (result["files"], result["says"]["zh"]) == (1, "1 個資料檔都完好。")
    assert told == [(0, 1, "Checking events"), (1, 1, "")]
    (file,) = (tmp_path / "rows").rglob("*.parquet")
    file.chmod(0o600)
    file.write_bytes(b"other")
    with pytest.raises(RowsDamaged) as caught:
        verify_row_files({}, progress, by=editor, now=now, source=JOB)
    assert len(row_files()) == 1
    assert file.name in caught.value.sentence("en")


def test_what_is_old_goes_but_the_last_served_moment_stays(administrator: Reader, now: datetime) -> None:
    for back in (2 * KEPT_FOR, KEPT_FOR + timedelta(days=2)):
        for row in tick(now=now - back).started:
            Job.objects.filter(pk=row.id).update(state="done", ended_at=now - back)
    alive = ask_for("data.verify", "old", {}, by=SYSTEM, now=now - 2 * KEPT_FOR)
    result = tidy({}, lambda *_: None, by=administrator, now=now, source=JOB)
    assert (result["jobs"], result["moments"]) == (4, 2)
    assert [row.id for row in recent_jobs()] == [alive.id]
    assert sorted(DueJob.objects.values_list("kind", flat=True)) == ["data.verify", "work.tidy"]
    entry = audit_trail(administrator, verb="work.tidy")[0]
    assert (entry.actor, entry.after) == ("admin", result)
    assert [one.due_at for one in due(now)] != []
