"""A vendor's service as a source: from the first request to the rows and the months they speak for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.sources.configuring import Said, add_source
from openscorecard.actions.sources.looking import look_at
from openscorecard.actions.sources.sync import sync_source
from openscorecard.connectors.faults import SourceRefused, UnfitSource
from openscorecard.connectors.registry import kind_named
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import batches, coverage_of, stored_rows
from openscorecard.queries.sources import source_named
from openscorecard.records.models import Source
from tests.connectors.counter.reports import Use, as_json
from tests.connectors.sushi.vendor import Reply, Vendor, vendor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
USAGE = standard_datasets()["eresource_usage"]


@pytest.fixture
def server() -> Iterator[Vendor]:
    with vendor() as running:
        yield running


@pytest.fixture
def source(server: Vendor, now: datetime) -> Vendor:
    """A source that begins with December; the last month that has ended is February."""
    settings = {"place": server.url, "customer_id": "library", "first": "2025-12", "report": "TR",
                "platforms": {"Vendor Books": "vb"}, "patience": 0}  # fmt: skip
    secrets = {"api_key": "sesame", "requestor_id": "who"}
    add_source(
        "books", "sushi", Said(Text("電子書", "E-books"), settings, secrets, "monthly 5 03:00"), by=SYSTEM, now=now
    )
    return server


def answering(server: Vendor, told: dict[str, Any]) -> None:
    """What is said of each month: counts by title, or a code."""

    def answer(path: str, query: dict[str, str]) -> Reply:
        month = query["begin_date"][:7]
        said = told[month]
        if isinstance(said, int):
            return Reply.of({"Code": said, "Message": "words"}, 403 if said == 2020 else 200)
        uses = [Use("Vendor Books", title, "Total_Item_Requests", month, count) for title, count in said.items()]
        return Reply(as_json(uses, begin=month, end=month))

    server.answer = answer


def counts() -> dict[tuple[str, str], int]:
    names = USAGE.names
    said = [dict(zip(names, values, strict=True)) for values in stored_rows("eresource_usage")]
    assert {(one["platform"], one["report"]) for one in said} <= {("vb", "TR")}
    return {(str(one["period"]), one["title"]): one["count"] for one in said}


def test_months_become_rows_and_a_month_without_use_is_zero(source: Vendor, now: datetime) -> None:
    answering(source, {"2025-12": {"A": 3, "Total": 4}, "2026-01": 3030, "2026-02": {"A": 5}})
    run = sync_source("books", by=SYSTEM, now=now)
    # A title that looks like a line of sums is a title.
    assert counts() == {("2025-12", "A"): 3, ("2025-12", "「Total」"): 4, ("2026-02", "A"): 5}
    assert [str(span) for span in coverage_of("eresource_usage")] == ["2025-12..2026-02"]
    assert (run.watermark_after["month"], {one.mode for one in batches("eresource_usage")}) == ("2026-02", {"update"})
    assert any("3030" in remark.zh for remark in run.remarks)
    assert sync_source("books", by=SYSTEM, now=now).batches == ()
    assert len(source.asked) == 3


def test_a_month_that_is_gone_has_no_data_and_one_not_ready_comes_later(source: Vendor, now: datetime) -> None:
    answering(source, {"2025-12": 3032, "2026-01": {"A": 1}, "2026-02": 3031})
    sync_source("books", by=SYSTEM, now=now)
    assert [str(span) for span in coverage_of("eresource_usage")] == ["2026-01"]
    answering(source, {"2026-02": {"A": 2}})
    sync_source("books", by=SYSTEM, now=now)
    assert counts() == {("2026-01", "A"): 1, ("2026-02", "A"): 2}


def test_a_month_read_again_after_a_crash_changes_nothing(source: Vendor, now: datetime) -> None:
    answering(source, {"2025-12": {"A": 3}, "2026-01": {"A": 4}, "2026-02": {"A": 5}})
    sync_source("books", by=SYSTEM, now=now)
    before = (counts(), len(batches("eresource_usage")))
    # The watermark as it was before the first month was stored.
    Source.objects.filter(slug="books").update(watermark={})
    run = sync_source("books", by=SYSTEM, now=now)
    assert (counts(), len(batches("eresource_usage")), run.rows) == (*before, 0)
    Source.objects.filter(slug="books").update(watermark={})
    answering(source, {"2025-12": {"B": 1}, "2026-01": {"A": 4}, "2026-02": {"A": 5}})  # told anew meanwhile
    sync_source("books", by=SYSTEM, now=now)
    assert counts() == {("2025-12", "A"): 0, ("2025-12", "B"): 1, ("2026-01", "A"): 4, ("2026-02", "A"): 5}


def test_a_refusal_leaves_the_figures_as_they_were(source: Vendor, now: datetime) -> None:
    answering(source, {"2025-12": {"A": 3}, "2026-01": 2020})
    with pytest.raises(SourceRefused, match="2020"):
        sync_source("books", by=SYSTEM, now=now)
    assert counts() == {("2025-12", "A"): 3}
    row = source_named("books")
    assert (row.watermark, row.last_fault is not None) == ({"month": "2025-12"}, True)


def test_the_test_button_asks_for_the_list_of_reports(source: Vendor, now: datetime) -> None:
    source.answer = lambda path, query: Reply.of([{"Report_ID": "TR"}])
    assert look_at("books", by=SYSTEM, now=now).says.zh == "供應商提供的報表：TR"
    assert source.asked[0][1]["api_key"] == "sesame"


def test_settings_are_judged_when_the_source_is_opened() -> None:
    kind = kind_named("sushi")
    assert kind.secrets == ("requestor_id", "api_key")
    assert kind.fills({}) == ("eresource_usage",)
    with pytest.raises(UnfitSource):
        kind.settled({"place": "https://vendor.example", "customer_id": "x"})


def test_counter_reports_in_a_folder_are_taken_as_such(home: Path, now: datetime) -> None:
    for month, count in (("2026-01", 1), ("2026-02", 2)):
        use = Use("vb", "A", "Total_Item_Requests", month, count)
        (home / "incoming" / f"{month}.json").write_bytes(as_json([use], begin=month, end=month))
    settings = {"place": str(home / "incoming"), "pattern": "*.json", "dataset": "eresource_usage"}
    add_source("inbox", "address", Said(Text("收件匣", "Inbox"), settings, {}, ""), by=SYSTEM, now=now)
    sync_source("inbox", by=SYSTEM, now=now)
    assert counts() == {("2026-01", "A"): 1, ("2026-02", "A"): 2}
    assert {one.mode for one in batches("eresource_usage")} == {"update"}
