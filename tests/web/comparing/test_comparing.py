"""Figures beside one another: periods, units, institutions; what is missing or suppressed is said."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.web.overview.conftest import HERE, aim, bring, home, read, two_years  # noqa: F401 -- fixtures

Read = Callable[..., Any]
COMPARE = f"{HERE}compare-figures/"
pytestmark = pytest.mark.usefixtures("two_years")


def rows_of(page: Any, part: str) -> list[str]:
    rows = page.all(f"//section[@aria-labelledby='part-{part}']//tbody/tr")
    return [" ".join(" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")) for row in rows]


def test_all_kpis_stand_in_periods_side_by_side(read: Read, signed_in: Callable[..., Client]) -> None:  # noqa: F811
    page = read(f"{COMPARE}?period=2025", signed_in())
    assert page.words("//table[contains(@class,'compare-table')]//th[@scope='col']") == [
        "KPI",
        "113年",
        "114年",
        "增減",
    ]
    line = next(one for one in page.words("//tbody/tr") if one.startswith("AF2.1"))
    assert "1,000 元" in line
    assert "507 元" in line
    assert line.endswith("−493")


def test_one_kpi_stands_beside_its_targets(read: Read, signed_in: Callable[..., Client]) -> None:  # noqa: F811
    page = read(f"{COMPARE}?kpi=AF2.1&period=2025", signed_in())
    assert rows_of(page, "periods") == ["114年 650 507 −143", "113年 900 1,000 +100"]
    titles = page.words("//*[name()='svg']/*[name()='title'][@id='periods-title']")
    assert titles == ["AF2.1 各期比較；表格所示相同。"]


def test_a_kpi_splits_by_what_its_rows_tell(read: Read, signed_in: Callable[..., Client]) -> None:  # noqa: F811
    page = read(f"{COMPARE}?kpi=AF2.1&period=2025&by=plan", signed_in())
    assert len(rows_of(page, "units")) == 1
    assert rows_of(page, "units")[0].endswith("−493")
    assert page.words("//section[@aria-labelledby='part-units']//tfoot//td[1]") == ["507 元"]


def test_a_kpi_without_a_value_shows_no_zero(read: Read, signed_in: Callable[..., Client]) -> None:  # noqa: F811
    page = read(f"{COMPARE}?kpi=AC1.1&period=2025", signed_in())
    assert all("無資料" in one for one in rows_of(page, "periods"))
    assert page.all("//section[@aria-labelledby='part-units']") == []


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_each_comparison_is_a_file(kind: str, signed_in: Callable[..., Client]) -> None:
    answer = signed_in().get(f"{COMPARE}periods.{kind}?kpi=AF2.1&period=2025")
    assert answer.status_code == 200
    assert answer.content.startswith({"svg": b"<svg ", "png": b"\x89PNG", "csv": b"\xef\xbb\xbf"}[kind])
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[1] == ["114年", "650", "ok", "507", "ok", "元"]


def test_what_cannot_be_compared_says_so(read: Read, signed_in: Callable[..., Client]) -> None:  # noqa: F811
    client = signed_in()
    for address in ("periods.csv?kpi=nothing", "peers.csv?kpi=AF2.1", "periods.csv", "units.exe?kpi=AF2.1"):
        assert read(COMPARE + address, client, 404).words("//h1") == ["找不到"]


def test_the_public_is_asked_to_sign_in(client: Client) -> None:
    for address in (COMPARE, f"{COMPARE}periods.csv?kpi=AF2.1", f"{HERE}themes/A/trends.csv"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/account/sign-in/" in answer["Location"]
