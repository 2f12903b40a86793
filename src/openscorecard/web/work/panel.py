"""One job as a page shows it: `components/job_progress.html` takes a `JobPanel` as `job`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from openscorecard.actions.permissions import may
from openscorecard.actions.work.registry import kind_named, title_of
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.work.faults import UnknownWork
from openscorecard.queries.work import JobFault, JobRow
from openscorecard.web.editing.access import language, said
from openscorecard.web.templatetags.components import STATUSES

_SHOWN = 100  # faults on a page


@dataclass(frozen=True, slots=True)
class FaultSpot:
    """What went wrong, in the reader's language; `place` is empty where it is in no file."""

    place: str
    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class JobPanel:
    """A job for one reader. `total` 0: how far it is, is not known; `milestone` changes when it is worth saying so."""

    id: int
    title: str
    subject: str
    state: str
    state_word: str
    alive: bool
    done: int
    total: int
    share: int
    stage: str
    says: str
    result_address: str
    faults: tuple[FaultSpot, ...]
    more_faults: int
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    seconds: int | None
    address: str
    poll: str
    may_act: bool
    milestone: str
    announcement: str


def job_panel(row: JobRow, reader: Reader) -> JobPanel:
    """The panel of a job as `reader` sees it; no query."""
    share = min(100, 100 * row.done // row.total) if row.total else 0
    word = str(STATUSES[row.state].word)
    quarter = share // 25 * 25
    return JobPanel(
        id=row.id,
        title=said(title_of(row.kind)),
        subject=row.subject,
        state=row.state,
        state_word=word,
        alive=row.alive,
        done=row.done,
        total=row.total,
        share=share,
        stage=said(row.stage) if row.stage else "",
        says=_says(row.result),
        result_address=_address(row.result),
        faults=tuple(map(_spot, row.faults[:_SHOWN])),
        more_faults=max(0, len(row.faults) - _SHOWN),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        seconds=round((row.ended_at - row.started_at).total_seconds()) if row.ended_at and row.started_at else None,
        address=reverse("work-job", args=[row.id]),
        poll=reverse("work-progress", args=[row.id]),
        may_act=_may_act(row, reader),
        milestone=f"{row.state}-{quarter}",
        announcement=pgettext("work", "{state}, {share} %").format(state=word, share=quarter)
        if row.state == "running" and row.total
        else word,
    )


def _may_act(row: JobRow, reader: Reader) -> bool:
    try:
        return may(reader, kind_named(row.kind).verb)
    except UnknownWork:
        return False


def _says(result: object) -> str:
    words = result.get("says") if isinstance(result, Mapping) else None
    return str(words.get("en" if language() == "en" else "zh", "")) if isinstance(words, Mapping) else ""


def _address(result: object) -> str:
    """Where the result is, if the work said so: an address of this site."""
    address = result.get("address") if isinstance(result, Mapping) else None
    return address if isinstance(address, str) and address.startswith("/") and address[1:2] not in ("/", "\\") else ""


def _spot(fault: JobFault) -> FaultSpot:
    where = [f"{fault.file}[{fault.sheet}]" if fault.sheet else fault.file]
    if fault.row:
        where.append(gettext("row {row}").format(row=fault.row))
    if fault.column:
        where.append(gettext("column {column}").format(column=fault.column))
    return FaultSpot(" ".join(filter(None, where)), fault.en if language() == "en" else fault.zh, fault.code)
