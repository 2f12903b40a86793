"""A COUNTER report as JSON: its head, and its items one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from openscorecard.connectors.counter.exceptions import Said, exceptions_in
from openscorecard.connectors.counter.faults import UnfitReport
from openscorecard.connectors.counter.header import Header, header_of_json
from openscorecard.connectors.counter.items import ItemReader
from openscorecard.connectors.counter.scanning import Scanner
from openscorecard.connectors.counter.tally import Tally
from openscorecard.domain.faults import Fault

_ITEMS, _HEAD, _WRAPPER = "Report_Items", "Report_Header", "body"
_KEPT = 200  # members beside the items, in a body that is its own head


class JsonReport:
    """One reading of a JSON text.

    Afterwards `header` is None where the body says nothing of a report, `exceptions` are all that were found,
    `has_items` says whether there was a list of items, `counts` how many counts it held.
    """

    def __init__(self, text: str, platforms: Mapping[str, str], refuse: Callable[[Fault], None]) -> None:
        self._scanner = Scanner(text)
        self._platforms, self._refuse = platforms, refuse
        self.header: Header | None = None
        self.tally: Tally | None = None
        self.exceptions: tuple[Said, ...] = ()
        self.has_items = False
        self.counts = 0
        self._beside: dict[str, Any] = {}
        self._items_at = -1
        self._at = 0
        self._read = False

    def read(self) -> None:
        """Go through the text once, twice where its head comes last. Raises faults of the report as a whole."""
        scanner = self._scanner
        start = scanner.skip(0)
        if scanner.kind(start) == "{":
            end = scanner.members(start, self._member)
        else:
            said, end = scanner.value(start)
            self.exceptions = exceptions_in(said)
        if scanner.skip(end) != len(scanner.text):
            scanner.broken(scanner.skip(end), "…")
        self._finish()

    def _member(self, key: str, at: int) -> int:
        scanner = self._scanner
        if key == _WRAPPER and scanner.kind(at) == "{":
            return scanner.members(at, self._member)
        if key == _ITEMS and scanner.kind(at) == "[":
            if self._items_at >= 0:
                scanner.broken(at, f"{_ITEMS} × 2")
            self._items_at, self.has_items = at, True
            if self.header is None:
                return scanner.elements(at, lambda _, one: scanner.value(one)[1])
            return self._items()
        value, end = scanner.value(at)
        if key == _HEAD and isinstance(value, dict) and self.header is None:
            self._head(value, at)
        if len(self._beside) < _KEPT:
            self._beside[key] = value
        return end

    def _head(self, value: Mapping[str, Any], at: int) -> None:
        self.exceptions = exceptions_in(dict(value))
        try:
            self.header = header_of_json(value)
        except Fault as fault:
            # An answer that only says why there is no report may leave its head empty.
            if self._items_at >= 0 or not self.exceptions:
                raise fault.at(*self._scanner.place(at)) from None

    def _finish(self) -> None:
        found = exceptions_in({key: value for key, value in self._beside.items() if key != _HEAD})
        self.exceptions = tuple(dict.fromkeys((*self.exceptions, *found)))
        if self.header is None and self._beside and (self.has_items or "Report_ID" in self._beside):
            head = self._beside.get(_HEAD)
            self.header = header_of_json(head if isinstance(head, dict) else self._beside)
        if self.has_items and not self._read:
            if self.header is None:
                raise UnfitReport(item=_HEAD, reason="不存在", reason_en="is missing")
            self._items()

    def _items(self) -> int:
        if self.header is None:
            raise AssertionError("items are read after the head")
        self._read = True
        self.tally = Tally(self.header, self._platforms)
        reader = ItemReader(self.tally, self._refused)
        end = self._scanner.elements(self._items_at, lambda _, at: self._item(reader, at))
        self.counts = reader.counts
        return end

    def _item(self, reader: ItemReader, at: int) -> int:
        """One item, or the items below one parent, whose own figures they are."""
        scanner, item = self._scanner, dict[str, Any]()
        self._at = at
        below = False
        if scanner.kind(at) != "{":
            _, end = scanner.value(at)
            self._refused(UnfitReport(item=_ITEMS, reason="不是物件", reason_en="holds something else than an object"))
            return end

        def member(key: str, begin: int) -> int:
            nonlocal below
            if key == "Items" and scanner.kind(begin) == "[":
                below = True
                return scanner.elements(begin, lambda _, one: self._item(reader, one))
            item[key], end = scanner.value(begin)
            return end

        end = scanner.members(at, member)
        self._at = at
        if not below or "Performance" in item or "Attribute_Performance" in item:
            try:
                reader.read(item)
            except Fault as fault:
                self._refused(fault)
        return end

    def _refused(self, fault: Fault) -> None:
        self._refuse(fault.at(*self._scanner.place(self._at)))
