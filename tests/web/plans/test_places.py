"""Addresses made quickly are those that Django makes."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from openscorecard.web.plans.places import Places, address

ODD = ["BC1.1", "a b", "中文", "%2F", "a/b", "", "~:@!$&'()*+,;=", "?x=1#y", "\ue000", "é", "..", '"<>']


@pytest.mark.parametrize("name", ["plan", "kpi", "dataset", "plan-restore", "no-such-page"])
@pytest.mark.parametrize("first", ODD)
@pytest.mark.parametrize("second", [None, *ODD, "7"])
def test_an_address_is_that_of_django(name: str, first: str, second: str | None) -> None:
    arguments = [one for one in (first, second) if one is not None]
    try:
        expected = reverse(name, args=arguments)
    except NoReverseMatch:
        expected = ""
    assert address(name, *arguments) == expected


def test_pages_of_a_plan_carry_edition_and_more() -> None:
    places = Places("taipei", (("edition", "2"),))
    assert places.kpi("C 1") == "/plans/taipei/kpis/C%201/?edition=2"
    assert places.page("plan", tab="a b") == "/plans/taipei/?edition=2&tab=a+b"
