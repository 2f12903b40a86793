"""Harvesting from a vendor on this machine: month by month, with every fault a vendor answers with."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors.connector import Connector, Harvest
from openscorecard.connectors.faults import (
    SourceChanged,
    SourceFault,
    SourceIncomplete,
    SourceNotReady,
    SourceRedirects,
    SourceRefused,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnreachable,
    UnfitSource,
)
from openscorecard.connectors.fetching.getting import Bounds
from openscorecard.connectors.reaching import Reach
from openscorecard.connectors.sushi.harvester import SushiHarvester
from openscorecard.connectors.sushi.settings import SushiSettings
from openscorecard.domain.measures.periods import parse_period
from tests.connectors.counter.reports import Use, as_json, header
from tests.connectors.sushi.vendor import Reply, Vendor, vendor

HERE = Reach(("127.0.0.1",))
BOUNDS = Bounds(HERE, seconds=5)
NOW = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Vendor]:
    with vendor() as running:
        yield running


@pytest.fixture
def settings(server: Vendor) -> SushiSettings:
    return SushiSettings(
        url=server.url, report="TR", customer_id="library", requestor_id="who", api_key="sesame", platform="p",
        first=parse_period("2025-01"), bounds=BOUNDS, platforms={"Vendor Books": "vb"},
    )  # fmt: skip


def month_of(query: dict[str, str]) -> str:
    return query["begin_date"][:7]


def report(query: dict[str, str], count: int = 3, release: str = "5.1", exceptions: Any = None) -> Reply:
    month = month_of(query)
    uses = [Use("Vendor Books", "A", "Total_Item_Requests", month, count)] if count else []
    return Reply(as_json(uses, "TR", release, month, month, exceptions))


def said(code: int, message: str = "words", **more: str) -> dict[str, Any]:
    return {"Code": code, "Message": message, **more}


class Harvesting:
    """Runs a harvester and keeps what it waited."""

    def __init__(self, settings: SushiSettings, folder: Path) -> None:
        self.settings, self.folder = settings, folder
        self.waited: list[float] = []
        self.progress: list[tuple[int, int]] = []

    def __call__(
        self, until: str = "2025-03-31", since: dict[str, str] | None = None, **settings: Any
    ) -> list[Harvest]:
        harvester: Connector = SushiHarvester(
            replace(self.settings, **settings), wait=self.waited.append, now=lambda: NOW
        )
        return list(harvester.harvest(since or {}, date.fromisoformat(until), self.folder, self._told))

    def _told(self, done: int, of: int) -> None:
        self.progress.append((done, of))


@pytest.fixture
def harvest(settings: SushiSettings, tmp_path: Path) -> Harvesting:
    return Harvesting(settings, tmp_path)


def rows(one: Harvest) -> list[dict[str, str]]:
    with one.file.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def answers(server: Vendor) -> Callable[..., None]:
    """`answers(one, two)`: what is answered first and next; the last again and again."""

    def set_them(*replies: Any) -> None:
        waiting = list(replies)

        def answer(path: str, query: dict[str, str]) -> Reply:
            reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            return reply(query) if callable(reply) else reply

        server.answer = answer

    return set_them


# Months


def test_each_ended_month_is_a_harvest_of_its_own(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query, int(month_of(query)[-1]))
    found = harvest("2025-04-29")
    assert [(one.rows, str(one.covers), one.watermark) for one in found] == [
        (1, "2025-01", {"month": "2025-01"}),
        (1, "2025-02", {"month": "2025-02"}),
        (1, "2025-03", {"month": "2025-03"}),
    ]
    assert [rows(one)[0]["count"] for one in found] == ["1", "2", "3"]
    assert {(one.dataset, one.mode, one.whole_of) for one in found} == {
        ("eresource_usage", "update", ("platform", "report"))
    }
    assert rows(found[0])[0] == {
        "period": "2025-01", "platform": "vb", "report": "TR", "title": "A", "metric": "Total_Item_Requests",
        "data_type": "Book", "access_method": "Regular", "device": "", "count": "1",
    }  # fmt: skip
    assert harvest.progress[-1] == (3, 3)
    assert [path.suffix for path in harvest.folder.iterdir()] == [".csv"] * 3


def test_it_goes_on_behind_the_watermark(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query)
    assert [str(one.covers) for one in harvest("2025-03-31", {"month": "2025-02"})] == ["2025-03"]
    assert harvest("2025-03-31", {"month": "2025-03"}) == []
    assert len(server.asked) == 1


def test_months_told_before_can_be_asked_for_again(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query)
    found = harvest("2025-04-30", {"month": "2025-03"}, recheck=2)
    assert [(str(one.covers), one.watermark["month"]) for one in found] == [
        ("2025-02", "2025-03"),
        ("2025-03", "2025-03"),
        ("2025-04", "2025-04"),
    ]
    assert [str(one.covers) for one in harvest("2025-02-28", {"month": "2025-02"}, recheck=9)] == ["2025-01", "2025-02"]


def test_a_watermark_of_another_kind_is_told(harvest: Harvesting) -> None:
    with pytest.raises(SourceFault, match="yesterday"):
        harvest(since={"month": "yesterday"})


def test_what_is_asked_for(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query, release="5.1" if "r51" in path else "5")
    harvest("2025-01-31")
    harvest("2025-02-28", release="5", since={"month": "2025-01"}, api_key="", extra={"tenant": "t 1"})
    who = {"customer_id": "library", "requestor_id": "who", "platform": "p"}
    assert server.asked == [
        ("/sushi/r51/reports/tr", {**who, "api_key": "sesame", "begin_date": "2025-01-01", "end_date": "2025-01-31",
                                   "attributes_to_show": "Access_Method"}),
        ("/sushi/reports/tr", {**who, "begin_date": "2025-02-01", "end_date": "2025-02-28", "tenant": "t 1",
                               "attributes_to_show": "Data_Type|Access_Method"}),
    ]  # fmt: skip


def test_a_zipped_report_of_release_5_is_read(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query, 7, "5").zipped()
    (one,) = harvest("2025-01-31", release="5")
    assert rows(one)[0]["count"] == "7"


# Exceptions, in every form, with any status


FORMS: dict[str, Callable[[dict[str, str], int], Any]] = {
    "object": lambda query, code: said(code),
    "list": lambda query, code: [said(code)],
    "list with a warning first": lambda query, code: [said(3050), said(code)],
    "code as text": lambda query, code: {"Code": str(code), "Message": "words"},
    "named in the body": lambda query, code: {"Exception": said(code)},
    "list in the body": lambda query, code: {"Exceptions": [said(code)]},
    "in the header": lambda query, code: {
        "Report_Header": header("TR", "5.1", month_of(query), month_of(query), [said(code)]), "Report_Items": []
    },
    "object in the header": lambda query, code: {
        "Report_Header": header("TR", "5.1", month_of(query), month_of(query), said(code))
    },
    "in a header that says nothing else": lambda query, code: {"Report_Header": {"Exceptions": [said(code)]}},
    "text in the header": lambda query, code: {
        "Report_Header": header("TR", "5.1", month_of(query), month_of(query), f"{code}: words"), "Report_Items": []
    },
    "bare text": lambda query, code: f"{code}: words",
}  # fmt: skip
each_form = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
each_status = pytest.mark.parametrize("status", [200, 403])


@each_form
@each_status
def test_no_use_is_covered_and_has_no_rows(form: Any, status: int, server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: Reply.of(form(query, 3030), status)
    (one,) = harvest("2025-01-31")
    assert (one.rows, str(one.covers), rows(one)) == (0, "2025-01", [])
    assert any("3030" in remark.zh for remark in one.remarks)


@each_form
@each_status
def test_a_month_that_is_not_ready_ends_the_harvest(
    form: Any, status: int, server: Vendor, harvest: Harvesting
) -> None:
    server.answer = lambda path, query: (
        report(query) if month_of(query) == "2025-01" else Reply.of(form(query, 3031), status)
    )
    assert [str(one.covers) for one in harvest()] == ["2025-01"]
    assert len(server.asked) == 2


@each_form
@each_status
def test_a_month_that_is_gone_is_passed_over_and_not_covered(
    form: Any, status: int, server: Vendor, harvest: Harvesting
) -> None:
    server.answer = lambda path, query: (
        report(query) if month_of(query) == "2025-03" else Reply.of(form(query, 3032), status)
    )
    (one,) = harvest()
    assert str(one.covers) == "2025-03"
    assert [remark.en[:8] for remark in one.remarks if "3032" in remark.en] == ["2025-01:", "2025-02:"]


@each_form
@each_status
@pytest.mark.parametrize("code", [2000, 2010, 2020])
def test_refusals_are_told_as_such(form: Any, status: int, code: int, server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: Reply.of(form(query, code), status)
    with pytest.raises(SourceRefused, match=str(code)):
        harvest()


@each_form
@each_status
def test_a_service_that_is_down_is_unreachable(form: Any, status: int, server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: Reply.of(form(query, 1000), status)
    with pytest.raises(SourceUnreachable, match="1000"):
        harvest()


@each_form
@each_status
@pytest.mark.parametrize("code", [1010, 1011, 1020])
def test_a_busy_service_is_asked_again(form: Any, status: int, code: int, answers: Any, harvest: Harvesting) -> None:
    answers(lambda query: Reply.of(form(query, code), status, Retry_After="7"), report)
    assert [one.rows for one in harvest("2025-01-31")] == [1]
    assert harvest.waited == [7.0]


@each_form
@each_status
@pytest.mark.parametrize("code", [1030, 3000, 3020, 3333, 9999])
def test_other_codes_without_figures_are_told(
    form: Any, status: int, code: int, server: Vendor, harvest: Harvesting
) -> None:
    server.answer = lambda path, query: Reply.of(form(query, code), status)
    with pytest.raises(SourceFault, match=str(code)):
        harvest()


@pytest.mark.parametrize("code", [3040, 3050, 3062, 3060, 1, 999, 3333])
def test_figures_with_a_message_are_stored_with_a_remark(code: int, server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query, 3, "5.1", [said(code, "mark my words")])
    (one,) = harvest("2025-01-31")
    assert (one.rows, str(one.covers)) == (1, "2025-01")
    assert [(str(code) in remark.zh, "mark my words" in remark.en) for remark in one.remarks] == [(True, True)]


def test_partial_without_figures_is_no_zero(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query, 0, "5.1", [said(3040)])
    assert harvest() == []


def test_warnings_without_figures_are_no_zero(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: Reply.of({"Exceptions": [said(3050)]})
    with pytest.raises(SourceFault, match="3050"):
        harvest()


# Waiting


def test_waiting_is_bounded(answers: Any, harvest: Harvesting) -> None:
    answers(Reply.of(said(1020), 429, Retry_After="3600"))
    with pytest.raises(SourceNotReady, match="1020"):
        harvest()
    assert harvest.waited == []


def test_patience_is_for_the_whole_harvest(answers: Any, server: Vendor, harvest: Harvesting) -> None:
    answers(Reply.of(said(1011), 202, Retry_After="25"))
    with pytest.raises(SourceNotReady):
        harvest()
    assert harvest.waited == [25.0, 25.0]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("0", 1.0), ("Sun, 01 Jun 2025 00:00:30 GMT", 30.0), ("Sat, 31 May 2025 00:00:00 GMT", 1.0), ("soon", 5.0),
     ("-3", 5.0), ("", 5.0)],
)  # fmt: skip
def test_when_to_come_back(header: str, seconds: float, answers: Any, harvest: Harvesting) -> None:
    answers(Reply(b"", 429, {"Retry-After": header}), report)
    harvest("2025-01-31")
    assert harvest.waited == [seconds]


def test_what_was_stored_before_a_fault_stays_harvested(answers: Any, harvest: Harvesting, settings: Any) -> None:
    answers(report, Reply(status=500))
    found = SushiHarvester(settings).harvest({}, date(2025, 3, 31), harvest.folder, lambda *_: None)
    assert next(found).watermark == {"month": "2025-01"}
    with pytest.raises(SourceUnreachable):
        next(found)


# Status alone


@pytest.mark.parametrize(
    ("status", "fault"),
    [(401, SourceRefused), (403, SourceRefused), (404, SourceChanged), (410, SourceChanged), (400, SourceFault),
     (500, SourceUnreachable), (502, SourceUnreachable), (503, SourceUnreachable), (302, SourceRedirects)],
)  # fmt: skip
@pytest.mark.parametrize("body", [b"", b"<html>Sorry, error 3030</html>", b"{torn", b"null", b"[]", b"{}"])
def test_a_status_without_words(
    status: int, fault: type[SourceFault], body: bytes, answers: Any, harvest: Harvesting
) -> None:
    answers(Reply(body, status))
    with pytest.raises(fault):
        harvest()


# Answers that are not to be believed


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{}", b"0", b'""', b"<html>welcome</html>", b"{torn", b'{"Report_Items": []}',
     b'{"Report_Header": {}, "Report_Items": []}', b'{"Report_Header": 3}', b"\xff\xfe", b"\x00" * 20,
     b'{"Report_Header": {"Report_ID": "TR", "Release": "6"}, "Report_Items": []}'],
)  # fmt: skip
def test_what_is_no_report_is_a_fault_of_the_source(body: bytes, answers: Any, harvest: Harvesting) -> None:
    answers(Reply(body))
    with pytest.raises(SourceFault):
        harvest()


def test_a_report_of_other_months_or_another_kind_is_refused(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: Reply(as_json([], "TR", "5.1", "2024-01", "2024-12"))
    with pytest.raises(SourceIncomplete, match=r"TR 2024-01\.\.2024-12"):
        harvest()
    server.answer = lambda path, query: Reply(as_json([], "TR_B1", "5.1", "2025-01", "2025-01"))
    with pytest.raises(SourceIncomplete, match="TR_B1"):
        harvest()


def test_a_wrong_count_refuses_the_month_with_its_place(server: Vendor, harvest: Harvesting) -> None:
    server.answer = lambda path, query: report(query, -4)
    with pytest.raises(SourceFault, match="counter-unfit-count") as told:
        harvest()
    assert [fault.code for fault in told.value.also] == ["counter-unfit-count"]


def test_a_slow_one_is_cut_off(answers: Any, harvest: Harvesting) -> None:
    answers(Reply(b"{" * 500, slow=0.05))
    with pytest.raises(SourceTooSlow):
        harvest(bounds=Bounds(HERE, seconds=0.5))


@pytest.mark.parametrize(("lie", "fault"), [(50, SourceIncomplete), (-50, SourceFault)])
def test_a_liar_about_its_length_is_found_out(
    lie: int, fault: type[SourceFault], server: Vendor, harvest: Harvesting
) -> None:
    def lying(path: str, query: dict[str, str]) -> Reply:
        honest = report(query)
        return Reply(honest.body, announced=len(honest.body) + lie)

    server.answer = lying
    with pytest.raises(fault):
        harvest()


def test_a_large_one_is_refused(answers: Any, harvest: Harvesting) -> None:
    answers(Reply(b" " * 2_000_000).zipped())
    with pytest.raises(SourceTooLarge):
        harvest(bounds=Bounds(HERE, size=1_000_000))


# The test button


def test_a_look_names_the_reports_of_the_vendor(server: Vendor, settings: SushiSettings) -> None:
    server.answer = lambda path, query: Reply.of([{"Report_ID": "TR"}, {"Report_ID": "pr"}, {"Report_ID": "TR"}, {}])
    found = SushiHarvester(settings).look()
    assert (found.says.en, found.remarks) == ("Reports of the vendor: TR, PR", ())
    assert server.asked[0][0] == "/sushi/r51/reports"
    assert SushiHarvester(replace(settings, report="IR")).look().remarks[0].en == "The vendor does not list IR"


@pytest.mark.parametrize("status", [200, 403])
def test_a_look_tells_a_refusal(status: int, answers: Any, settings: SushiSettings) -> None:
    answers(Reply.of(said(2020), status))
    with pytest.raises(SourceRefused, match="2020"):
        SushiHarvester(settings).look()


def test_a_look_believes_no_page(answers: Any, settings: SushiSettings) -> None:
    answers(Reply(b"<html>welcome</html>"))
    with pytest.raises(SourceFault):
        SushiHarvester(settings).look()


# Settings


@pytest.mark.parametrize(
    "wrong",
    [{"release": "4"}, {"report": "JR1"}, {"customer_id": " "}, {"url": "http://127.0.0.1/?a=b"},
     {"first": parse_period("2025")}, {"api_key": "x" * 500}, {"requestor_id": "a\nb"}],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(wrong: dict[str, Any], settings: SushiSettings) -> None:
    with pytest.raises(UnfitSource):
        replace(settings, **wrong)


def test_a_key_is_never_shown(settings: SushiSettings, answers: Any, harvest: Harvesting) -> None:
    assert "sesame" not in repr(settings)
    for reply in (Reply(status=500), Reply(status=302), Reply(b"{", announced=99), Reply(b"null")):
        answers(reply)
        with pytest.raises(SourceFault) as told:
            harvest()
        assert "sesame" not in json.dumps(told.value.to_data()) + told.value.sentence()
