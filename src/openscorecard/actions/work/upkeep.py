"""The product's own upkeep in the background: checking row files, clearing old records of work away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from openscorecard.actions.acting import Source, begin
from openscorecard.actions.work.ticking import Due
from openscorecard.domain.faults import refuse
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.work.due import latest_daily, latest_weekly
from openscorecard.domain.work.progress import Progress
from openscorecard.records.models import DueJob, Job

KEPT_FOR = timedelta(days=90)


def verify_row_files(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source
) -> dict[str, Any]:
    """Read every row file and compare it with its checksum; raises RowsDamaged for each that is not whole."""
    from openscorecard.queries.data import row_files
    from openscorecard.queries.row_checks import check_rows

    refuse(check_rows(progress))
    files = len(row_files())
    return {"files": files, "says": {"zh": f"{files} 個資料檔都完好。", "en": f"{files} row files are whole."}}


def tidy(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source
) -> dict[str, Any]:
    """Remove ended jobs, served moments and places in the queue after 90 days; the last served moment stays."""
    from django_tasks_db.models import DBTaskResult

    before = now - KEPT_FOR
    act = begin("work.tidy", "job", "", by=by, now=now, source=source)
    with act.stored():
        last = DueJob.objects.values("kind", "subject").annotate(last=Max("due_at")).values("last")
        moments, _ = DueJob.objects.filter(due_at__lt=before).exclude(due_at__in=last).delete()
        _, counted = Job.objects.filter(ended_at__lt=before).delete()
        places, _ = DBTaskResult.objects.exclude(status="READY").filter(enqueued_at__lt=before).delete()
        removed = {"jobs": counted.get("records.Job", 0), "moments": moments, "places": places}
        act.after = removed
    progress(1, 1)
    return removed


def due(now: datetime) -> Iterator[Due]:
    """Clearing away is due every night, checking row files every week, by the clock of the house."""
    zone = timezone.get_default_timezone()
    yield Due("work.tidy", "", {}, latest_daily(now, time(3, 10), zone))
    yield Due("data.verify", "", {}, latest_weekly(now, 6, time(3, 30), zone))
