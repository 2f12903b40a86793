"""A COUNTER report in the bounded worker: from bytes, or a file by name, to rows aside and facts in JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openscorecard.connectors.counter.reading import is_counter, read_report
from openscorecard.domain.faults import Fault, fault_from_data
from openscorecard.domain.measures.coverage import Coverage, parse_coverage
from openscorecard.domain.text import Text

TASK = "read-counter"


@dataclass(frozen=True, slots=True)
class Converted:
    """A report whose rows were written aside; see `ReportReading`."""

    report: str
    release: str
    counts: int
    refused: int
    rows: int
    faults: tuple[Fault, ...]
    covers: Coverage | None
    remarks: tuple[Text, ...]


def framed(source: Path, target: Path, platforms: dict[str, str], *, keep_good: bool = False) -> bytes:
    """What the task is given: the file to read, where to write its rows, and codes of platforms by their names."""
    head = {"source": str(source.resolve()), "target": str(target.resolve()), "platforms": platforms}
    return json.dumps(head | {"keep_good": keep_good}).encode()


def read_in_worker(given: bytes) -> dict[str, Any] | None:
    """What the worker runs; None where the file is no COUNTER report."""
    wanted = json.loads(given)
    source, target = Path(wanted["source"]), Path(wanted["target"])
    if not is_counter(source):
        return None
    reading = read_report(source, target, wanted["platforms"], keep_good=wanted["keep_good"])
    return {
        "report": reading.report,
        "release": reading.release,
        "counts": reading.counts,
        "refused": reading.refused,
        "rows": reading.rows,
        "faults": [fault.to_data() for fault in reading.faults],
        "covers": reading.covers and str(reading.covers),
        "remarks": [[remark.zh, remark.en] for remark in reading.remarks],
    }


def converted(said: dict[str, Any]) -> Converted:
    """What the worker answered."""
    return Converted(
        report=said["report"],
        release=said["release"],
        counts=said["counts"],
        refused=said["refused"],
        rows=said["rows"],
        faults=tuple(fault_from_data(fault) for fault in said["faults"]),
        covers=parse_coverage(said["covers"]) if said["covers"] else None,
        remarks=tuple(Text(*remark) for remark in said["remarks"]),
    )
