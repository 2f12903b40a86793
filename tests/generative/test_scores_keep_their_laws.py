"""Whatever the numbers: scores of whole plans, institutions and years keep their laws."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.institutions import Institution, InstitutionTree
from openscorecard.domain.scores.achievement import achievement
from openscorecard.domain.scores.cascade import Contributor, contributed
from openscorecard.domain.scores.institutions import institution_scores
from openscorecard.domain.scores.rollup import Part, Rule, Scored, roll_up
from openscorecard.domain.scores.scorecard import Scorecard, score
from openscorecard.domain.scores.targets import Step, Target, easier
from openscorecard.domain.scores.yearly import Profile, UnfitProfile, YearTarget
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.formats.example import example_plans

_EXAMPLES = int(os.environ.get("OPENSCORECARD_EXAMPLES", "60"))
calm = settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
F = Fraction
ONE = F(1)
LIBRARY = example_plans()[1]
CODES = [kpi.code for _, kpi in LIBRARY.kpis()]

positive = st.fractions(min_value=F(1, 40), max_value=1000, max_denominator=40)
numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=40)
weights = st.dictionaries(st.sampled_from(CODES), st.fractions(F(1, 9), 50, max_denominator=9), max_size=9)
values = st.dictionaries(st.sampled_from(CODES), st.none() | st.fractions(0, 200, max_denominator=9), max_size=29)
rules = st.dictionaries(
    st.sampled_from(["plan", "theme:A", "cell:AP", "AC1"]), st.sampled_from(["weighted", "weakest"])
)


def card(
    given_: Mapping[str, Fraction | None],
    weights_: Mapping[str, Fraction],
    rules_: Mapping[str, Rule],
    plan: Plan = LIBRARY,
    unit: Fraction = ONE,
) -> Scorecard:
    targets = {code: Target(code, "件", 80 * unit, cap=F(150)) for code in CODES}
    scaled = {code: None if value is None else value * unit for code, value in given_.items()}
    return score(plan, targets, scaled, weights=weights_, rules=rules_)


def told(found: Scorecard) -> dict[str, Any]:
    return {one.code: (one.score, one.partial, one.coverage, one.status) for one in found.every()}


@calm
@given(values, weights, rules, positive)
def test_another_unit_changes_no_score_of_a_plan(given_: Any, weights_: Any, rules_: Any, unit: Fraction) -> None:
    assert told(card(given_, weights_, rules_)) == told(card(given_, weights_, rules_, unit=unit))


@calm
@given(values, weights, rules, positive)
def test_all_weights_of_one_level_scaled_change_no_score(given_: Any, weights_: Any, rules_: Any, by: Fraction) -> None:
    scaled = {code: weights_.get(code, F(1)) * by for code in CODES}
    assert told(card(given_, weights_, rules_)) == told(card(given_, scaled, rules_))


@calm
@given(values, weights, rules, st.randoms(use_true_random=False))
def test_the_order_of_kpis_themes_and_perspectives_changes_no_score(
    given_: Any, weights_: Any, rules_: Any, chance: Any
) -> None:
    def mixed(items: Any) -> Any:
        found = list(items)
        chance.shuffle(found)
        return tuple(found)

    objectives = tuple(one.with_kpis(mixed(one.kpis)) for one in mixed(LIBRARY.objectives))
    other = replace(
        LIBRARY,
        objectives=objectives,
        themes=mixed(LIBRARY.themes),
        perspectives=mixed(LIBRARY.perspectives),
    )
    assert told(card(given_, weights_, rules_)) == told(card(given_, weights_, rules_, plan=other))


@calm
@given(values, weights, rules, st.sampled_from(CODES), st.fractions(0, 200, max_denominator=9), positive)
def test_a_better_value_lowers_no_score_above_it(
    given_: Any, weights_: Any, rules_: Any, code: str, value: Fraction, more: Fraction
) -> None:
    worse = card({**given_, code: value}, weights_, rules_).plan
    better = card({**given_, code: value + more}, weights_, rules_).plan
    for one, other in zip(worse.every(), better.every(), strict=True):
        assert (one.partial is None) == (other.partial is None)
        if one.partial is not None and other.partial is not None:
            assert one.partial <= other.partial
        assert one.coverage == other.coverage


@calm
@given(values, weights, rules)
def test_bounds_hold_whatever_the_missing_come_to(given_: Any, weights_: Any, rules_: Any) -> None:
    found = card(given_, weights_, rules_)
    lowest = card({code: given_.get(code) or F(0) for code in CODES}, weights_, rules_)
    highest = card(
        {code: F(120) if given_.get(code) is None else given_[code] for code in CODES}, weights_, rules_
    )  # 120 of 80 earns the cap
    for one, low, high in zip(found.every(), lowest.every(), highest.every(), strict=True):
        if one.partial is not None:
            assert (one.lowest, one.highest) == (low.score, high.score)
            assert low.score is not None
            assert high.score is not None
            assert low.score <= one.partial <= high.score or one.rule == "weakest"


@calm
@given(values, weights, rules)
def test_a_score_is_withheld_where_too_little_is_known_and_only_there(given_: Any, weights_: Any, rules_: Any) -> None:
    for one in card(given_, weights_, rules_).every():
        assert (one.status == "withheld") == (one.partial is not None and one.score is None)
        if one.partial is not None:
            assert (one.score is None) == (one.coverage < 70)
            assert sum((share.share for share in one.shares), F(0)) == (100 if one.children else 0)
        else:
            assert one.coverage == 0
            assert one.status == "no_data"
        if one.score is not None:
            assert 0 <= one.score <= 150


leaf = st.builds(
    lambda score_, weight: Part("K", "kpi", weight, score_),
    st.none() | st.fractions(0, 150, max_denominator=9),
    st.fractions(F(1, 9), 9, max_denominator=9),
)
scored = st.lists(leaf, min_size=1, max_size=5).map(lambda parts: roll_up(Part("plan", "plan", children=tuple(parts))))
institutions = st.lists(st.tuples(st.integers(0, 8), st.none() | scored), min_size=1, max_size=9)


@calm
@given(institutions, st.randoms(use_true_random=False))
def test_institutions_in_another_order_score_the_same(made: list[tuple[int, Scored | None]], chance: Any) -> None:
    items = [
        Institution(f"i{place}", Text("機關"), parent=f"i{above % place}" if place else "")
        for place, (above, _) in enumerate(made)
    ]
    plans = {f"i{place}": plan for place, (_, plan) in enumerate(made) if plan}
    (top,) = institution_scores(InstitutionTree(tuple(items)), plans)
    chance.shuffle(items)
    (again,) = institution_scores(InstitutionTree(tuple(items)), plans)
    one, other = ({node.code: (node.score, node.coverage, node.status) for node in x.every()} for x in (top, again))
    assert one == other
    for node in top.every():
        if node.partial is not None and node.lowest is not None and node.highest is not None:
            assert node.lowest <= node.highest
            assert 0 < node.coverage <= 100


@calm
@given(st.lists(st.tuples(scored, positive), min_size=1, max_size=6), positive)
def test_scaled_weights_of_contributors_bring_the_same(made: list[tuple[Scored, Fraction]], by: Fraction) -> None:
    loaded = {(f"p{place}", "AC1"): one for place, (one, _) in enumerate(made)}
    plain = [Contributor(f"p{place}", "AC1", weight) for place, (_, weight) in enumerate(made)]
    scaled = [replace(one, weight=one.weight * by) for one in plain]
    first, second = (contributed("CC1", some, loaded, declared=True).node for some in (plain, scaled))
    assert (first.score, first.partial, first.coverage) == (second.score, second.partial, second.coverage)
    fewer = {key: one for key, one in loaded.items() if key[0] != "p0"}
    assert contributed("CC1", plain, fewer, declared=True).node.coverage <= first.coverage
    assert contributed("CC1", plain, loaded, declared=False).node.score is None


shares = st.lists(st.fractions(F(1, 9), 9, max_denominator=9), min_size=12, max_size=12).map(tuple)


@calm
@given(positive, st.sampled_from(["even", "season"]), shares, st.sampled_from(["month", "quarter", "half"]))
def test_the_parts_of_a_flow_add_up_to_its_year(value: Fraction, name: Any, parts: Any, grain: Any) -> None:
    year = YearTarget(Target("K", "件", value), Period("year", 2025), "F", grain, Profile(name, parts))
    asked = [year.in_period(one).target.value for one in year.periods()]
    assert sum(asked, F(0)) == value
    assert year.in_period(Period("ytd", 2025, 12)).target.value == value
    running = [year.in_period(Period("ytd", 2025, one.months()[-1].number)).target.value for one in year.periods()]
    assert running == [sum(asked[: place + 1], F(0)) for place in range(len(asked))]


@calm
@given(positive, positive, st.sampled_from(["cumulative", "season"]), shares, st.sampled_from(["S", "R"]))
def test_a_stock_walks_from_its_baseline_to_its_target(
    value: Fraction, baseline: Fraction, name: Any, parts: Any, kind: Any
) -> None:
    target = Target("K", "件", value, baseline=baseline)
    year = YearTarget(target, Period("year", 2025), kind, profile=Profile(name, parts))
    asked = [baseline, *(year.in_period(one).target.value for one in year.periods())]
    assert asked[-1] == value
    assert asked in (sorted(asked), sorted(asked, reverse=True))


@calm
@given(positive, numbers, st.lists(numbers, min_size=12, max_size=12))
def test_months_by_hand_stand_as_written_or_are_refused(value: Fraction, first: Fraction, parts: Any) -> None:
    try:
        year = YearTarget(Target("K", "件", value), Period("year", 2025), "F", profile=Profile("by_hand", tuple(parts)))
    except UnfitProfile:
        assert sum(parts) != value or min(parts) <= 0
        return
    assert [year.in_period(one).target.value for one in year.periods()] == parts


inverse = st.builds(
    lambda value, more: Target("K", "件", value, "down", "inverse", ceiling=100 + more), positive, positive
)


@calm
@given(inverse, numbers, numbers)
def test_of_what_is_better_downwards_less_never_earns_less(target: Target, one: Fraction, other: Fraction) -> None:
    less, more = sorted((one, other))
    assert achievement(target, less).score >= achievement(target, more).score


METHODS: list[dict[str, Any]] = [
    {"method": "ratio"},
    {"method": "progress", "baseline": F(-7)},
    {"method": "goalposts", "floor": F(-3)},
    {"method": "yes_no"},
    {"method": "mirror", "direction": "down"},
    {"method": "inverse", "direction": "down", "ceiling": F(200)},
    {"method": "progress", "direction": "down", "baseline": F(2000)},
]


@calm
@given(st.sampled_from(METHODS), positive, positive, numbers)
def test_a_target_that_is_not_easier_gives_nobody_more_up_to_a_hundred(
    method: dict[str, Any], one: Fraction, other: Fraction, value: Fraction
) -> None:
    before, after = Target("K", "件", one, **method), Target("K", "件", other, **method)
    if not easier(before, after):
        assert min(achievement(after, value).score, F(100)) <= min(achievement(before, value).score, F(100))
    else:
        assert not easier(after, before)


@calm
@given(st.lists(st.tuples(positive, positive), min_size=1, max_size=5, unique_by=lambda pair: pair[0]), numbers)
def test_steps_are_climbed_in_order(made: list[tuple[Fraction, Fraction]], value: Fraction) -> None:
    leasts, percents = sorted(pair[0] for pair in made), sorted(pair[1] for pair in made)
    target = Target("K", "件", method="steps", steps=tuple(map(Step, leasts, percents)))
    reached = [percent for least, percent in zip(leasts, percents, strict=True) if least <= value]
    assert achievement(target, value).score == (reached[-1] if reached else 0)


@calm
@given(st.integers(1, 15_000).map(lambda cents: F(cents, 100)), st.lists(positive, min_size=2, max_size=6))
def test_equal_scores_are_themselves_by_every_rule(value: Fraction, weights_: list[Fraction]) -> None:
    parts = tuple(Part(f"K{place}", "kpi", weight, value) for place, weight in enumerate(weights_))
    rules_: list[Rule] = ["weighted", "geometric", "weakest"]
    assert {roll_up(Part("N", "theme", children=parts, rule=rule)).score for rule in rules_} == {value}
