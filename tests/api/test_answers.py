"""What the API answers is what pages and queries say: figures, scores, forms, pages, tags, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.utils import timezone

from openscorecard.actions.editing import change_plan
from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM
from openscorecard.domain.scores.shape import card_to_data, trace
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.text import Text
from openscorecard.engines.feeds.parquet import NumberTooWide, parquet_bytes
from openscorecard.queries.drilling import drilled
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.observed import Asked, observed
from openscorecard.queries.plans import list_plans, open_plan
from openscorecard.queries.recent import forget
from openscorecard.queries.scores.shown import shown_scores
from openscorecard.queries.scores.targets import every_version
from tests.api.conftest import PLAN, YEAR, column, items, refused

pytestmark = pytest.mark.django_db
SPAN = {"start": "2025-01", "end": "2025-12"}
QUARTER = {"start": "2025-01", "end": "2025-03"}


def test_observations_are_those_of_the_pages(figures: None, caller: Client) -> None:
    for measure in ("event_attendance", "self_service_rate", "remote_circulation"):
        for grain in ("month", "quarter", "year"):
            question = Asked(measure, parse_period("2025-01"), parse_period("2025-12"), grain)
            expected = [
                (str(one.observation.period), one.observation.status, _text(one.observation.value), one.reading.name)
                for one in observed(question).lines
            ]
            rows = items(caller, "observations", measure=measure, grain=grain, **SPAN)
            assert column(rows, "period", "status", "value", "reading") == expected
    assert column(items(caller, "observations", measure="event_attendance", **QUARTER), "value") == ["12", "0", "0"]


def _text(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def test_a_plans_figures_are_those_of_its_measures(figures: None, caller: Client) -> None:
    rows = items(caller, "observations", plan=PLAN, **SPAN)
    bound = {kpi.code: kpi.measure for _, kpi in open_plan(PLAN, SYSTEM).plan.kpis() if kpi.measure}
    assert {row["kpi"]: row["measure"] for row in rows} == bound
    alone = items(caller, "observations", measure=bound["CP2.1"], **SPAN)
    assert [row | {"plan": None, "kpi": None} for row in rows if row["kpi"] == "CP2.1"] == alone
    assert items(caller, "observations", plan=PLAN, kpi="CP2.1", **SPAN) == [
        row for row in rows if row["kpi"] == "CP2.1"
    ]


def test_cells_are_those_of_the_pages_and_small_ones_stay_hidden(figures: None, caller: Client) -> None:
    question = Asked("remote_circulation", parse_period("2025-01"), parse_period("2025-03"), "month", "", "branch")
    for measure in ("remote_circulation", "self_service_rate"):
        found = drilled(Asked(measure, question.start, question.end, "month", "", "branch"))
        rows = items(caller, "observations", measure=measure, dimension="branch", **QUARTER)
        told = {(row["cell"], row["period"]): row for row in rows}
        hidden = {(cell, str(period)) for cell, period in found.hidden}
        assert {key for key, row in told.items() if row["status"] == "suppressed"} == hidden
        for cell, by_period in found.cells.items():
            for period, one in by_period.items():
                row = told[cell, str(period)]
                if (cell, str(period)) not in hidden:
                    assert (row["status"], row["value"]) == (one.status, _text(one.value))
    small = [row for row in rows if row["status"] == "suppressed"]
    assert small
    assert {row[name] for row in small for name in ("value", "numerator", "denominator", "unknown_rows")} == {None}
    for form in ("csv", "json"):
        asked = {"measure": "self_service_rate", "dimension": "branch", "format": form, "numbers": "float"}
        answer = caller.get("/api/v1/observations", {**asked, **QUARTER}).content.decode()
        assert '"value":"2"' not in answer and ",2," not in answer  # noqa: PT018 -- branch B has two


def test_a_period_without_rows_says_so_and_is_not_zero(figures: None, caller: Client) -> None:
    rows = items(caller, "observations", measure="remote_circulation", **SPAN)
    assert column(rows, "status")[3:] == ["no_data"] * 9
    assert set(column(rows, "value")[3:]) == {None}
    split = items(
        caller, "observations", measure="remote_circulation", dimension="branch", start="2025-06", end="2025-06"
    )
    assert column(split, "cell", "status", "value") == [(None, "no_data", None)]


def test_scores_are_those_of_the_pages(aims: None, caller: Client) -> None:
    scored = shown_scores(PLAN, YEAR, SYSTEM, timezone.now())
    shape = card_to_data(scored.card, plan=PLAN, period=YEAR, as_of="", facts=scored.facts())["nodes"]
    answer = caller.get(f"/api/v1/plans/{PLAN}/scores", {"period": "2025"}).json()
    assert (answer["plan"], answer["period"], answer["total"]) == (PLAN, "2025", len(shape))
    for row, node in zip(answer["items"], shape, strict=True):
        assert {name: row[name] for name in node if name in row} == {k: v for k, v in node.items() if k in row}
    assert len({row["code"] for row in answer["items"]}) == len(shape)
    names = {row["code"]: row["name_zh"] for row in answer["items"]}
    assert all(names[code] for code in names if not code.startswith("cell:"))


def test_a_trace_is_that_of_the_page(aims: None, caller: Client) -> None:
    scored = shown_scores(PLAN, YEAR, SYSTEM, timezone.now())
    node = next(one for one in scored.card.every() if one.code == "BC1")
    said = caller.get(f"/api/v1/plans/{PLAN}/scores/BC1", {"period": "2025"}).json()
    assert {name: said[name] for name in said if name not in {"plan", "period", "as_of"}} == json.loads(
        json.dumps(trace(node, scored.card.achieved, scored.facts()))
    )
    assert "/plans/" in refused(caller, f"plans/{PLAN}/scores/ZZ9", 404)


def test_targets_plans_nodes_and_progress_are_those_of_the_store(aims: None, caller: Client) -> None:
    rows = items(caller, f"plans/{PLAN}/targets")
    assert [(row["kpi_id"], row["period"], row["version"]) for row in rows] == [
        (one.kpi, one.period, one.version) for one in every_version(PLAN)
    ]
    assert column(items(caller, f"plans/{PLAN}/targets", kpi="BC1.1"), "value", "last") == [("5", True)]
    assert items(caller, f"plans/{PLAN}/targets", period="2024") == []
    assert column(items(caller, "plans"), "plan") == [row.id for row in list_plans(ANONYMOUS)]
    plan = open_plan(PLAN, SYSTEM).plan
    levels = column(items(caller, f"plans/{PLAN}/nodes"), "level")
    assert levels.count("kpi") == len(list(plan.kpis()))
    assert levels.count("initiative") == len(list(plan.standings()))
    assert set(column(items(caller, f"plans/{PLAN}/nodes", level="objective"), "level")) == {"objective"}
    progress = items(caller, f"plans/{PLAN}/initiatives", period="2025")
    assert column(progress, "initiative", "status") == [
        (one.initiative, one.progress.status) for one in standings(plan, YEAR)
    ]
    whole = caller.get(f"/api/v1/plans/{PLAN}").json()
    assert (whole["plan"]["id"], len(whole["plan"]["objectives"])) == (PLAN, len(plan.objectives))
    measure = caller.get("/api/v1/measures/event_attendance").json()
    assert measure["readings"][0]["of"][0]["zh"]


def test_what_was_known_then_is_told(aims: None, caller: Client) -> None:
    early = refused(caller, f"plans/{PLAN}/scores", 404, period="2025", as_of="2020-01-01")
    assert "not here yet" in early
    rows = items(caller, "observations", measure="event_attendance", as_of="2020-01-01", **QUARTER)
    assert set(column(rows, "status")) == {"no_data"}
    as_of = timezone.now().isoformat()
    rows = items(caller, "observations", measure="event_attendance", as_of=as_of, **QUARTER)
    assert column(rows, "value") == ["12", "0", "0"]


# Forms


def test_three_forms_say_the_same(figures: None, caller: Client) -> None:
    asked = {"measure": "self_service_rate", "dimension": "branch", "numbers": "float", **QUARTER}
    rows = items(caller, "observations", **asked)
    answer = caller.get("/api/v1/observations", {**asked, "format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="observations.csv"' in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == [
        {name: cell.removeprefix("'") for name, cell in line.items()} | {"example": line["example"].title()}
        for line in lines
    ]
    parquet = pq.read_table(io.BytesIO(caller.get("/api/v1/observations", {**asked, "format": "parquet"}).content))
    assert parquet.column_names == list(rows[0])
    assert str(parquet.schema.field("value").type) == "decimal128(38, 18)"
    assert parquet.column("numerator").to_pylist() == [_decimal(row["numerator"]) for row in rows]
    assert parquet.column("period").to_pylist() == column(rows, "period")
    assert [float(one) if one is not None else None for one in parquet.column("value").to_pylist()] == pytest.approx(
        column(rows, "value_number")
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_the_form_is_asked_for_by_name_or_by_accept(figures: None, caller: Client) -> None:
    def form(accept: str, **asked: str) -> str:
        return str(caller.get("/api/v1/plans", asked, headers={"Accept": accept})["Content-Type"])

    assert form("*/*") == form("application/json") == form("text/html, */*;q=0.1") == "application/json"
    assert form("text/csv") == "text/csv; charset=utf-8"
    assert form("application/vnd.apache.parquet, text/csv;q=0.5") == "application/vnd.apache.parquet"
    assert form("text/csv", format="json") == "application/json"
    assert caller.get("/api/v1/plans", headers={"Accept": "image/png"}).status_code == 406
    assert caller.get("/api/v1/plans", {"format": "csv", "bom": "true"}).content.startswith(b"\xef\xbb\xbf")
    assert not caller.get("/api/v1/plans", {"format": "csv"}).content.startswith(b"\xef\xbb\xbf")


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(example: None, caller: Client) -> None:
    revision, now = open_plan(PLAN, SYSTEM).revision, timezone.now()
    change_plan(PLAN, AddTheme("Z", Text("=HYPERLINK(1)")), expected_revision=revision, by=SYSTEM, now=now)
    answer = caller.get(f"/api/v1/plans/{PLAN}/nodes", {"format": "csv"}).content.decode()
    assert ",'=HYPERLINK(1)," in answer
    assert ",=HYPERLINK" not in answer


def test_parquet_rounds_what_does_not_end_and_refuses_what_does_not_fit() -> None:
    kinds = [("value", "number")]
    rows = [[Fraction(1, 3)], [Fraction(-5, 2)], [None], [Fraction(10**19)]]
    table = pq.read_table(io.BytesIO(parquet_bytes(kinds, rows)))  # type: ignore[arg-type]
    third = Decimal("0.333333333333333333")
    assert table.column("value").to_pylist() == [third, Decimal("-2.5"), None, Decimal(10**19)]
    with pytest.raises(NumberTooWide):
        parquet_bytes(kinds, [[Fraction(10**20)]])  # type: ignore[arg-type]
    empty = pq.read_table(io.BytesIO(parquet_bytes(kinds, [])))  # type: ignore[arg-type]
    assert (empty.num_rows, empty.column_names) == (0, ["value"])


# Pages and tags


def test_pages_lead_on_and_lose_nothing(example: None, caller: Client) -> None:
    every = items(caller, f"plans/{PLAN}/nodes")
    seen: list[dict[str, Any]] = []
    address: str | None = f"/api/v1/plans/{PLAN}/nodes?limit=40"
    while address:
        answer = caller.get(address)
        said = answer.json()
        seen += said["items"]
        assert (said["total"], answer["X-Total-Count"]) == (len(every), str(len(every)))
        assert answer.get("Link", "") == (f'<{said["next"]}>; rel="next"' if said["next"] else "")
        address = said["next"] and said["next"].removeprefix("http://testserver")
    assert seen == every
    assert items(caller, f"plans/{PLAN}/nodes", offset=10_000) == []


def test_what_has_not_changed_is_not_sent_again(aims: None, caller: Client) -> None:
    for address in (f"plans/{PLAN}/scores?period=2025", f"plans/{PLAN}", "plans?format=csv", "measures?format=parquet"):
        first = caller.get(f"/api/v1/{address}")
        again = caller.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert caller.get(f"/api/v1/{address}", headers={"If-None-Match": '"other"'}).status_code == 200
        assert caller.head(f"/api/v1/{address}").content == b""
        assert caller.head(f"/api/v1/{address}")["ETag"] == first["ETag"]


def test_a_change_changes_the_tag(aims: None, caller: Client) -> None:
    address = f"/api/v1/plans/{PLAN}/nodes"
    first = caller.get(address)
    revision, now = open_plan(PLAN, SYSTEM).revision, timezone.now()
    change_plan(PLAN, AddTheme("Z", Text("新主題")), expected_revision=revision, by=SYSTEM, now=now)
    answer = caller.get(address, headers={"If-None-Match": first["ETag"]})
    assert answer.status_code == 200
    assert "新主題" in answer.content.decode()


# Bad questions

QUESTIONS: dict[str, str] = {
    "plans?limit=0": "at least 1",
    "plans?limit=10001": "at most 10000",
    f"plans?limit={'9' * 5000}": "whole number",
    "plans?limit=1e3": "whole number",
    "plans?limit=１２": "",
    "plans?offset=-1": "at least 0",
    "plans?offset=99999999999999999999": "at most",
    "plans?format=xlsx": "one of",
    "plans?numbers=yes": "one of",
    "plans?bom=perhaps": "true or false",
    "plans?perid=2025": "no parameter “perid”",
    "plans?limit=1&limit=2": "more than once",
    "observations?start=2025&end=2025": "Name a measure",
    f"observations?plan={PLAN}&measure=a&start=2025&end=2025": "Name a measure",
    "observations?measure=event_attendance&kpi=a&start=2025&end=2025": "Name a measure",
    "observations?measure=event_attendance": "missing",
    "observations?measure=event_attendance&start=2025-13&end=2025": "not written",
    "observations?measure=event_attendance&start=0000&end=9999": "is no period",
    "observations?measure=event_attendance&start=1800&end=9000": "too long",
    "observations?measure=event_attendance&start=2025-02&end=2025-01": "No whole",
    "observations?measure=event_attendance&start=2025-01&end=2025-01&grain=year": "No whole",
    "observations?measure=event_attendance&start=2025&end=2025&dimension=colour": "cannot be drilled",
    "observations?measure=event_attendance&start=2025&end=2025&reading=none": "",
    "observations?measure=event_attendance&start=2025&end=2025&as_of=9999-12-31T23:59:59-12:00": "no past moment",
    "observations?measure=event_attendance&start=2025&end=2025&as_of=0001-01-01": "no past moment",
    "observations?measure=event_attendance&start=2025&end=2025&as_of=yesterday": "not written",
    f"plans/{PLAN}/scores?period=2025&as_of=2999-01-01": "no past moment",
    f"plans/{PLAN}/scores?period=%00": "not written",
    f"plans/{PLAN}/targets?kpi=%00": "not written",
    f"plans/{PLAN}/targets?kpi=": "",
    f"plans/{PLAN}/targets?kpi={'x' * 101}": "longer than 100",
    "plans/%00": "not written",
    "plans/%ED%A0%80": "not written",
    f"plans/{'x' * 500}": "longer than 100",
    "measures/a%20b": "not written",
}
MISSING = {
    "plans/none": "no plan",
    "measures/none": "no measure",
    f"observations?plan={PLAN}&kpi=ZZ&start=2025&end=2025": "has no",
    "observations?plan=none&start=2025&end=2025": "no plan",
    "observations?measure=none&start=2025&end=2025": "no measure",
}


def test_what_cannot_be_answered_gets_a_sentence(figures: None, caller: Client, settings: Any) -> None:
    for address, words in QUESTIONS.items():
        said = refused(caller, address, 422)
        assert words in said, (address, said)
        assert said.endswith("."), said
    for address, words in MISSING.items():
        answer = caller.get(f"/api/v1/{address}")
        assert answer.status_code in {404, 422}, address
        assert words in answer.json()["detail"]


def test_sentences_come_in_chinese(figures: None, calling: Callable[..., Client]) -> None:
    client = calling(language="zh-TW")
    answer = client.get("/api/v1/plans?limit=0")
    assert answer["Content-Language"] == "zh-Hant-TW"
    assert answer.json()["detail"].endswith("。")
    assert refused(client, "plans/none", 404).startswith("沒有計畫")


def test_odd_headers_do_no_harm(example: None, caller: Client) -> None:
    odd = ["", "*", '"', "W/", '"a", W/"b"', "\x7f", "é", "x" * 9000]
    for value in odd:
        for header in ("If-None-Match", "If-Match", "If-Modified-Since", "Accept", "Accept-Language", "Range"):
            assert caller.get("/api/v1/plans", headers={header: value}).status_code in {200, 304, 406, 412}


# Queries


PER_ANSWER = {
    "plans": 3,
    f"plans/{PLAN}/nodes": 3,
    "measures": 3,
    "observations?measure=event_attendance&start=2025-01&end=2025-01": 7,
    "observations?measure=event_attendance&start=2025-01&end=2025-03": 7,
    f"observations?plan={PLAN}&start=2025-01&end=2025-01": 8,
    f"observations?plan={PLAN}&start=2025-01&end=2025-03": 8,
    f"plans/{PLAN}/scores?period=2025": 16,
    f"plans/{PLAN}/targets": 4,
}


def test_the_number_of_queries_is_known(
    figures: None,
    still: None,
    caller: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    monkeypatch.setattr("openscorecard.actions.tokens.counting.LEASE", 500)
    caller.get("/api/v1/plans")  # the lease of this minute, and the note of its use
    for address, count in PER_ANSWER.items():
        caller.get(f"/api/v1/{address}")  # plans are read once
        forget()
        with django_assert_num_queries(count, info=address):
            assert caller.get(f"/api/v1/{address}").status_code == 200
        with django_assert_num_queries(2):  # who calls, and whether anything changed
            assert caller.get(f"/api/v1/{address}").status_code == 200
