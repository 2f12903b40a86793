"""Meeting mode: every step by plain links, for those who see figures and for the public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.web.overview.conftest import HERE, aim, bring, home, read, two_years  # noqa: F401 -- fixtures

Read = Callable[..., Any]
MEETING = f"{HERE}meeting/"


def walked(read: Read, by: Client | None) -> list[Any]:  # noqa: F811 -- the fixture above
    """Every screen from the first on, as the links lead."""
    pages, address = [], f"{MEETING}?period=2025"
    while address:
        pages.append(read(address, by))
        address = next(iter(pages[-1].all("//a[@rel='next']/@href")), "")
        assert len(pages) < 40
    return pages


def test_the_links_lead_through_all_steps_and_back(
    two_years: None,  # noqa: F811 -- the fixture above
    read: Read,  # noqa: F811 -- the fixture above
    signed_in: Callable[..., Client],
) -> None:
    pages = walked(read, signed_in())
    headings = [page.words("//h1")[0] for page in pages]
    assert headings[0] == "臺北市立圖書館 策略地圖與平衡計分卡"
    assert headings[1].startswith("策略地圖")
    assert headings[2].startswith("需要處理的例外")
    assert headings[3].startswith("與113年相比的變化")
    assert [one[0] for one in headings[4:8]] == ["A", "B", "C", "D"]
    assert headings[8].startswith("AF2.1")
    assert len(pages) == 9
    for number, page in enumerate(pages, 1):
        assert page.words("//span[@class='meeting-place']") == [f"第 {number} 頁，共 9 頁"]
        assert len(page.all("//details[@class='meeting-steps']//a")) == 9
        assert len(page.all("//a[@rel='prev']")) == (number > 1)
        assert page.all("//a[@id='leave-meeting']/@href") == [f"{HERE}?period=2025"]
        assert page.all("//header") == []


def test_a_kpi_behind_shows_its_figures_and_its_chart(
    two_years: None,  # noqa: F811 -- the fixture above
    read: Read,  # noqa: F811 -- the fixture above
    signed_in: Callable[..., Client],
) -> None:
    page = read(f"{MEETING}?period=2025&step=9", signed_in())
    assert "507 元" in page.text
    assert "650" in page.text
    assert len(page.all("//*[name()='svg'][@class='osc-trend']")) == 1


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("99", 9), ("x", 1), ("³", 1), ("", 1)])
def test_a_step_that_is_none_shows_one_that_is(
    asked: str,
    shown: int,
    two_years: None,  # noqa: F811 -- the fixture above
    read: Read,  # noqa: F811 -- the fixture above
    signed_in: Callable[..., Client],
) -> None:
    page = read(f"{MEETING}?period=2025&step={asked}", signed_in())
    assert page.words("//span[@class='meeting-place']") == [f"第 {shown} 頁，共 9 頁"]


def test_the_public_steps_through_map_and_objectives_without_figures(
    two_years: None,  # noqa: F811 -- the fixture above
    read: Read,  # noqa: F811 -- the fixture above
) -> None:
    pages = walked(read, None)
    assert len(pages) == 6
    assert "AC1" in pages[2].text
    assert not [page for page in pages if "507" in page.text or "落後" in page.text]
