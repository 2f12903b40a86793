"""Koha's statistics as circulation: items and patrons that are gone are found among the deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from openscorecard.connectors.hashing import age_band, hashed
from openscorecard.connectors.koha.channels import Channels, SipLogins
from openscorecard.connectors.koha.loans import Loans, returns_first
from openscorecard.connectors.koha.tables import ACTION_LOGS, Tables
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.text import Text

if TYPE_CHECKING:
    from openscorecard.connectors.koha.library import KohaConnector

HEADS = (
    "occurred_at", "kind", "item_id", "item_class", "patron_key", "age_band", "branch", "terminal", "channel",
)  # fmt: skip
KINDS = {
    "issue": "issue",
    "renew": "renew",
    "return": "return",
    "localuse": "in_house",
    "onsite_checkout": "in_house",
}
_DAY = timedelta(days=1)


class Circulation:
    """The transactions of a span of days, in the order of time."""

    def __init__(self, library: KohaConnector, tables: Tables) -> None:
        self.library, self.tables = library, tables
        knows_logins = tables.has("action_logs", *ACTION_LOGS) and tables.has("borrowers", "userid")
        self.channels = Channels(library.settings, tables.has("statistics", "interface"), knows_logins)
        self.loans = Loans(tables)
        self.left_out: Counter[str] = Counter()
        self._statistical = self._categories()

    def first_day(self) -> date | None:
        """The day of the earliest transaction."""
        from sqlalchemy import func, select

        statistics = self.tables.of("statistics")
        wanted = select(func.min(statistics.c.datetime)).where(statistics.c.type.in_(tuple(KINDS)))
        found: datetime | None = self.tables.connection.scalar(wanted)
        return found.date() if found else None

    def rows(self, span: Coverage) -> Iterator[tuple[Any, ...]]:
        """The rows of `span` as circulation has them, day by day."""
        day = span.first
        while day <= span.last:
            yield from self._day(day)
            day += _DAY

    def remarks(self) -> Iterator[Text]:
        """What was left out, and what could not be told."""
        yield from self.channels.remarks()
        if count := self.left_out["second scan"]:
            yield Text(f"{count} 筆沒有讀者的歸還是同一次還書的第二次掃描，未計入",
                       f"{count} returns without a patron are second scans of one return, left out")  # fmt: skip

    def _day(self, day: date) -> Iterator[tuple[Any, ...]]:
        start = datetime.combine(day, time())
        found = self.tables.connection.execute(self._wanted(start)).all()
        logins = self._logins(start)
        self.loans.before((row.itemnumber for row in found if row.itemnumber is not None), start)
        for row in found:
            if row.type == "return" and row.borrowernumber is None:
                self.left_out["second scan"] += 1  # the sorter saw the item once more
                continue
            yield self._row(row, logins)

    def _row(self, row: Any, logins: SipLogins) -> tuple[Any, ...]:
        renewed = self.loans.is_renewal(row.type, row.itemnumber, row.borrowernumber)
        kind = "renew" if renewed else KINDS[row.type]
        statistical = (row.categorycode or "") in self._statistical
        if statistical and kind == "issue":
            kind = "in_house"  # a loan to an account that only counts is use in the house
        patron = "" if statistical or row.borrowernumber is None else row.borrowernumber
        login = logins.of(row.type, row.itemnumber, row.datetime)
        channel, terminal = self.channels.of(row.branch or "", row.interface, login)
        return (
            row.datetime,
            kind,
            row.itemnumber,
            self.library.item_class(row.itype or row.itemtype),
            hashed(self.library.key, "koha", patron) if patron != "" else "",
            age_band(row.dateofbirth, row.datetime.date()) if patron != "" else "",
            row.branch,
            terminal,
            channel,
        )

    def _wanted(self, start: datetime) -> Any:
        """The statistics of a day, joined to items and patrons that are there or were."""
        from sqlalchemy import func, select

        statistics, tables = self.tables.of("statistics"), self.tables
        items, gone_items = tables.of("items"), tables.of("deleteditems")
        people, gone_people = tables.of("borrowers"), tables.of("deletedborrowers")
        item, patron = statistics.c.itemnumber, statistics.c.borrowernumber
        return (
            select(
                statistics.c.datetime, statistics.c.branch, statistics.c.type, item, statistics.c.itemtype, patron,
                tables.optional(statistics, "interface"),
                func.coalesce(items.c.itype, gone_items.c.itype).label("itype"),
                func.coalesce(people.c.dateofbirth, gone_people.c.dateofbirth).label("dateofbirth"),
                func.coalesce(people.c.categorycode, gone_people.c.categorycode).label("categorycode"),
            )
            .select_from(statistics)
            .outerjoin(items, items.c.itemnumber == item)
            .outerjoin(gone_items, gone_items.c.itemnumber == item)
            .outerjoin(people, people.c.borrowernumber == patron)
            .outerjoin(gone_people, gone_people.c.borrowernumber == patron)
            .where(statistics.c.datetime >= start, statistics.c.datetime < start + _DAY)
            .where(statistics.c.type.in_(tuple(KINDS)))
            .order_by(statistics.c.datetime, returns_first(statistics))
        )  # fmt: skip

    def _logins(self, start: datetime) -> SipLogins:
        from sqlalchemy import select

        if not self.channels.asks_logins():
            return SipLogins(())
        logs, people = self.tables.of("action_logs"), self.tables.of("borrowers")
        minute = timedelta(minutes=2)
        wanted = (
            select(logs.c.timestamp, logs.c.action, logs.c.info, people.c.userid)
            .select_from(logs)
            .join(people, people.c.borrowernumber == logs.c.user)
            .where(logs.c.module == "CIRCULATION", logs.c.interface == "sip")
            .where(logs.c.timestamp >= start - minute, logs.c.timestamp < start + _DAY + minute)
        )
        return SipLogins(self.tables.connection.execute(wanted))

    def _categories(self) -> frozenset[str]:
        """The categories of accounts that stand for no person."""
        from sqlalchemy import select

        categories = self.tables.of("categories")
        wanted = select(categories.c.categorycode).where(categories.c.category_type == "X")
        return frozenset(code for (code,) in self.tables.connection.execute(wanted))
