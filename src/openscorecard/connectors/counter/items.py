"""The counts of one item of a JSON report, in the layout of release 5 or of 5.1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from openscorecard.connectors.counter.faults import UnfitReport
from openscorecard.connectors.counter.header import month_of
from openscorecard.connectors.counter.tally import Tally, whole
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period

Item = Mapping[str, Any]
Refuse = Callable[[Fault], None]

_IDS = ("DOI", "ISBN", "Online_ISSN", "Print_ISSN", "Proprietary", "URI")


class ItemReader:
    """Adds items to a tally; what is wrong with a count is told to `refuse`, and the others are taken."""

    def __init__(self, tally: Tally, refuse: Refuse) -> None:
        self._tally, self._refuse = tally, refuse
        self._header = tally.header
        self._months: dict[tuple[str, str], Period] = {}
        self.counts = 0

    def read(self, item: Item) -> None:
        """Add every count of `item`. Raises UnfitReport where the item as a whole cannot be read."""
        platform = self._tally.word(item.get("Platform"), "Platform", required=True)
        title = self._tally.title(item.get(self._header.named_by), identifier(item.get("Item_ID")))
        # Components are parts of the item, and counted in it.
        told = item.get("Attribute_Performance")
        if told is not None:
            for part in objects(told, "Attribute_Performance"):
                self._of_5_1(platform, title, {**item, **part})
        elif item.get("Performance") is not None:
            self._of_5(platform, title, item)
        else:
            raise UnfitReport(item="Performance", reason="不存在", reason_en="is missing")

    def _of_5(self, platform: str, title: str, item: Item) -> None:
        kinds = self._kinds(item)
        for performance in objects(item["Performance"], "Performance"):
            period = performance.get("Period")
            if not isinstance(period, dict):
                raise UnfitReport(item="Period", reason="不存在", reason_en="is missing")
            span = (period.get("Begin_Date"), period.get("End_Date"))
            for instance in objects(performance.get("Instance"), "Instance"):
                self._add(platform, title, kinds, instance.get("Metric_Type"), span, instance.get("Count"))

    def _of_5_1(self, platform: str, title: str, part: Item) -> None:
        kinds = self._kinds(part)
        performance = part.get("Performance")
        if not isinstance(performance, dict):
            raise UnfitReport(item="Performance", reason="不是物件", reason_en="is no object")
        for metric, months in performance.items():
            if not isinstance(months, dict):
                raise UnfitReport(item=str(metric)[:40], reason="不是物件", reason_en="is no object")
            for month, count in months.items():
                self._add(platform, title, kinds, metric, (month, month), count)

    def _kinds(self, item: Item) -> tuple[str, str]:
        word = self._tally.word
        return (
            word(item.get("Data_Type"), "Data_Type") or self._header.data_type,
            word(item.get("Access_Method"), "Access_Method") or self._header.access_method,
        )

    def _add(
        self, platform: str, title: str, kinds: tuple[str, str], metric: Any, span: tuple[Any, Any], count: Any
    ) -> None:
        self.counts += 1
        try:
            name = self._tally.word(metric, "Metric_Type", required=True)
            self._tally.add((platform, title, name, *kinds), self._month(span), whole(count, name))
        except Fault as fault:
            self._refuse(fault)

    def _month(self, span: tuple[Any, Any]) -> Period:
        begin, end = (one if isinstance(one, str) else str(one) for one in span)
        month = self._months.get((begin, end))
        if month is None:
            month = month_of(begin, end)
            if len(self._months) < 1000:
                self._months[begin, end] = month
        return month


def objects(told: Any, item: str) -> Iterator[Item]:
    """The objects of a list; one that stands without a list counts as a list of one. Raises UnfitReport."""
    for one in told if isinstance(told, list) else [told]:
        if not isinstance(one, dict):
            raise UnfitReport(item=item, reason="不是物件", reason_en="is no object")
        yield one


def identifier(told: Any) -> str:
    """An identifier to call a nameless item by; empty where it has none."""
    found: dict[str, str] = {}
    if isinstance(told, dict):
        found = {str(kind): str(value) for kind, value in told.items() if isinstance(value, str)}
    elif isinstance(told, list):
        found = {str(one.get("Type")): str(one.get("Value")) for one in told if isinstance(one, dict)}
    values = [found[kind].strip() for kind in _IDS if found.get(kind)]
    return values[0][:200] if values else ""
