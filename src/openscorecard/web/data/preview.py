"""What an upload would store, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField
from django.urls import reverse

from openscorecard.domain.measures.periods import Period
from openscorecard.web.context import language_tag
from openscorecard.web.data.batch_words import BatchLink, batch_link
from openscorecard.web.data.dangling import DanglingLine, dangling_lines
from openscorecard.web.data.fault_lines import FaultPlace, fault_places
from openscorecard.web.data.settings_form import Looked, SettingsForm
from openscorecard.web.plans.said import Said, say

FAULTS, EXAMPLES = 200, 3


@dataclass(frozen=True, slots=True)
class FileLine:
    name: str
    size: int
    read: int
    skipped: int
    is_read: bool


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of the file: its name, a few of its cells, and the choice of what it is."""

    head: str
    cells: tuple[str, ...]
    field: BoundField


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The whole preview; `remembered` says that the columns were mapped as last time. `span` are the days covered."""

    dataset: Said
    dataset_name: str
    dataset_address: str
    files: tuple[FileLine, ...]
    read: int
    good: int
    bad: int
    skipped: int
    faults: tuple[FaultPlace, ...]
    told: int
    remembered: bool
    again: BatchLink | None
    overlaps: tuple[BatchLink, ...]
    dangling: tuple[DanglingLine, ...]
    columns: tuple[ColumnLine, ...]
    texts: tuple[BoundField, ...]
    wanting: tuple[BoundField, ...]
    sheet: str
    head_row: int
    heads: tuple[str, ...]
    sample: tuple[tuple[int, tuple[str, ...]], ...]
    months: str

    @property
    def more_faults(self) -> int:
        return self.told - len(self.faults)

    @property
    def can_import(self) -> bool:
        """Whether any row would be stored, or the days named had none."""
        return self.again is None and (bool(self.good) or not (self.told or self.bad))


def preview_page(looked: Looked, form: SettingsForm) -> PreviewPage:
    """The page of an upload."""
    check, columns = looked.check, looked.columns
    table = columns.table
    return PreviewPage(
        dataset=say(looked.dataset.title, language_tag()),
        dataset_name=looked.dataset.name,
        dataset_address=reverse("dataset", args=[looked.dataset.name]),
        files=_files(looked),
        read=check.read,
        good=check.rows,
        bad=check.bad,
        skipped=sum(one.skipped for one in check.files),
        faults=fault_places(check.faults[:FAULTS]),
        told=len(check.faults),
        remembered=any(one.remembered for one in check.files),
        again=batch_link(check.again) if check.again else None,
        overlaps=tuple(map(batch_link, check.overlaps)),
        dangling=dangling_lines(looked.dataset, check.dangling, language_tag()),
        columns=tuple(
            ColumnLine(head.text, _cells(table.sample, head.column - 1), form[f"column-{place}"])
            for place, head in enumerate(columns.heads)
        ) if table else (),
        texts=tuple(form[f"text-{place}"] for place in range(len(form.texts))),
        wanting=tuple(form[f"every-{field.name}"] for field in form.wanting),
        sheet=table.sheet if table else "",
        head_row=table.row if table else 0,
        heads=tuple(head.text for head in table.heads) if table else (),
        sample=tuple(enumerate(table.sample, 1)) if table else (),
        months=_whole_months(looked),
    )  # fmt: skip


def _files(looked: Looked) -> tuple[FileLine, ...]:
    known = {one.name: one for one in looked.check.files}
    return tuple(
        FileLine(one.name, one.size, read.read if read else 0, read.skipped if read else 0, bool(read and read.read))
        for one in looked.upload.files
        for read in [known.get(one.name)]
    )


def _cells(sample: tuple[tuple[str, ...], ...], column: int) -> tuple[str, ...]:
    found = dict.fromkeys(row[column] for row in sample if column < len(row) and row[column])
    return tuple(found)[:EXAMPLES]


def _whole_months(looked: Looked) -> str:
    """The whole months around the days that are covered, empty where those are whole months already."""

    covers = looked.covers
    if covers is None:
        return ""
    first, last = Period.of(covers.first, "month").first_day, Period.of(covers.last, "month").last_day
    return "" if (first, last) == (covers.first, covers.last) else f"{first}..{last}"
