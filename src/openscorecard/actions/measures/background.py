"""Figures follow their rows by themselves: what is due when data have changed, and the work that counts anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from openscorecard.actions.acting import JOB, Source
from openscorecard.actions.initiatives.listing import list_ledgers
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.actions.work.asking import ask_for
from openscorecard.actions.work.ticking import Due
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Progress
from openscorecard.queries.data import NOTHING
from openscorecard.queries.figures import counted_data_state
from openscorecard.queries.row_source import rows_state
from openscorecard.queries.work import JobRow, jobs_of

KIND = "figures.compute"
_COUNTING = Text("計算數字", "Counting figures")


def compute(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source
) -> dict[str, Any]:
    """The work of `figures.compute`: all that rows have changed under, what pages list first, the longest last."""

    def report(done: int, total: int) -> None:
        progress(done, total, _COUNTING)

    list_ledgers(by=by, now=now, source=source)
    steps = [compute_figures(quick=quick, by=by, now=now, source=source, report=report) for quick in (True, False)]
    counted, changed = sum(one.counted for one in steps), sum(one.changed for one in steps)
    return {"counted": counted, "changed": changed, "kept": steps[0].kept}


def follow(*, by: Reader, now: datetime, source: Source = JOB) -> JobRow:
    """Ask for the figures to be counted now, after rows have changed."""
    return ask_for(KIND, "", {"state": rows_state()}, by=by, now=now, source=source)


def follow_measures(*, by: Reader, now: datetime, source: Source = JOB) -> JobRow | None:
    """Ask for the figures of measures that have just been described; nothing where there are no rows at all."""
    return None if rows_state() == NOTHING else follow(by=by, now=now, source=source)


def due(now: datetime) -> Iterator[Due]:
    """Counting, where rows have changed since the last computation; not again for rows it failed on."""
    state = rows_state()
    if state == counted_data_state() or state == NOTHING:
        return
    last = next(iter(jobs_of("", KIND, limit=1)), None)
    if last is None or last.state != "failed" or last.arguments.get("state") != state:
        yield Due(KIND, "", {"state": state}, now.replace(second=0, microsecond=0))
