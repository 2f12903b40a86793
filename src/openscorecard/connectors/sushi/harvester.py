"""Fetches a COUNTER report month by month, from the first that is wanted to the last that has ended."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from openscorecard.connectors.connector import Findings, Harvest, Report, Watermark
from openscorecard.connectors.counter.tally import COLUMNS, DATASET
from openscorecard.connectors.faults import SourceFault, SourceIncomplete, SourceNotReady
from openscorecard.connectors.fetching.getting import Answer, fetch
from openscorecard.connectors.sushi.answers import Told, told
from openscorecard.connectors.sushi.settings import SushiSettings
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period
from openscorecard.domain.text import Text

WHOLE_OF = ("platform", "report")
_AGAIN = 5.0  # seconds, where the service does not say when to come back
_MOST_TRIES = 20
_SHOWN_REPORTS = 30
_JSON = {"Accept": "application/json"}


class SushiHarvester:
    """A `Connector` of one report of one SUSHI service.

    The watermark holds `month`, the last one that was told. A month without use is a harvest without rows; a month
    that the service keeps no more is passed over and stays without data; at one that is not ready the harvest ends.
    `wait` sleeps and `now` tells the time a `Retry-After` is measured by.
    """

    def __init__(
        self,
        settings: SushiSettings,
        *,
        wait: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings, self._wait, self._now = settings, wait, now

    def look(self) -> Findings:
        """Ask which reports the service has. Raises SourceFault."""
        import tempfile

        settings = self._settings
        with tempfile.TemporaryDirectory() as folder:
            body = Path(folder) / "answer"
            answer = fetch(settings.list_address(), body, settings.bounds, _JSON, called=settings.name)
            ids = _report_ids(body) if answer.status == 200 else []
            if not ids:
                told(answer, body, Path(folder) / "rows.csv", settings.name, {})  # raises what the service said
                raise SourceFault(source=settings.name, reason="Report_ID = ∅")
        remarks: tuple[Text, ...] = ()
        if settings.report.upper() not in ids:
            wanted = settings.report.upper()
            remarks = (Text(f"供應商沒有列出 {wanted}", f"The vendor does not list {wanted}"),)
        listed = ", ".join(ids[:_SHOWN_REPORTS])
        return Findings(Text(f"供應商提供的報表：{listed}", f"Reports of the vendor: {listed}"), remarks)

    def harvest(self, since: Watermark, until: date, folder: Path, report: Report) -> Iterator[Harvest]:
        """A harvest for each month after the watermark that ended by `until`. Raises SourceFault."""
        months = self._months(since, until)
        left = [self._settings.patience]
        passed: list[Text] = []
        for done, month in enumerate(months):
            report(done, len(months))
            answer = self._asked(month, folder, left)
            if answer.outcome == "not-ready":
                return
            if answer.outcome == "gone":
                passed += [_in_month(month, said.remark) for said in answer.said]
                continue
            last = max(str(month), since.get("month", ""))  # asking again does not forget what is known
            yield self._harvest(month, last, answer, folder, tuple(passed))
            passed = []
        report(len(months), len(months))

    def _months(self, since: Watermark, until: date) -> list[Period]:
        month = self._settings.first
        if since.get("month"):
            try:
                month = max(month, parse_period(since["month"]).next().shifted(-self._settings.recheck))
            except UnfitPeriod as unfit:
                raise SourceFault(source=self._settings.name, reason=f"month = {since['month']}") from unfit
        found = []
        while month.last_day <= until:
            found.append(month)
            month = month.next()
        return found

    def _asked(self, month: Period, folder: Path, left: list[float]) -> Told:
        """The answer for a month; a service that is busy is asked again as long as patience is left."""
        settings = self._settings
        body, target = folder / f"{month}.answer", folder / f"{month}.csv"
        try:
            for _ in range(_MOST_TRIES):
                answer = fetch(settings.report_address(month), body, settings.bounds, _JSON, called=settings.name)
                found = told(answer, body, target, settings.name, dict(settings.platforms))
                if found.outcome != "wait":
                    self._refuse_another(month, found)
                    return found
                pause = self._pause(answer)
                if pause > left[0]:
                    break
                left[0] -= pause
                self._wait(pause)
        finally:
            body.unlink(missing_ok=True)
        reason = str(found.said[0]) if found.said else f"HTTP {answer.status}"
        raise SourceNotReady(source=settings.name, reason=reason)

    def _refuse_another(self, month: Period, found: Told) -> None:
        """A report of other months, or another report, is not what was asked for, whatever its figures."""
        reading, wanted = found.reading, self._settings.report.upper()
        if reading is None or reading.period is None:
            return
        if (reading.report, reading.period) != (wanted, Coverage(month.first_day, month.last_day)):
            got = f"{reading.report} {reading.period}"
            raise SourceIncomplete(source=self._settings.name, told=f"{wanted} {month}", got=got)

    def _pause(self, answer: Answer) -> float:
        """How long the service asks us to wait, a second at least."""
        asked = answer.headers.get("retry-after", "").strip()
        if asked.isascii() and asked.isdigit():
            return max(1.0, float(asked[:9]))
        try:
            return max(1.0, (parsedate_to_datetime(asked) - self._now()).total_seconds())
        except (ValueError, TypeError):
            return _AGAIN

    def _harvest(self, month: Period, last: str, answer: Told, folder: Path, passed: tuple[Text, ...]) -> Harvest:
        file = folder / f"{month}.csv"
        rows = answer.reading.rows if answer.reading else 0
        if not rows:
            file.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
        return Harvest(
            dataset=DATASET,
            file=file,
            rows=rows,
            mode="update",
            covers=Coverage(month.first_day, month.last_day),
            watermark={"month": last},
            remarks=(*passed, *(_in_month(month, said.remark) for said in answer.said)),
            whole_of=WHOLE_OF,
        )


def _in_month(month: Period, remark: Text) -> Text:
    return Text(f"{month}：{remark.zh}", f"{month}: {remark.en}")


def _report_ids(body: Path) -> list[str]:
    try:
        listed: Any = json.loads(body.read_bytes())
    except (ValueError, RecursionError):
        return []
    if not isinstance(listed, list):
        return []
    ids = [str(one["Report_ID"]).upper()[:20] for one in listed if isinstance(one, dict) and one.get("Report_ID")]
    return [one for one in dict.fromkeys(ids) if one.isprintable()]
