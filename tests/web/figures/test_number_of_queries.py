"""How many queries each page of figures costs: literals, the same for one month and for three."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from openscorecard.queries.places import branch_names
from openscorecard.records import contents
from tests.actions.sent_files import CIRCULATION
from tests.web.figures.conftest import Bring, compute, loan

SESSION = 2  # the session and its person
PAGES = {
    "/plans/taipei-public-library/kpis/CP2.1/": 34,
    "/measures/self_service_rate/": 10,
    "/measures/self_service_rate/figures/": 7,
    "/measures/self_service_rate/figures/?dimension=branch": 8,
    "/measures/self_service_rate/figures.csv": 7,
    "/measures/self_service_rate/figures/2025-01/": 7,
    "/measures/self_service_rate/figures/2025-01/rows/0/": 9,
    "/figures/restatements/": 2,
    "/figures/restatements/?measure=self_service_rate": 2,
}


@pytest.mark.parametrize("months", [1, 3])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_however_much_there_is(
    example: None, bring: Bring, reader: Client, months: int, address: str, django_assert_num_queries: Any
) -> None:
    for month in range(1, months + 1):
        bring(CIRCULATION, [loan(month, "self_check"), loan(month, "desk", "B")], f"2025-0{month}")
    compute()
    branch_names()
    reader.get("/help/")  # a session is written at its first use
    contents.forget()
    with django_assert_num_queries(SESSION + PAGES[address]):
        assert reader.get(address).status_code == 200
