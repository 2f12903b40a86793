"""A COUNTER report as a table: labelled cells above, then a column for each month."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from openscorecard.connectors.counter.cells import Row
from openscorecard.connectors.counter.exceptions import Said
from openscorecard.connectors.counter.faults import NotMonthly, UnfitReport
from openscorecard.connectors.counter.header import Header, header_of_table
from openscorecard.connectors.counter.tally import Tally, whole
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period

_LABELS = 40  # rows above the table, at most
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = re.compile(r"([A-Za-z]{3})[a-z]{0,6}[-\s]?(\d{4}|\d{2})", re.ASCII)
_IDS = ("DOI", "ISBN", "Online_ISSN", "Print_ISSN", "Proprietary_ID", "URI")
_COMPONENT = "Component_"


class TableReport:
    """One reading of a table; see `JsonReport` for what it leaves."""

    def __init__(self, rows: Iterable[Row], platforms: Mapping[str, str], refuse: Callable[[Fault], None]) -> None:
        self._rows, self._platforms, self._refuse = rows, platforms, refuse
        self.header: Header | None = None
        self.tally: Tally | None = None
        self.exceptions: tuple[Said, ...] = ()
        self.has_items = False
        self.counts = 0

    def read(self) -> None:
        """Go through the rows once. Raises faults of the report as a whole."""
        labels: dict[str, str] = {}
        table: _Table | None = None
        for number, cells in self._rows:
            if table is not None:
                self.counts += table.read(number, cells)
                continue
            words = [_word(cell) for cell in cells]
            if "Metric_Type" in words and "Platform" in words:
                header = self._head(labels)
                self.tally = Tally(header, self._platforms)
                self.has_items = True
                table = _Table(self.tally, self._refuse, number, cells, words)
            elif words and words[0]:
                labels.setdefault(words[0], " ".join(filter(None, words[1:])))
                if len(labels) > _LABELS:
                    break
        if table is None:
            self._head(labels)

    def _head(self, labels: Mapping[str, str]) -> Header:
        self.header = header_of_table(labels)
        self.exceptions = self.header.exceptions
        return self.header


class _Table:
    """The columns of one table, and its rows on their way into the tally."""

    def __init__(
        self,
        tally: Tally,
        refuse: Callable[[Fault], None],
        number: int,
        heads: Sequence[object],
        words: Sequence[str],
    ) -> None:
        self._tally, self._refuse = tally, refuse
        self._columns = {word: place for place, word in reversed(list(enumerate(words))) if word}
        named = tally.header.named_by
        if named and named not in self._columns:
            raise UnfitReport(row=number, item=named, reason="欄位不存在", reason_en="there is no such column")
        self._months = {place: month for place, head in enumerate(heads) if (month := month_of_head(head))}
        if not self._months:
            total = "Reporting_Period_Total"
            raise NotMonthly(row=number, column=self._columns.get(total, -1) + 1, text=total)
        if len(set(self._months.values())) < len(self._months):
            raise UnfitReport(row=number, item="Reporting_Period", reason="月份重複", reason_en="a month stands twice")
        self._components = [place for word, place in self._columns.items() if word.startswith(_COMPONENT)]

    def read(self, number: int, cells: Sequence[object]) -> int:
        """Add the counts of one row; gives how many there were."""
        if not any(_word(cell) for cell in cells):
            return 0
        if any(_word(_at(cells, place)) for place in self._components):
            return 0  # a part of an item that is counted in the item's own row
        try:
            key = self._key(cells)
        except Fault as fault:
            self._refuse(fault.at(number, self._columns.get(fault.facts.get("item", ""), -1) + 1))
            return 1
        for place, month in self._months.items():
            try:
                self._count(key, month, _at(cells, place))
            except Fault as fault:
                self._refuse(fault.at(number, place + 1))
        return len(self._months)

    def _count(self, key: tuple[str, str, str, str, str], month: Period, cell: object) -> None:
        count = whole("0" if cell is None or cell == "" else cell, f"{key[2]} {month}")
        if count or self._tally.header.covers.contains(month.first_day):
            self._tally.add(key, month, count)

    def _key(self, cells: Sequence[object]) -> tuple[str, str, str, str, str]:
        said = {word: _word(_at(cells, place)) for word, place in self._columns.items()}
        word, header = self._tally.word, self._tally.header
        fallback = next((said[name] for name in _IDS if said.get(name)), "")
        return (
            word(said.get("Platform"), "Platform", required=True),
            self._tally.title(said.get(header.named_by), fallback),
            word(said.get("Metric_Type"), "Metric_Type", required=True),
            word(said.get("Data_Type"), "Data_Type") or header.data_type,
            word(said.get("Access_Method"), "Access_Method") or header.access_method,
        )


def month_of_head(head: object) -> Period | None:
    """The month a column stands for: `Jan-2022`, `Feb-19`, `2022-01`, or a day as workbooks keep it."""
    if isinstance(head, date):
        return Period.of(head, "month")
    text = _word(head)
    if found := _MONTH.fullmatch(text):
        name, year = found[1].lower(), int(found[2])
        if name in _MONTHS:
            year += 2000 if year < 100 else 0
            return Period("month", year, _MONTHS.index(name) + 1) if year >= 1900 else None
    if found := re.fullmatch(r"((?:19|20)\d{2})-(0[1-9]|1[0-2])", text, re.ASCII):
        return Period("month", int(found[1]), int(found[2]))
    return None


def _at(cells: Sequence[object], place: int) -> object:
    return cells[place] if place < len(cells) else None


def _word(cell: object) -> str:
    if isinstance(cell, str):
        return cell.strip(" \t\r\n\ufeff\u00a0")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
