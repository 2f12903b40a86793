"""What the source commands answer, as JSON shapes and as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from openscorecard.cli.speaking import language, say

if TYPE_CHECKING:
    from datetime import datetime

    from openscorecard.connectors.connector import Findings
    from openscorecard.domain.text import Text
    from openscorecard.queries.sources import RunRow, SourceRow

Shape = dict[str, Any]


def run_shape(row: RunRow) -> Shape:
    """`data sync`: what one run of a source brought."""
    return {
        "source": row.source,
        "started": _time(row.started_at),
        "ended": _time(row.ended_at),
        "by": row.by,
        "rows": row.rows,
        "batches": [dict(one) for one in row.batches],
        "remarks": [says(one) for one in row.remarks],
        "fault": {"code": row.fault.code, "sentence": says(row.fault.says)} if row.fault else None,
        "watermark": dict(row.watermark_after),
    }


def source_shape(row: SourceRow, now: datetime) -> Shape:
    """One line of `source list`; no secret is among the settings."""
    fault = row.last_fault
    following = row.next_run_at(now)
    return {
        "source": row.slug,
        "name": row.name.zh,
        "name_en": row.name.en,
        "kind": row.kind,
        "datasets": list(row.datasets),
        "settings": dict(row.settings),
        "schedule": row.schedule or None,
        "active": row.active,
        "last_run": _time(row.last_run_at),
        "last_done": _time(row.last_done_at),
        "next_run": _time(following),
        "fault": {"code": fault.code, "sentence": says(fault.says)} if fault else None,
    }


def findings_shape(found: Findings) -> Shape:
    """`source look`: what is there, and what cannot be told from it."""
    return {
        "says": says(found.says),
        "remarks": [says(one) for one in found.remarks],
        "datasets": dict(found.datasets),
        "columns": dict(found.columns),
    }


def says(text: Text) -> str:
    """A text in the reader's language."""
    return text.says(language())[0]


def print_run(row: RunRow) -> None:
    """What a run brought, a line a batch."""
    if not row.batches:
        click.echo(say("沒有新的資料", "nothing new"))
    for one in row.batches:
        state = say("", "") if one["changed"] else say("（內容相同，未變更）", " (unchanged)")
        click.echo(
            say(
                f"{one['dataset']}：{one['stored']} 列，涵蓋 {one['covers']}，批次 {one['batch'][:12]}{state}",
                f"{one['dataset']}: {one['stored']} rows, covers {one['covers']}, batch {one['batch'][:12]}{state}",
            )
        )
    for remark in row.remarks:
        click.echo(say("注意：", "note: ") + says(remark))


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
