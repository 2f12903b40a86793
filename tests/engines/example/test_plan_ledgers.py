"""Each of the 27 action plans has rows of its kind, at a small scale and at the whole, and money that fits them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from openscorecard.domain.initiatives.charter import Charter
from openscorecard.engines.example.pieces import pieces
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_charters
from tests.engines.example.made_rows import recipe

SCALES = (Fraction(1, 100), Fraction(1))
LEDGERS = {"budget", "grants", "purchases", "sites", "outreach", "events", "training", "proposals", "equipment",
           "service_points", "online_functions", "platforms", "av_titles"}  # fmt: skip
CHARTERS = {one.plan: one for one in example_charters()[1]}
YEARS = range(2018, 2026)
Rows = Mapping[str, list[dict[str, Any]]]


@cache
def ledgers(scale: Fraction) -> Rows:
    """The rows of every ledger; those of circulation, cards and items are not made."""
    found: dict[str, list[dict[str, Any]]] = {}
    for piece in pieces(recipe(scale), standard_datasets()):
        if piece.dataset.name in LEDGERS:
            found.setdefault(piece.dataset.name, []).extend(piece.made().to_pylist())
    return found


def of_kind(kind: str) -> list[str]:
    return [one.plan for one in CHARTERS.values() if one.kind == kind]


def rows(scale: Fraction, dataset: str, plan: str, year_of: str = "") -> list[dict[str, Any]]:
    every = [row for row in ledgers(scale)[dataset] if row["plan"] == plan]
    return [row for row in every if str(row[year_of]).startswith("2025")] if year_of else every


@pytest.mark.parametrize("scale", SCALES)
def test_grants_purchases_and_ideas_of_2025_have_reached_every_stage(scale: Fraction) -> None:
    stages = {
        "grant": ("grants", ("applied_on", "approved_on", "received_on", "reported_on")),
        "procurement": ("purchases", ("requested_on", "tendered_on", "delivered_on", "accepted_on", "on_shelf_on")),
        "pipeline": ("proposals", ("submitted_on", "reviewed_on", "adopted_on", "implemented_on")),
    }
    for kind, (dataset, days) in stages.items():
        for plan in of_kind(kind):
            for day in days:
                assert rows(scale, dataset, plan, day), (plan, day)


@pytest.mark.parametrize("scale", SCALES)
def test_roll_outs_have_sites_at_every_stage_and_most_cost_money(scale: Fraction) -> None:
    for plan in of_kind("roll_out"):
        found = rows(scale, "sites", plan)
        assert {row["stage"] for row in found} == {"評估", "採購", "建置", "測試", "啟用"}, plan
        assert sum(row["cost"] or 0 for row in found) > 0, plan


@pytest.mark.parametrize("scale", SCALES)
def test_programmes_have_events_or_courses_held_and_some_are_still_to_come(scale: Fraction) -> None:
    for plan in of_kind("programme"):
        found = rows(scale, "events", plan, "held_on") + rows(scale, "training", plan, "held_on")
        assert any(row["status"] == "held" and row["attendees"] for row in found), plan
    for dataset in ("events", "training"):
        assert {row["status"] for row in ledgers(scale)[dataset]} == {"held", "planned", "cancelled"}


@pytest.mark.parametrize("scale", SCALES)
def test_funnels_reach_fewer_than_are_eligible_by_age_and_district(scale: Fraction) -> None:
    for plan in of_kind("funnel"):
        found = rows(scale, "outreach", plan, "period")
        assert len({row["district"] for row in found}) == 12
        assert all(0 <= row["offered"] <= row["eligible"] for row in found)
        assert sum(row["offered"] for row in found) > 0


@pytest.mark.parametrize("scale", SCALES)
def test_rules_have_capital_lines_some_of_them_behind_with_a_reason(scale: Fraction) -> None:
    for plan in of_kind("rule"):
        assert {row["kind"] for row in rows(scale, "budget", plan)} == {"capital"}
        assert any(row["reason"] for row in rows(scale, "budget", plan)), plan


def test_machines_of_the_self_service_and_media_plans_have_hours_of_use() -> None:
    scale = SCALES[0]
    (use,) = (one for one in pieces(recipe(scale), standard_datasets()) if one.dataset.name == "equipment_use")
    used = {row["service_item_id"] for row in use.made().to_pylist() if row["hours_used"]}
    for plan in ("CP2.1.1", "DC1.1.1"):
        assert used & {row["service_item_id"] for row in rows(scale, "equipment", plan)}, plan


def _appropriated() -> Mapping[tuple[str, int, str], Fraction]:
    """What each account that carries a plan was given for a year."""
    return {
        (row["plan"], row["as_of"].year, row["account"]): Fraction(row["appropriated"])
        for row in ledgers(SCALES[1])["budget"]
        if row["plan"]
    }


def _spent(charter: Charter) -> Iterator[tuple[int, Fraction]]:
    """What the ledgers of its kind say a plan spent, by year, at full scale."""
    kept = {"procurement": ("purchases", "accepted_on", "amount"), "grant": ("grants", "received_on", "spent"),
            "programme": ("events", "held_on", "cost"), "roll_out": ("sites", "reached_on", "cost")}  # fmt: skip
    if charter.kind in kept:
        dataset, day, amount = kept[charter.kind]
        by_year: dict[int, Fraction] = defaultdict(Fraction)
        for row in rows(SCALES[1], dataset, charter.plan):
            by_year[row[day].year if row[day] else 0] += Fraction(row[amount] or 0)
        yield from by_year.items()


def test_budget_lines_say_what_budget_rows_say_where_they_carry_the_plan() -> None:
    given = _appropriated()
    told = {
        (one.plan, line.year, line.account): line.amount
        for one in CHARTERS.values()
        for line in one.budget
        if line.account
    }
    own = {key: amount for key, amount in given.items() if key[2] != "中央補助代收代付"}  # passed through, no budget
    assert told == own


@pytest.mark.parametrize("charter", CHARTERS.values(), ids=list(CHARTERS))
def test_every_year_has_a_budget_that_what_was_spent_fits(charter: Charter) -> None:
    assert {line.year for line in charter.budget} == set(YEARS)
    for year, spent in _spent(charter):
        budget = charter.budget_of(year)
        assert year not in YEARS or (budget is not None and spent <= budget), (year, spent, budget)
