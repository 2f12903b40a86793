"""How many queries each reading page costs: literals, the same for one row and for three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from openscorecard.domain.strategy.links import Link, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Standing
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.records import contents
from tests.store_samples import bureau, library, numbered

PAGES = {
    "/": 4,
    "/plans/": 4,
    "/plans/library-0/": 4,
    "/plans/bureau/": 4,
    "/plans/library-0/map/": 3,
    "/plans/library-0/scorecard/": 3,
    "/plans/library-0/cascade/": 4,
    "/plans/bureau/cascade/": 4,
    "/plans/library-0/checks/": 5,
    "/plans/library-0/download/": 2,
    "/plans/library-0/download/txt/": 4,
    "/plans/library-0/objectives/AC1/": 5,
    "/plans/library-0/kpis/AC1.1/": 3,
    "/plans/library-0/action-plans/": 5,
    "/plans/library-0/action-plans/reading-groups/": 4,
    "/measures/": 2,
    "/measures/cards_valid/": 3,
    "/search/?q=a": 1,
}


def _grown(plan: Plan, rows: int) -> Plan:
    """The library's plan with as many further objectives, KPIs, codes, links and supports."""
    more = tuple(
        Objective(
            code, Text("提升專業"), "A", "L",
            (Kpi(f"{code}.1", Text("讀者辦證總數"), "cards_valid", (Standing(f"{code}.1.1", "reading-groups"),)),),
        )
        for code in (f"AL{number}" for number in range(1, rows + 1))
    )  # fmt: skip
    assert plan.cascade is not None
    supports = tuple(Support(one.id, "HP1") for one in more)
    return replace(
        plan,
        objectives=(*plan.objectives, *more),
        links=(*plan.links, *(Link(one.id, "AC1") for one in more)),
        cascade=replace(plan.cascade, supports=(*plan.supports, *supports)),
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_however_much_there_is(
    address: str, rows: int, publish: Callable[..., None], client: Client, django_assert_num_queries: Any
) -> None:
    publish(bureau())
    for number in range(rows):
        child = replace(numbered(library(), number), institution=Text(f"圖書館{number}"))
        publish(_grown(child, rows))
    contents.forget()
    with django_assert_num_queries(PAGES[address]):
        assert client.get(address).status_code == 200
