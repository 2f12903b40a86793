"""All rows behind a figure as a file, made in the background and kept for a day."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.work.progress import Progress
from openscorecard.queries.exports import expired_exports, exports_folder
from openscorecard.queries.provenance import ObservationAt, asked_of, provenance
from openscorecard.queries.row_source import row_source
from openscorecard.reports.csv_files import MARK, csv_line

_TOLD_EVERY = 50_000  # rows


def export_rows(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source = JOB
) -> dict[str, Any]:
    """Write every row behind one counting of an observation as CSV; where the file is, and how many rows it has.

    Nothing of readers is in it; only the heads where too few readers stand behind the cell. Raises NoSuchMeasure,
    UnknownReading, NoSuchDimension, Denied, faults of the engine.
    """
    from openscorecard.engines.measures.duck.behind import every_row_behind

    names = ("reading", "dimension", "cell")
    at = ObservationAt(arguments["measure"], parse_period(arguments["period"]), *(arguments[name] for name in names))
    act = begin("figures.export", "measure", at.measure, by=by, now=now, source=source)
    found = provenance(at)
    counting = tuple(found.reading.formula.countings())[arguments["place"]]
    for old in expired_exports(now):
        old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    file = exports_folder() / f"{token}.csv"
    lines = iter(()) if found.hidden else every_row_behind(asked_of(found, counting), row_source())
    rows = _write(file, lines, progress)
    with act.stored():
        act.after = {**arguments, "rows": rows}
    return {
        "rows": rows,
        "address": f"/figures/exports/{token}/",
        "says": {
            "zh": f"已匯出 {rows:,} 列；檔案保存一天。",
            "en": f"{rows:,} rows exported; the file is kept for a day.",
        },
    }


def _write(file: Path, lines: Any, progress: Progress) -> int:
    """Write aside and move into place; the number of rows below the heads."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_suffix(".part")
    written = 0
    with aside.open("wb") as out:
        out.write(MARK)
        for written, cells in enumerate(lines):
            out.write(csv_line(cells))
            if written % _TOLD_EVERY == 0:
                progress(written, 0)
    aside.replace(file)
    return written
