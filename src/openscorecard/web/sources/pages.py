"""Sources as their pages show them: in words, secrets masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from openscorecard.actions.permissions import may
from openscorecard.actions.sources.secrets import MASK
from openscorecard.connectors.kinds import Kind
from openscorecard.connectors.registry import kinds
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.sources.schedules import parse_schedule
from openscorecard.domain.text import Text
from openscorecard.queries.sources import RunRow, SourceRow
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import said
from openscorecard.web.frame.dates import write_span
from openscorecard.web.sources.fields import shown
from openscorecard.web.templatetags.plan_words import listed
from openscorecard.web.work.panel import JobPanel


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source in the list; `state` is a status, `says` what stands beside it."""

    slug: str
    name: str
    kind: str
    datasets: tuple[str, ...]
    state: str
    word: str
    says: str
    last_run_at: datetime | None
    next_run_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in the history."""

    started_at: datetime
    seconds: int
    by: str
    rows: int
    batches: tuple[tuple[str, str, str], ...]
    state: str
    says: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundView:
    """What the last look at a source found."""

    says: str
    remarks: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with its settings (label and text), the mapping of its columns, its findings, its runs."""

    line: SourceLine
    settings: tuple[tuple[str, str], ...]
    schedule: str
    maps: bool
    columns: tuple[tuple[str, str], ...]
    found: FoundView | None
    runs: tuple[RunLine, ...]
    job: JobPanel | None
    may_change: bool


def line_of(row: SourceRow, datasets: Mapping[str, Dataset], now: datetime) -> SourceLine:
    """A source in the list; no query."""
    state, word = _state(row)
    kind = kinds().get(row.kind)
    return SourceLine(
        slug=row.slug,
        name=said(row.name),
        kind=said(kind.title) if kind else row.kind,
        datasets=tuple(said(datasets[name].title) for name in row.datasets if name in datasets),
        state=state,
        word=word,
        says=said(row.last_fault.says) if row.last_fault else "",
        last_run_at=row.last_run_at,
        next_run_at=row.next_run_at(now),
    )


def _state(row: SourceRow) -> tuple[str, str]:
    if not row.active:
        return "not_applicable", gettext("Switched off")
    if row.last_fault:
        return "failed", gettext("The last run failed")
    return ("done", gettext("Read")) if row.last_done_at else ("not_due", gettext("Never read"))


def when_words(schedule: str) -> str:
    """A schedule in words."""
    found = parse_schedule(schedule)
    if found is None:
        return gettext("only when asked")
    if found.every == "hourly":
        return gettext("every hour")
    clock = f"{found.hour:02}:{found.minute:02}"
    if found.every == "weekly":
        return gettext("every {weekday} at {time}").format(weekday=WEEKDAYS[found.day - 1], time=clock)
    if found.every == "monthly":
        return gettext("every month on day {day} at {time}").format(day=found.day, time=clock)
    return gettext("every day at {time}").format(time=clock)


def page_of(
    row: SourceRow, runs: tuple[RunRow, ...], job: JobPanel | None, datasets: Mapping[str, Dataset], reader: Reader,
    now: datetime,
) -> SourcePage:  # fmt: skip
    """A source for one reader; no query."""
    kind = kinds()[row.kind]
    maps = any(one.form == "columns" for one in kind.settings)
    titles = {field.name: said(field.title) for name in row.datasets for field in datasets[name].fields}
    return SourcePage(
        line=line_of(row, datasets, now),
        settings=tuple(_settings(kind, row)),
        schedule=when_words(row.schedule),
        maps=maps,
        columns=tuple((titles.get(field, field), text) for field, text in row.settings.get("columns", {}).items()),
        found=_found(row.found),
        runs=tuple(map(run_line, runs)),
        job=job,
        may_change=may(reader, "source.change"),
    )


def _settings(kind: Kind, row: SourceRow) -> list[tuple[str, str]]:
    told = []
    for setting in kind.settings:
        value: Any = row.settings.get(setting.name)
        if setting.form == "secret":
            told.append((said(setting.title), MASK))
        elif setting.form != "columns" and value not in (None, "", [], {}):
            told.append((said(setting.title), _words(setting.choices, shown(setting, value))))
    return told


def _words(choices: tuple[tuple[str, Text], ...], value: Any) -> str:
    names = {name: said(title) for name, title in choices}
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    parts = value if isinstance(value, list) else [value]
    return listed(names.get(part, str(part)) for part in parts)


def _found(data: Mapping[str, Any]) -> FoundView | None:
    if not data:
        return None
    return FoundView(
        says=said(Text(*data["says"])),
        remarks=tuple(said(Text(*one)) for one in data["remarks"]),
        columns=tuple(data["columns"].items()),
        at=datetime.fromisoformat(data["at"]),
    )


def _span(covers: str) -> str:
    """The days a batch of a run covers; as they were kept where they cannot be read."""
    try:
        return write_span(parse_coverage(covers), language_tag())
    except Fault:
        return covers


def run_line(row: RunRow) -> RunLine:
    """A run in the history."""
    return RunLine(
        started_at=row.started_at,
        seconds=round((row.ended_at - row.started_at).total_seconds()),
        by=row.by,
        rows=row.rows,
        batches=tuple(
            (one["batch"][:12], one["dataset"], _span(one["covers"])) for one in row.batches if one["changed"]
        ),
        state="failed" if row.fault else "done",
        says=said(row.fault.says) if row.fault else "",
        remarks=tuple(said(one) for one in row.remarks),
    )
