"""What lives for years in Koha, whole: items, cards and branches, those that are gone included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from openscorecard.connectors.hashing import age_band, hashed
from openscorecard.connectors.koha.tables import Tables
from openscorecard.domain.text import Text

if TYPE_CHECKING:
    from openscorecard.connectors.koha.library import KohaConnector

Row = tuple[Any, ...]
HEADS = {
    "holdings": ("item_id", "item_class", "branch", "acquired_on", "withdrawn_on", "lost_on"),
    "cards": ("card_id", "patron_key", "card_type", "issued_on", "expires_on", "closed_on", "category", "branch",
              "age_band"),
    "branches": ("branch", "name", "district", "type"),
}  # fmt: skip
_KINDS = {"S": "staff", "X": "statistics"}


class Extracts:
    """The rows of each dataset up to and with a day, and what was left out."""

    def __init__(self, library: KohaConnector, tables: Tables, until: date) -> None:
        self.library, self.tables, self.until = library, tables, until
        self.counted: Counter[str] = Counter()

    def of(self, dataset: str) -> Iterator[Row]:
        """The rows of holdings, cards or branches."""
        makers: dict[str, Callable[[], Iterator[Row]]] = {
            "holdings": self._holdings,
            "cards": self._cards,
            "branches": self._branches,
        }
        self.counted.clear()
        return makers[dataset]()

    def remarks(self) -> Iterator[Text]:
        """What was left out or mended since the last dataset began."""
        for what, count in sorted(self.counted.items()):
            zh, en = _REMARKS[what]
            yield Text(zh.format(count=count), en.format(count=count))

    # Items

    def _holdings(self) -> Iterator[Row]:
        for table, gone in (("items", False), ("deleteditems", True)):
            for row in self.tables.rows(self._items(table)):
                acquired = _day(row.dateaccessioned)
                if acquired is None:
                    self.counted["no acquisition"] += 1
                elif acquired <= self.until:
                    left = _day(row.withdrawn_on) if gone or row.withdrawn else None
                    left = left or (_day(row.deleted_on) or _day(row.timestamp) if gone else None)
                    lost = _day(row.itemlost_on) if row.itemlost else None
                    if row.itemlost and lost is None:
                        self.counted["lost without a day"] += 1
                    yield (
                        row.itemnumber, self.library.item_class(row.itype), row.homebranch, acquired,
                        self._after(acquired, left), self._after(acquired, lost),
                    )  # fmt: skip

    def _items(self, table: str) -> Any:
        from sqlalchemy import select

        items = self.tables.of(table)
        names = ("withdrawn", "withdrawn_on", "itemlost", "itemlost_on", "deleted_on", "timestamp")
        optional = [self.tables.optional(items, name) for name in names]
        wanted = select(items.c.itemnumber, items.c.homebranch, items.c.dateaccessioned, items.c.itype, *optional)
        if table == "deleteditems":
            there = self.tables.of("items")
            wanted = wanted.where(items.c.itemnumber.not_in(select(there.c.itemnumber)))  # it came back
        return wanted

    # Cards

    def _cards(self) -> Iterator[Row]:
        kinds = self._category_kinds()
        for table, gone in (("borrowers", False), ("deletedborrowers", True)):
            for row in self.tables.rows(self._people(table)):
                issued = _day(row.dateenrolled)
                if kinds.get(row.categorycode) == "X":
                    continue  # it stands for no person
                if issued is None:
                    self.counted["no enrolment"] += 1
                elif issued <= self.until:
                    yield self._card(row, issued, gone, kinds)

    def _card(self, row: Any, issued: date, gone: bool, kinds: dict[str, str]) -> Row:
        key = self.library.key
        closed = _day(row.updated_on) or self.until if gone else None
        return (
            hashed(key, "koha card", row.borrowernumber),
            hashed(key, "koha", row.borrowernumber),
            self.library.settings["card_types"].get(row.categorycode, ""),
            issued,
            self._after(issued, _day(row.dateexpiry)),
            self._after(issued, closed),
            _KINDS.get(kinds.get(row.categorycode, ""), row.categorycode),
            row.branchcode,
            age_band(_day(row.dateofbirth), issued),
        )

    def _people(self, table: str) -> Any:
        from sqlalchemy import select

        people = self.tables.of(table)
        names = ("borrowernumber", "branchcode", "categorycode", "dateenrolled", "dateexpiry", "dateofbirth")
        wanted = select(*(people.c[name] for name in names), self.tables.optional(people, "updated_on"))
        if table == "deletedborrowers":
            there = self.tables.of("borrowers")
            wanted = wanted.where(people.c.borrowernumber.not_in(select(there.c.borrowernumber)))
        return wanted

    def _category_kinds(self) -> dict[str, str]:
        from sqlalchemy import select

        categories = self.tables.of("categories")
        wanted = select(categories.c.categorycode, categories.c.category_type)
        return {code: kind or "" for code, kind in self.tables.connection.execute(wanted)}

    # Branches

    def _branches(self) -> Iterator[Row]:
        from sqlalchemy import select

        branches = self.tables.of("branches")
        city = self.tables.optional(branches, "branchcity")
        types = self.library.settings["branch_types"]
        for code, name, district in self.tables.rows(select(branches.c.branchcode, branches.c.branchname, city)):
            yield code, name, district, types.get(code, "branch")

    def _after(self, start: date, end: date | None) -> date | None:
        """The end of something, never before its beginning: dates of a system contradict each other now and then."""
        if end is not None and end < start:
            self.counted["ends before it begins"] += 1
            return start
        return end


def _day(found: Any) -> date | None:
    return found.date() if isinstance(found, datetime) else found if isinstance(found, date) else None


_REMARKS = {
    "no acquisition": (
        "{count} 件館藏沒有入藏日，未計入",
        "{count} items have no day of acquisition and were left out",
    ),
    "lost without a day": ("{count} 件遺失的館藏沒有遺失日", "{count} lost items have no day of their loss"),
    "no enrolment": ("{count} 位讀者沒有辦證日，未計入", "{count} patrons have no day of enrolment and were left out"),
    "ends before it begins": (
        "{count} 筆的結束日早於開始日，以開始日計",
        "{count} rows end before they begin; they end on the day they begin",
    ),
}
