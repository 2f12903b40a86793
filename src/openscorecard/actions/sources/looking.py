"""A look at a source: whether it answers as it is configured, and what it has to offer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.actions.sources.opening import opened
from openscorecard.connectors.connector import Findings
from openscorecard.connectors.faults import SourceFault
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.sources import source_named
from openscorecard.records.models import Source as SourceRecord


def look_at(slug: str, *, by: Reader, now: datetime, source: Source = JOB) -> Findings:
    """Reach the source, read as little as possible, and keep what was found for the form of its columns.

    Raises SourceFault, which the audit trail keeps as failed; UnknownSource, SecretsUnreadable, Denied.
    """
    act = begin("source.look", "source", slug, by=by, now=now, source=source)
    row = source_named(slug)
    try:
        found = opened(row).look()
    except SourceFault as fault:
        act.outcome = "failed"
        with act.stored():
            act.after = {"fault": fault.code}
        raise
    with act.stored():
        SourceRecord.objects.filter(slug=slug).update(found=findings_data(found, now))
        act.after = {"datasets": dict(found.datasets)}
    return found


def findings_data(found: Findings, now: datetime) -> dict[str, Any]:
    """Findings as plain data."""
    return {
        "says": [found.says.zh, found.says.en],
        "remarks": [[one.zh, one.en] for one in found.remarks],
        "datasets": dict(found.datasets),
        "columns": dict(found.columns),
        "at": now.isoformat(timespec="seconds"),
    }
