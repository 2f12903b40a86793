"""Which checkout is a renewal: one of an item that is out to the same patron already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from openscorecard.connectors.koha.tables import Tables

_ITEMS_A_QUESTION = 500
_OUT, _BACK = ("issue", "onsite_checkout"), ("return",)


class Loans:
    """Who has which item, from what happened before."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._out: dict[int, int | None] = {}

    def before(self, items: Iterable[int], moment: datetime) -> None:
        """Learn the state at `moment` of items that have not been met yet."""
        from sqlalchemy import select

        new = sorted({item for item in items if item not in self._out})
        statistics = self._tables.of("statistics")
        for start in range(0, len(new), _ITEMS_A_QUESTION):
            part = new[start : start + _ITEMS_A_QUESTION]
            self._out.update(dict.fromkeys(part))
            wanted = (
                select(statistics.c.itemnumber, statistics.c.type, statistics.c.borrowernumber)
                .where(statistics.c.itemnumber.in_(part), statistics.c.datetime < moment)
                .where(statistics.c.type.in_((*_OUT, *_BACK)))
                .order_by(statistics.c.datetime, returns_first(statistics))
            )
            for item, kind, patron in self._tables.connection.execute(wanted):
                self._take(item, kind, patron)

    def is_renewal(self, kind: str, item: int | None, patron: int | None) -> bool:
        """Whether this transaction, the next in time, renews; it is remembered."""
        if item is None:
            return False
        again = kind == "issue" and patron is not None and self._out.get(item) == patron
        self._take(item, kind, patron)
        return again

    def _take(self, item: int, kind: str, patron: int | None) -> None:
        if kind in _OUT:
            self._out[item] = patron
        elif kind in _BACK:
            self._out[item] = None


def returns_first(statistics: Any) -> Any:
    """Within one second an item comes back before it goes out again."""
    from sqlalchemy import case

    return case((statistics.c.type == "return", 0), else_=1)
