"""Bringing the rows of a source in: harvest by harvest, each stored as a batch before the watermark moves on.

Killed between the two, the same harvest comes again and is the same batch; so a repeated run changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.data.counter import Terms, terms
from openscorecard.actions.data.importing import BatchInfo, import_batch
from openscorecard.actions.data.receiving import receive
from openscorecard.actions.measures.background import follow
from openscorecard.actions.sources.faults import SourceOff
from openscorecard.actions.sources.opening import alone, opened
from openscorecard.actions.work.ticking import Due
from openscorecard.connectors.connector import Harvest, Report
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.engines.rows.schema import by_month, local_day
from openscorecard.queries.data import dataset_named
from openscorecard.queries.sources import RunRow, SourceRow, due_sources, run_row, source_named
from openscorecard.records.models import Source as SourceRecord
from openscorecard.records.models import SourceRun


def run(arguments: Mapping[str, Any], progress: Report, *, by: Reader, now: datetime, source: Source) -> dict[str, Any]:
    """Background work: `arguments` are {source}; answers {source, rows, batches, remarks, says}."""
    row = sync_source(str(arguments["source"]), by=by, now=now, source=source, report=progress)
    if row.batches:
        follow(by=by, now=now, source=source)
    return {
        "source": row.source,
        "rows": row.rows,
        "batches": [dict(one) for one in row.batches],
        "remarks": [[one.zh, one.en] for one in row.remarks],
        "says": {
            "zh": f"{row.rows} 列，{len(row.batches)} 個批次。",
            "en": f"{row.rows} rows in {len(row.batches)} batches.",
        },
    }


def due(now: datetime) -> Iterator[Due]:
    """Every active source with a schedule, at the last moment of it."""
    for slug, moment in due_sources(now):
        yield Due("source.sync", slug, {"source": slug}, moment)


def unwatched(done: int, total: int) -> None:
    """The report that nobody looks at."""


@dataclass(slots=True)
class _Run:
    """One run under way: what it brought so far, and how far the source has been read."""

    row: SourceRow
    act: Act
    watermark: Mapping[str, str]
    begun: float = field(default_factory=time.monotonic)
    rows: int = 0
    batches: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)

    def brought(self, info: BatchInfo, harvest: Harvest) -> None:
        batch = info.batch
        self.rows += batch.rows_read if info.changed else 0
        self.remarks += [one for one in harvest.remarks if one not in self.remarks]
        self.batches.append(
            {
                "batch": batch.id,
                "dataset": batch.dataset,
                "mode": batch.mode,
                "rows": batch.rows_read,
                "stored": batch.rows_stored,
                "rejected": batch.rows_rejected,
                "covers": f"{batch.covers.first}..{batch.covers.last}",
                "changed": info.changed,
            }
        )


def sync_source(slug: str, *, by: Reader, now: datetime, source: Source = JOB, report: Report = unwatched) -> RunRow:
    """Read what is new in a source, up to and with yesterday, and store it; one run at a time.

    A fault ends the run, is kept in its history and raised; batches stored before it stay. Raises SourceFault, the
    faults of rows, SourceOff, SourceBusy, SecretsUnreadable, UnknownSource, Denied.
    """
    act = begin("source.sync", "source", slug, by=by, now=now, source=source)
    with alone(source_named(slug).slug) as folder:  # a name nobody gave a source never becomes a path
        row = source_named(slug)
        if not row.active:
            raise SourceOff(item=slug)
        current = _Run(row, act, row.watermark)
        try:
            _bring(current, folder, report)
        except Fault as fault:
            act.outcome = "failed"
            _ended(current, fault)
            raise
        return _ended(current, None)


def _bring(current: _Run, folder: Path, report: Report) -> None:
    until = local_day(current.act.now) - timedelta(days=1)  # today is not over
    for harvest in opened(current.row).harvest(current.row.watermark, until, folder, report):
        current.brought(_stored(current, harvest, folder), harvest)
        _advance(current, harvest)
        for file in (harvest.file, *harvest.more, *folder.glob("read-*.csv")):
            file.unlink(missing_ok=True)


def _stored(current: _Run, harvest: Harvest, folder: Path) -> BatchInfo:
    """The harvest as a batch, read by the same reader as any file that people send."""
    dataset, act = dataset_named(harvest.dataset), current.act
    mapping = {"columns": harvest.columns, "values": harvest.values} if harvest.columns or harvest.values else None
    keep_good = bool(current.row.settings.get("keep_good"))
    sent = [
        receive(dataset, file, folder / f"read-{place}.csv", mapping=mapping, keep_good=keep_good).file
        for place, file in enumerate((harvest.file, *harvest.more))
    ]
    covers = harvest.covers
    if covers is None and harvest.mode == "replace" and by_month(dataset):
        spans = [one.covers for one in sent if one.covers]
        covers = Coverage(min(one.first for one in spans), max(one.last for one in spans)) if spans else None
    how = Terms(harvest.mode, covers, harvest.whole_of)
    if any(one.whole_of for one in sent):  # COUNTER reports among files: each speaks of its own platforms alone
        how = terms(sent, None, covers)
    return import_batch(
        dataset, sent, mode=how.mode, covers=how.covers, whole_of=how.whole_of, keep_good=keep_good,
        by=act.by, now=act.now, source=act.source, note=current.row.name.zh, origin=current.row.slug,
    )  # fmt: skip


def _advance(current: _Run, harvest: Harvest) -> None:
    """Only after the batch is listed: who dies before this reads the same rows again, and they are the same batch."""
    current.watermark = dict(harvest.watermark)
    SourceRecord.objects.filter(slug=current.row.slug).update(watermark=current.watermark)


def _told(fault: Fault) -> dict[str, str]:
    """A fault with the sentences of today: whoever shows it need not know its room."""
    also = len(fault.also)
    zh = fault.sentence("zh-Hant") + (f"（另有 {also} 項）" if also else "")
    en = fault.sentence("en") + (f" (and {also} more)" if also else "")
    return {"code": fault.code, **{name: " ".join(text.split())[:2000] for name, text in (("zh", zh), ("en", en))}}


def _ended(current: _Run, fault: Fault | None) -> RunRow:
    act, told = current.act, _told(fault) if fault else None
    record = SourceRecord.objects.get(slug=current.row.slug)
    with act.stored():
        done = {} if fault else {"last_done_at": act.now}
        SourceRecord.objects.filter(pk=record.pk).update(last_run_at=act.now, last_fault=told, **done)
        kept = SourceRun.objects.create(
            source=record,
            started_at=act.now,
            ended_at=act.now + timedelta(seconds=time.monotonic() - current.begun),
            by=act.by.name,
            rows=current.rows,
            batches=current.batches,
            fault=told,
            remarks=[[one.zh, one.en] for one in current.remarks],
            watermark_before=dict(current.row.watermark),
            watermark_after=dict(current.watermark),
        )
        act.after = {"batches": [one["batch"] for one in current.batches], "fault": fault.code if fault else None}
    return run_row(kept)
