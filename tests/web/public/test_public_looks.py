"""What helps to find, to tell apart and to understand the public pages: addresses, titles, words beside figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import urljoin

import pytest
from django.utils import translation

from openscorecard.actions.publishing import publish_period
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.text import Text
from openscorecard.queries.publication import publications
from openscorecard.web.public.spots import PAGES, every_spot
from openscorecard.web.public.words import change, said_together

from .conftest import PLAN, Open

HERE, THERE = f"/public/zh-Hant/{PLAN}/", f"/public/en/{PLAN}/"
Read = Callable[..., Any]


def canonical(page: Any, address: str) -> str:
    return urljoin(address, page.one("//link[@rel='canonical']").get("href"))


@pytest.mark.parametrize(
    ("place", "one"),
    [
        ("/public/", "/public/zh-Hant/"),
        ("/public/en/", "/public/en/"),
        ("/public/catalogue/en/", "/public/catalogue/en/"),
        (HERE, HERE),
        (f"{HERE}2025/", HERE),
        (f"{HERE}2024/", f"{HERE}2024/"),
        (f"{HERE}kpi/AF2.1/", f"{HERE}kpi/AF2.1/"),
        (f"{HERE}embed/map/", HERE),
        (f"{THERE}embed/kpi/AF2.1/", f"{THERE}kpi/AF2.1/"),
    ],
)
def test_what_stands_at_several_addresses_names_one(place: str, one: str, open_to_all: Open, read: Read) -> None:
    open_to_all("2025", "2024")
    assert canonical(read(place), place) == one


def test_every_page_names_its_languages_and_says_what_it_is(open_to_all: Open, read: Read) -> None:
    open_to_all("2025")
    for spot in every_spot(publications()):
        if spot.kind not in PAGES:
            continue
        page = read(f"/public/{spot.path}")
        assert page.one("//head/title").text.strip(), spot.path
        if not spot.kind.startswith("embed"):
            tags = [link.get("hreflang") for link in page.all("//link[@rel='alternate']")]
            assert tags == ["zh-Hant-TW", "en"], spot.path
            assert page.one("//meta[@name='description']").get("content").strip(), spot.path


def test_what_is_not_there_is_not_to_be_found_again(grants: None, read: Read) -> None:
    page = read(f"{HERE}kpi/AF2.1/", status=404)
    assert page.one("//meta[@name='robots']").get("content") == "noindex"
    assert not page.all("//link[@rel='canonical' or @rel='alternate']")
    assert not read("/public/").all("//meta[@name='robots']")


def test_pages_and_drawings_name_the_institution(open_to_all: Open, read: Read) -> None:
    open_to_all("2025")
    for place in (f"{THERE}kpi/AF2.1/", f"{THERE}embed/kpi/AF2.1/", f"{THERE}embed/map/"):
        page = read(place)
        assert "Taipei Public Library" in page.one("//head/title").text, place
        assert "Taipei Public Library" in page.one("//main").text_content().replace(PLAN, ""), place
        assert page.text.count("English names: unofficial translation") == 1, place
    assert page.one("//h1").get("class") == "visually-hidden"  # the drawing bears the name already


def test_a_chart_says_what_each_point_is(open_to_all: Open, read: Read) -> None:
    open_to_all("2025", "2024")
    kpi = publications(PLAN)[0].kpi("AF2.1")
    assert kpi is not None
    said = "Each point is a month;" if kpi.series else "Each point is a year;"
    for place in (f"{THERE}kpi/AF2.1/", f"{THERE}embed/kpi/AF2.1/"):
        assert said in read(place).text, place


def test_words_without_a_score_are_explained_where_they_stand(open_to_all: Open, read: Read) -> None:
    open_to_all("2025")
    meant = read(HERE).one("//details[@class='status-words']").text_content()
    assert "沒有目標值，無從判斷達標或落後。" in meant
    assert "有資料的部分太少，暫不計分。" in meant
    assert "期間尚未結束" not in meant  # no status on the page says so


def test_a_plan_without_kpis_says_so_and_counts_nothing(open_to_all: Open, read: Read, now: datetime) -> None:
    publish_period("taipei-education-bureau", parse_period("2025"), by=SYSTEM, now=now)
    page = read("/public/en/taipei-education-bureau/")
    assert "The plan itself has no figures to be judged by." in page.text
    assert "0 figures" not in page.text
    assert not page.all("//ul[not(li)]")
    assert not read("/public/en/").all("//ul[not(li)]")


def test_the_list_of_files_leads_to_the_pages_and_tells_its_links_apart(open_to_all: Open, read: Read) -> None:
    open_to_all("2025", "2024")
    place = "/public/catalogue/en/"
    page = read(place)
    rows = page.all("//tbody/tr")
    assert [urljoin(place, row.find("th/a").get("href")) for row in rows] == [f"{THERE}2025/", f"{THERE}2024/"]
    words = [" ".join(link.text_content().split()) for link in page.all("//tbody//td//a")]
    assert len(set(words)) == len(words) == 4
    assert "English names: unofficial translation" in page.text
    assert "English names" not in read("/public/catalogue/zh-Hant/").text


def test_the_cells_of_action_plans_say_what_they_are_on_small_screens(open_to_all: Open, read: Read) -> None:
    open_to_all("2025")
    for row in read(f"{THERE}action-plans/").all("//tbody/tr"):
        labels = [label.text.strip() for label in row.findall(".//span[@class='cell-label']")]
        assert labels[0] == "Milestones reached"
        assert labels[-1] == "KPIs it is to move"


def test_a_change_of_percents_is_told_in_points(open_to_all: Open) -> None:
    open_to_all("2025", "2024")
    kpi = publications(PLAN)[0].kpi("AF2.1")
    assert kpi is not None
    assert kpi.definition is not None

    def at(value: int, unit: Text) -> Any:
        definition = replace(kpi.definition, unit=unit)  # type: ignore[type-var]  # asserted above
        return replace(kpi, value=replace(kpi.value, value=Fraction(value)), definition=definition)

    percent, dollars = Text("%", "%"), Text("元", "NT$")
    with translation.override("en"):
        assert change(at(77, percent), at(75, percent), "2024").startswith("That is 2 percentage points more than")
        assert change(at(77, dollars), at(75, dollars), "2024") == "That is 2 more than in 2024 (75)."


def test_sentences_follow_each_other_as_the_language_sets_them(open_to_all: Open, read: Read) -> None:
    assert said_together("en", "One.", "", "Two.") == "One. Two."
    assert said_together("zh-Hant", "一。", "二。") == "一。二。"
