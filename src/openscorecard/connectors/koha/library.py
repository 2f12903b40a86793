"""A Koha as a source: circulation by days since the watermark, everything else whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from openscorecard.connectors.connector import Findings, Harvest, Report, Watermark
from openscorecard.connectors.database.table import server_of
from openscorecard.connectors.faults import SourceEmpty, UnfitSource
from openscorecard.connectors.kinds import Given
from openscorecard.connectors.koha.channels import Channels
from openscorecard.connectors.koha.circulation import HEADS, Circulation
from openscorecard.connectors.koha.extracts import HEADS as EXTRACTED
from openscorecard.connectors.koha.extracts import Extracts
from openscorecard.connectors.koha.tables import ACTION_LOGS, NEEDED, Tables, check_all
from openscorecard.connectors.spans import by_month
from openscorecard.connectors.writing import HarvestWriter
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.text import Text

_CLASSES = {"print", "av", "serial", "other"}
_ROWS_A_REPORT = 20_000
_OF = {"circulation": "statistics", "holdings": "items", "cards": "borrowers", "branches": "branches"}


class KohaConnector:
    """One Koha. `key` keys the hashes of its patrons."""

    def __init__(self, given: Given) -> None:
        self.name, self.settings, self.key = given.name, given.settings, given.patron_key
        self.server = server_of(given)
        self.fills = [name for name in _OF if name in self.settings["fills"]]
        self.start = _start(self.settings["start"])
        for code, wanted in self.settings["item_classes"].items():
            if wanted not in _CLASSES:
                raise UnfitSource(item=code, reason=wanted)
        self._strange: Counter[str] = Counter()

    def item_class(self, itemtype: str | None) -> str:
        """Our class of an item type of Koha; empty, and counted, where nobody said."""
        found: str | None = self.settings["item_classes"].get(itemtype or "")
        if found is None and itemtype:
            self._strange[itemtype] += 1
        return found or ""

    # Looking

    def look(self) -> Findings:
        from sqlalchemy import func, select

        with self.server.reading() as connection:
            tables = Tables(connection, self.name)
            check_all(tables, tuple(NEEDED))
            counts = {
                name: int(connection.scalar(select(func.count()).select_from(tables.of(_OF[name]))) or 0)
                for name in self.fills
            }
            remarks = tuple(self._cannot_tell(tables))
        told = [f"{_OF[name]} {count}" for name, count in counts.items()]
        zh, en = "、".join(told), ", ".join(told)
        return Findings(Text(f"連上 Koha：{zh} 列", f"Koha answers; rows: {en}"), remarks, counts)

    def _cannot_tell(self, tables: Tables) -> Iterator[Text]:
        if self.server.tls == "off":
            yield Text("連線沒有加密", "the connection is not encrypted")
        knows = tables.has("statistics", "interface")
        logins = tables.has("action_logs", *ACTION_LOGS)
        if not knows:
            yield Text("這個版本沒有 statistics.interface，無法判斷借閱的管道",
                       "this version has no statistics.interface: the channel of loans cannot be told")  # fmt: skip
        elif Channels(self.settings, knows, logins).sorters and not logins:
            yield Text("看不到 action_logs，分揀機使用 SIP 的館所無法判斷管道",
                       "action_logs cannot be seen: where a sorter speaks SIP the channel cannot be told")  # fmt: skip

    # Harvesting

    def harvest(self, since: Watermark, until: date, folder: Path, report: Report) -> Iterator[Harvest]:
        with self.server.reading() as connection:
            tables, reached = Tables(connection, self.name), dict(since)
            check_all(tables, tuple(NEEDED))
            for dataset in ("branches", "holdings", "cards"):
                if dataset in self.fills:
                    reached = {**reached, dataset: until.isoformat()}
                    yield self._whole(dataset, tables, until, folder, reached, report)
            if "circulation" in self.fills:
                yield from self._circulation(tables, reached, until, folder, report)

    def _whole(
        self, dataset: str, tables: Tables, until: date, folder: Path, reached: Watermark, report: Report
    ) -> Harvest:
        self._strange.clear()
        extracts = Extracts(self, tables, until)
        with HarvestWriter(folder, dataset, EXTRACTED[dataset]) as writer:
            for row in extracts.of(dataset):
                writer.add(row)
                if writer.rows % _ROWS_A_REPORT == 0:
                    report(writer.rows, 0)
        if not writer.rows:
            raise SourceEmpty(source=self.name, table=_OF[dataset])
        first, *more = writer.files
        remarks = (*extracts.remarks(), *self._unclassed())
        covers = Coverage(until, until)
        return Harvest(dataset, first, writer.rows, "replace", covers, reached, remarks, tuple(more))

    def _circulation(
        self, tables: Tables, reached: Watermark, until: date, folder: Path, report: Report
    ) -> Iterator[Harvest]:
        told = Circulation(self, tables)
        for span in by_month(self._spans(told, reached, until)):
            self._strange.clear()
            told.channels.untold.clear()
            told.left_out.clear()
            with HarvestWriter(folder, f"circulation-{span.first}", HEADS) as writer:
                for row in told.rows(span):
                    writer.add(row)
                    if writer.rows % _ROWS_A_REPORT == 0:
                        report(writer.rows, 0)
            first, *more = writer.files
            reached = {**reached, "circulation": span.last.isoformat()}
            remarks = (*told.remarks(), *self._unclassed())
            yield Harvest("circulation", first, writer.rows, "replace", span, reached, remarks, tuple(more))

    def _spans(self, told: Circulation, since: Watermark, until: date) -> tuple[Coverage, ...]:
        first = told.first_day()
        if first is None:
            return ()
        first = max(first, self.start or first)
        if read := since.get("circulation"):
            first = max(first, date.fromisoformat(read) + timedelta(days=1 - self.settings["overlap"]))
        return (Coverage(min(first, until), until),) if first <= until or read else ()

    def _unclassed(self) -> Iterator[Text]:
        if self._strange:
            names = sorted(self._strange)
            zh, en = "、".join(names), ", ".join(names)
            yield Text(f"資料類型代碼 {zh} 沒有對應，留空", f"item types {en} have no class and are left empty")


def _start(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnfitSource(item="start", reason=text) from None
