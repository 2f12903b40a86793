"""Importing an upload that somebody has looked at."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openscorecard.actions import uploads
from openscorecard.actions.acting import JOB, Source
from openscorecard.actions.data.checking import READING, read_kept
from openscorecard.actions.data.importing import BatchInfo, import_batch
from openscorecard.actions.data.telling import told
from openscorecard.actions.data.upload import upload_named
from openscorecard.actions.measures.background import follow
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Progress
from openscorecard.queries.data import dataset_named

STORING = Text("存入資料列", "Storing the rows")


def import_upload(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source = JOB
) -> dict[str, Any]:
    """Store the upload named by `arguments["upload"]` as one batch, or nothing of it.

    `arguments["keep_good"]` leaves faulty rows out, `arguments["note"]` goes with the batch. Its files are dropped
    once they are stored, and stay where anything is wrong. Answers with `batch`, `stored`, `rejected` (how many),
    `changed`, what to say, `dangling` (for each field a sentence in `zh` and `en`, and the `dataset` it refers to) and
    the `address` of the batch's page. Raises UploadGone and as `import_batch`.
    """
    name = str(arguments["upload"])
    upload = upload_named(name)
    keep_good = bool(arguments.get("keep_good"))
    steps = len(upload.files) + 1
    with tempfile.TemporaryDirectory() as folder:
        sent = []
        for place in range(len(upload.files)):
            progress(place, steps, READING)
            sent.append(read_kept(upload, place, Path(folder), keep_good=keep_good).file)
        progress(steps - 1, steps, STORING)
        how = upload.terms(sent)
        info = import_batch(
            dataset_named(upload.dataset), sent, mode=how.mode, covers=how.covers, whole_of=how.whole_of,
            keep_good=keep_good, by=by, now=now, source=source, note=str(arguments.get("note", "")) or how.note,
        )  # fmt: skip
    if info.changed:
        follow(by=by, now=now, source=source)
    progress(steps, steps)
    upload.forget()
    uploads.forget(name)
    dataset = dataset_named(upload.dataset)
    return {
        "batch": info.batch.id,
        "stored": info.batch.rows_stored,
        "rejected": info.batch.rows_rejected,
        "changed": info.changed,
        "says": _says(info, dataset),
        "dangling": [told(dataset, one) | {"dataset": one.dataset} for one in info.dangling],
        "address": f"/data/batches/{info.batch.id}/",
    }


def _says(info: BatchInfo, dataset: Dataset) -> dict[str, str]:
    stored, rejected = info.batch.rows_stored, info.batch.rows_rejected
    if not info.changed:
        return {"zh": "這些資料列先前已匯入，沒有變更。", "en": "These rows are stored already; nothing has changed."}
    notes = [told(dataset, one) for one in info.dangling]
    return {
        "zh": "".join([f"已存入 {stored:,} 列，退回 {rejected:,} 列。", *(one["zh"] for one in notes)]),
        "en": " ".join([f"{stored:,} rows are stored, {rejected:,} were rejected.", *(one["en"] for one in notes)]),
    }
