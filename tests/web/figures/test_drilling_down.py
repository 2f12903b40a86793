"""Drilling down: library, district, branch; what adds up, what is suppressed, and the file to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from openscorecard.formats.datasets.contracts import standard_datasets
from tests.actions.sent_files import CARDS, CIRCULATION, EVENTS, row
from tests.web.figures.conftest import Bring, compute, held, lines, loan

Read = Callable[..., Any]
BRANCHES = standard_datasets()["branches"]
EVENTS_PAGE = "/measures/event_attendance/figures/"


def branch(code: str, name: str, district: str) -> tuple[Any, ...]:
    return row(BRANCHES, branch=code, name=name, district=district, type="branch", opened_on=date(2020, 1, 1))


@pytest.fixture
def attended(bring: Bring) -> None:
    """Three events at two branches of one district and one of another."""
    bring(
        BRANCHES, [branch("A", "=甲分館", "大安區"), branch("B", "乙分館", "大安區"), branch("C", "丙分館", "信義區")]
    )
    events = [
        held("e1", 1, 10, "A", audiences=("child", "teen")),
        held("e2", 1, 5, "B", audiences=("adult",)),
        held("e3", 1, 7, "C"),
    ]
    bring(EVENTS, events, "2025-01")
    compute()


def table(page: Any) -> dict[str, list[str]]:
    """The last column of the table by its first."""
    return {one.split(" ")[0]: one.split(" ")[1:] for one in lines(page, "//table[contains(@class,'drill-table')]//tr")}


def test_a_district_leads_to_its_branches_by_name(attended: None, read: Read, reader: Client) -> None:
    page = read(f"{EVENTS_PAGE}?start=2025-01&end=2025-01&dimension=district", reader)
    assert (table(page)["大安區"], table(page)["信義區"], table(page)["全體"]) == (["15"], ["7"], ["22"])
    assert "各項相加等於全體。" in page.text
    inside = page.one("//th/a[text()='大安區']").get("href")
    branches = read(inside, reader)
    assert list(table(branches)) == ["分館", "=甲分館", "乙分館", "全體"]
    assert branches.words("//nav[contains(@class,'drill-path')]//li") == ["全館", "行政區", "分館", "大安區"]


def test_audiences_overlap_and_the_page_says_so(attended: None, read: Read, reader: Client) -> None:
    page = read(f"{EVENTS_PAGE}?start=2025-01&end=2025-01&dimension=audience", reader)
    assert "各項相加不等於全體" in page.text
    assert table(page)["全體"] == ["22"]
    assert table(page)["資料未載明"] == ["7"]


def test_the_file_is_exact_and_runs_nothing(attended: None, reader: Client) -> None:
    answer = reader.get("/measures/event_attendance/figures.csv?start=2025-01&end=2025-01&dimension=branch")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(one["cell"], one["value"]) for one in lines] == [("", "22"), ("A", "10"), ("B", "5"), ("C", "7")]
    assert lines[1]["name"] == "'=甲分館"
    assert answer["Content-Disposition"] == 'attachment; filename="event_attendance.csv"'


def test_cells_of_fewer_than_five_readers_are_suppressed_with_their_complement(
    bring: Bring, read: Read, reader: Client
) -> None:
    cards = [
        row(CARDS, card_id=f"{place}-{number}", branch=place, issued_on=date(2025, 1, 2), expires_on=date(2030, 1, 1))
        for place, count in (("A", 3), ("B", 6), ("C", 9))
        for number in range(count)
    ]
    bring(CARDS, cards)
    compute()
    page = read("/measures/cards_valid/figures/?start=2025-01&end=2025-01&dimension=branch", reader)
    assert (table(page)["A"], table(page)["B"], table(page)["C"], table(page)["全體"]) == (
        ["不顯示"],
        ["不顯示"],
        ["9"],
        ["18"],
    )
    found = reader.get("/measures/cards_valid/figures.csv?start=2025-01&end=2025-01&dimension=branch").content.decode()
    assert "branch,A,A,,,,suppressed" in found
    observation = read("/measures/cards_valid/figures/2025-01/?dimension=branch&cell=A", reader)
    assert "不顯示" in observation.text
    assert not observation.all("//a[contains(@href,'/rows/')]")


def test_a_ratio_never_adds_up(bring: Bring, read: Read, reader: Client) -> None:
    bring(CIRCULATION, [loan(1, "self_check", "A", 6), loan(1, "desk", "B", 6)], "2025-01")
    compute()
    page = read("/measures/self_service_rate/figures/?start=2025-01&end=2025-01&dimension=branch", reader)
    assert table(page)["全體"] == ["50.00"]
    assert "比率不能相加" in page.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("start=2025-13", "不是期間"),
        ("dimension=nothing", "不是一個可用的選項"),
        ("start=2025-02&end=2025-01", "沒有完整的"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(read: Read, reader: Client, asked: str, says: str, db: None) -> None:
    page = read(f"{EVENTS_PAGE}?{asked}", reader, status=422)
    assert any(says in one for one in page.words("//p[@class='field-error']")), page.text


def test_a_measure_nobody_knows_is_not_found(reader: Client, db: None) -> None:
    assert reader.get("/measures/none/figures/").status_code == 404


def test_a_renamed_branch_leaves_the_figures_of_before_and_stands_in_the_unnamed_cell(
    attended: None, bring: Bring, read: Read, reader: Client
) -> None:
    by_district = "?start=2025-01&end=2025-01&dimension=district"
    before = table(read(f"{EVENTS_PAGE}{by_district}", reader))
    info = bring(EVENTS, [held("e4", 2, 12, "A2"), held("e5", 2, 4, "C")], "2025-02")
    assert [(one.field, one.values) for one in info.dangling] == [("branch", (("A2", 1),))]
    compute()
    assert table(read(f"{EVENTS_PAGE}{by_district}", reader)) == before
    after = table(read(f"{EVENTS_PAGE}?start=2025-02&end=2025-02&dimension=district", reader))
    assert (after["資料未載明"], after["信義區"], after["全體"]) == (["12"], ["4"], ["16"])
