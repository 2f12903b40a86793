"""Logs of SIP2 as a source: every log that can hold the days wanted is read, and whole days are brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any

from openscorecard.connectors.connector import Findings, Harvest, Report, Watermark
from openscorecard.connectors.faults import SourceChanged, UnfitSource
from openscorecard.connectors.hashing import hashed
from openscorecard.connectors.kinds import Given
from openscorecard.connectors.sip2.messages import Message, decoded, read_line
from openscorecard.connectors.sip2.transactions import Reading, Transaction
from openscorecard.connectors.spans import by_month
from openscorecard.connectors.writing import HarvestWriter
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.text import Text

HEADS = ("occurred_at", "kind", "item_id", "patron_key", "branch", "terminal", "channel")
_ROLES = {"self_check", "sorter", "drop_box", "desk", "fastbook", "intelligent_library", "convenience_store"}
_LONGEST = 1 << 16  # bytes of a line that are read; no message is longer
_SILENT = timedelta(days=7)


class LogsConnector:
    """The logs of one folder. `machines` lead names to a branch and to what the machine is."""

    def __init__(self, given: Given) -> None:
        said = given.settings
        self.name, self.reach, self.key = given.name, given.reach, given.patron_key
        self.place, self.pattern, self.encoding = said["place"], said["pattern"], said["encoding"]
        self.overlap = said["overlap"]
        self.machines = {label: _machine(label, where) for label, where in said["machines"].items()}
        if PurePath(self.pattern).name != self.pattern or ".." in self.pattern:
            raise UnfitSource(item="pattern", reason=self.pattern)

    def look(self) -> Findings:
        files = self._files()
        sample, strange = Reading(), Counter[str]()
        found = list(sample.of(self._messages(files[-1]))) if files else []
        for one in found:
            if not self._machine_of(one, files[-1]):
                strange[" ".join(one.words) or one.institution or "?"] += 1
        says = Text(f"{len(files)} 個紀錄檔；最後一個有 {len(found)} 筆成功的交易",
                    f"{len(files)} logs; the last one tells of {len(found)} transactions")  # fmt: skip
        return Findings(says, tuple(_unknown(strange)), {"circulation": len(found)})

    def harvest(self, since: Watermark, until: date, folder: Path, report: Report) -> Iterator[Harvest]:
        first = date.fromisoformat(since["circulation"]) + timedelta(days=1 - self.overlap) if since else None
        wanted = [path for path in self._files() if first is None or _written(path) >= first]
        bringing = _Bringing(self, folder, first, until)
        with bringing:
            for place, path in enumerate(wanted):
                report(place, len(wanted))
                bringing.read(path)
            bringing.open_months()
        yield from bringing.harvests()

    # Lines and machines

    def _files(self) -> list[Path]:
        place = self.reach.folder(self.place)
        if not place.is_dir():
            raise SourceChanged(source=self.name, missing=self.place)
        files = [self.reach.folder(str(path)) for path in sorted(place.glob(self.pattern)) if path.is_file()]
        if not files:
            raise SourceChanged(source=self.name, missing=f"{self.place}/{self.pattern}")
        return files

    def _messages(self, path: Path) -> Iterator[Message]:
        with path.open("rb") as file:
            while line := file.readline(_LONGEST):
                if message := read_line(decoded(line, self.encoding)):
                    yield message

    def _machine_of(self, done: Transaction, path: Path) -> tuple[str, str, str] | None:
        """The machine's name, branch and role: by a word of its line, its log's name, its institution."""
        for label in (*done.words, path.stem, path.name, done.institution):
            if label in self.machines:
                return (label, *self.machines[label])
        return None

    def row(self, done: Transaction, path: Path) -> tuple[Any, ...] | None:
        """A transaction as circulation has it; None where nobody said which machine that is."""
        machine = self._machine_of(done, path)
        if machine is None:
            return None
        label, branch, role = machine
        patron = hashed(self.key, "sip2", done.patron) if done.patron else ""
        return (done.at, done.kind, done.item, patron, branch, label, role)


class _Bringing:
    """Rows on their way, a file for each month; and the days that any message told of."""

    def __init__(self, logs: LogsConnector, folder: Path, first: date | None, until: date) -> None:
        self._logs, self._folder, self._first, self._until = logs, folder, first, until
        self._stack, self._months = ExitStack(), dict[str, HarvestWriter]()
        self._days: set[date] = set()
        self._left_out, self._strange = Counter[str](), Counter[str]()

    def __enter__(self) -> None:
        self._stack.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def read(self, path: Path) -> None:
        """Take the transactions of one log."""
        reading = Reading(self._wants)
        for done in reading.of(self._noted(path)):
            day = done.at.date()
            if self._wants(day):
                row = self._logs.row(done, path)
                if row is None:
                    self._strange[" ".join(done.words) or done.institution or path.name] += 1
                else:
                    self._writer(day).add(row)
        self._left_out += reading.left_out

    def spans(self) -> tuple[Coverage, ...]:
        """The months from the first to the last day that any log told of: beyond it nobody knows."""
        return by_month([Coverage(min(self._days), max(self._days))]) if self._days else ()

    def open_months(self) -> None:
        """A file for every month, also where nothing happened."""
        for span in self.spans():
            self._writer(span.first)

    def harvests(self) -> Iterator[Harvest]:
        """A month at a time; all files are closed."""
        told = (*self._remarks(sorted(self._days)), *_unknown(self._strange))
        for span in self.spans():
            writer = self._writer(span.first)
            first, *more = writer.files
            reached = {"circulation": span.last.isoformat()}
            yield Harvest("circulation", first, writer.rows, "replace", span, reached, told, tuple(more))

    def _noted(self, path: Path) -> Iterator[Message]:
        for message in self._logs._messages(path):
            if message.at and self._wants(message.at.date()):
                self._days.add(message.at.date())
            yield message

    def _wants(self, day: date) -> bool:
        return day <= self._until and (self._first is None or day >= self._first)

    def _writer(self, day: date) -> HarvestWriter:
        month = str(Period.of(day, "month"))
        if month not in self._months:
            writer = HarvestWriter(self._folder, f"circulation-{month}", HEADS)
            self._months[month] = self._stack.enter_context(writer)
        return self._months[month]

    def _remarks(self, days: Sequence[date]) -> Iterator[Text]:
        for what, count in sorted(self._left_out.items()):
            if count:
                zh, en = _LEFT_OUT[what]
                yield Text(zh.format(count=count), en.format(count=count))
        for before, after in pairwise(days):
            if after - before > _SILENT:
                yield Text(
                    f"{before} 到 {after} 之間沒有任何紀錄", f"no log says anything between {before} and {after}"
                )


def _machine(label: str, where: str) -> tuple[str, str]:
    branch, _, role = where.partition(":")
    if not branch.strip() or (role and role.strip() not in _ROLES):
        raise UnfitSource(item=label, reason=where)
    return branch.strip(), role.strip() or "self_check"


def _written(path: Path) -> date:
    """The day a log was written to last: later days it cannot hold."""
    return datetime.fromtimestamp(path.stat().st_mtime, TAIPEI).date()


def _unknown(strange: Counter[str]) -> Iterator[Text]:
    for label, count in strange.most_common(20):
        shown = label.strip()[:60] or "?"
        yield Text(f"機器「{shown}」不在設定中，{count} 筆交易未計入",
                   f"the machine “{shown}” is not listed; {count} transactions were left out")  # fmt: skip


_LEFT_OUT = {
    "refused": ("{count} 筆請求未成功，未計入", "{count} requests were refused and are not counted"),
    "repeated": ("{count} 筆重送的訊息只計一次", "{count} repeated messages are counted once"),
    "second scan": (
        "{count} 筆歸還是同一次還書的第二次掃描，未計入",
        "{count} returns are second scans of one return and were left out",
    ),
    "no time": ("{count} 筆交易沒有時間，未計入", "{count} transactions have no time and were left out"),
}
