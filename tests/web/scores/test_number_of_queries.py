"""How many queries pages with scores cost: literals, the same for one target and for four, once and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from openscorecard.queries.recent import forget

from .conftest import PLAN, Aim

HERE = f"/plans/{PLAN}/"
# The first time scores are made; later they are at hand while nothing they stand on changes.
PAGES = {
    "scorecard/?period=2025": (30, 4),
    "map/?period=2025": (30, 4),
    "scores/plan/?period=2025": (20, 5),
    "scores/AF2.1/?period=2025": (20, 5),
    "objectives/AF2/?period=2025": (22, 7),
    "scoring/": (5, 5),
}


@pytest.mark.parametrize("kpis", [("AF2.1",), ("AF2.1", "BF2.1", "CF2.1", "DF1.1")], ids=len)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_scores_costs_the_same_however_many_targets_there_are(
    page: str, kpis: tuple[str, ...], aim: Aim, signed_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    for kpi in kpis:
        aim(kpi, 650)
    client, (first, again) = signed_in(), PAGES[page]
    client.get(HERE + page)  # what a process reads only once is read
    forget()
    with django_assert_num_queries(first):
        assert client.get(HERE + page).status_code == 200
    with django_assert_num_queries(again):
        assert client.get(HERE + page).status_code == 200
