"""COUNTER reports among the files of an import: recognised, converted in a bounded worker, and how they are stored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openscorecard.actions.data.intake import SentFile
from openscorecard.connectors.counter.intake import TASK, converted, framed
from openscorecard.connectors.counter.tally import DATASET
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.text import Text
from openscorecard.engines.rows.loading import load_rows
from openscorecard.engines.rows.manifest import Mode
from openscorecard.formats.bounded import MEBIBYTE, run_bounded

WHOLE_OF = ("platform", "report")
"""A report tells its months anew and whole: of each platform in it, and nothing of others."""
SECONDS = 120
MEMORY = 512 * MEBIBYTE
WRITTEN = 1024 * MEBIBYTE
_NOTE = 400


@dataclass(frozen=True, slots=True)
class Terms:
    """How an import is stored; see `import_batch`."""

    mode: Mode
    covers: Coverage | None
    whole_of: tuple[str, ...] = ()
    note: str = ""


def counter_file(
    dataset: Dataset, file: Path, target: Path, *, platforms: Mapping[str, str] | None = None, keep_good: bool = False
) -> SentFile | None:
    """`file` as a COUNTER report, its rows written to `target`; None where it is none, or `dataset` takes none.

    `platforms` leads the names of platforms in the report to the library's codes. Raises the faults of `read_report`
    and of `run_bounded`.
    """
    if dataset.name != DATASET:
        return None
    given = framed(file, target, dict(platforms or {}), keep_good=keep_good)
    said = run_bounded(TASK, given, seconds=SECONDS, memory=MEMORY, written=WRITTEN)
    if said is None:
        return None
    report = converted(said)
    if not target.is_file():  # a report that there was no use
        target.write_text(",".join(dataset.names) + "\n", encoding="utf-8")
    with file.open("rb") as opened:
        checksum = hashlib.file_digest(opened, "sha256").hexdigest()
    return SentFile(
        name=file.name,
        checksum=checksum,
        size=file.stat().st_size,
        rows=load_rows(dataset, target),
        read=report.rows + report.refused,
        covers=report.covers,
        rejected=report.faults,
        whole_of=WHOLE_OF,
        remarks=report.remarks,
    )


def terms(files: Sequence[SentFile], mode: Mode | None, covers: Coverage | None) -> Terms:
    """How `files` are stored, where nobody says otherwise: rows are appended, COUNTER reports update.

    A COUNTER report speaks for the months it names, also where it has no row.
    """
    reports = [one for one in files if one.whole_of]
    if not reports:
        return Terms(mode or "append", covers)
    spans = [one.covers for one in files if one.covers]
    if covers is None and spans:
        covers = Coverage(min(one.first for one in spans), max(one.last for one in spans))
    whole_of = reports[0].whole_of if mode in (None, "update") else ()
    return Terms(mode or "update", covers, whole_of, _note(reports))


def _note(reports: Sequence[SentFile]) -> str:
    """What the vendors said, kept with the batch."""
    remarks: dict[Text, None] = dict.fromkeys(remark for one in reports for remark in one.remarks)
    return "\n".join(remark.zh for remark in remarks)[:_NOTE]
