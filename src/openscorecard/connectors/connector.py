"""What every connector offers: a look at the source, and harvests of its rows as plain files of our own contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.text import Text

Mode = Literal["append", "replace", "correct", "update"]
Watermark = Mapping[str, str]
"""How far a source has been read, in the connector's own words; empty before the first time."""

Report = Callable[[int, int], None]
"""Told from time to time how much is done, and of how much (0 where nobody knows)."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """Rows of one dataset: `file` is a CSV (UTF-8) with the dataset's field names as heads, `more` are others like it.

    Values are written as `formats.datasets` reads them (ISO days, moments with offset, plain decimals, lists joined by
    semicolons). `columns` leads fields to other heads, or to values written with `=`, where the file's own are not
    ours, and `values` by field its texts to our choices. `rows` is 0 where nobody has counted. `covers` is None where
    the rows themselves tell. `watermark` is how far the source has been read once these rows are stored: storing the
    same harvest again, after a crash, must change nothing. `whole_of` (with mode `update`) names the fields whose
    values together name a part that the rows tell anew and whole: its stored rows, in the days of `covers`, that did
    not come again count 0 from then on.
    """

    dataset: str
    file: Path
    rows: int
    mode: Mode
    covers: Coverage | None
    watermark: Watermark
    remarks: tuple[Text, ...] = ()
    more: tuple[Path, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    whole_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at the source found: a sentence of what is there, and what the connector cannot tell from it.

    `columns` are what its table calls its columns, each with the kind of value it holds, for mapping by form.
    """

    says: Text
    remarks: tuple[Text, ...] = ()
    datasets: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


class Connector(Protocol):
    """One configured source. Everything raised for the source's sake is a SourceFault."""

    def look(self) -> Findings:
        """Reach the source as it is configured, read as little as possible, change nothing."""

    def harvest(self, since: Watermark, until: date, folder: Path, report: Report) -> Iterator[Harvest]:
        """Rows that came or changed since the watermark, up to and with the day `until`, written below `folder`.

        Each harvest may be stored before the next one is asked for.
        """
