"""Questions and answers of one log as transactions: only what was answered with yes, and each of it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openscorecard.connectors.sip2.messages import Message

_ANSWERS = {"12": "11", "10": "09", "30": "29"}
_KINDS = {"12": "issue", "10": "return", "30": "renew"}
_SAID_AGAIN = timedelta(seconds=60)
_SECOND_SCAN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Transaction:
    """Something that was done at a machine. `words` are what its line said of the machine."""

    at: datetime
    kind: str
    item: str
    patron: str
    institution: str
    words: tuple[str, ...]


class Reading:
    """The transactions of one log. `left_out` counts what was refused, repeated or scanned twice on wanted days."""

    def __init__(self, wants: Callable[[date], bool] = lambda day: True) -> None:
        self._wants = wants
        self.left_out: Counter[str] = Counter()
        self._asked: dict[tuple[str, ...], Message] = {}
        self._last: dict[tuple[str, ...], tuple[tuple[str, ...], datetime]] = {}
        self._back: dict[str, datetime] = {}

    def of(self, messages: Iterable[Message]) -> Iterator[Transaction]:
        """The transactions in the order of the log."""
        for message in messages:
            if message.ok is None:
                self._asked[message.words] = message
            elif (done := self._answered(message)) and self._is_new(message, done):
                yield done

    def _answered(self, message: Message) -> Transaction | None:
        asked = self._asked.get(message.words)
        if asked and (asked.code != _ANSWERS[message.code] or asked.sequence != message.sequence):
            asked = None  # the answer to a question that this log does not hold
        if not message.ok:
            self._leave("refused", message.at)
            return None
        fields = {**(asked.fields if asked else {}), **{name: text for name, text in message.fields.items() if text}}
        at = message.at or (asked.at if asked else None)
        if at is None:
            self._leave("no time", None)
            return None
        kind = "renew" if message.again and message.code == "12" else _KINDS[message.code]
        return Transaction(at, kind, fields.get("AB", ""), fields.get("AA", ""), fields.get("AO", ""), message.words)

    def _is_new(self, message: Message, done: Transaction) -> bool:
        return not self._is_repeated(message, done) and not self._is_second_scan(done)

    def _is_repeated(self, message: Message, done: Transaction) -> bool:
        """Whether the line says once more what it said: a machine asks again when no answer came in time."""
        said = (message.code, message.sequence, done.item, done.patron)
        before, self._last[message.words] = self._last.get(message.words), (said, done.at)
        again = before is not None and before[0] == said
        near = before is not None and abs(done.at - before[1]) <= (_SAID_AGAIN if message.sequence else timedelta())
        if again and near:
            self._leave("repeated", done.at)
        return again and near

    def _is_second_scan(self, done: Transaction) -> bool:
        """Whether a return is that of an item just returned: a sorter scans what a machine took in."""
        if not done.item:
            return False
        if done.kind != "return":
            self._back.pop(done.item, None)
            return False
        before = self._back.get(done.item)
        self._back[done.item] = done.at
        second = before is not None and abs(done.at - before) <= _SECOND_SCAN
        if second:
            self._leave("second scan", done.at)
        return second

    def _leave(self, what: str, at: datetime | None) -> None:
        if at is None or self._wants(at.date()):
            self.left_out[what] += 1
