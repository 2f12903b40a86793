"""What must hold of scores and roll-ups whatever the numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.scores.achievement import achievement
from openscorecard.domain.scores.rollup import Part, roll_up
from openscorecard.domain.scores.targets import Step, Target

F = Fraction
numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=40)
positive = st.fractions(min_value=F(1, 40), max_value=1000, max_denominator=40)
METHODS = [
    {"method": "ratio"},
    {"method": "progress", "baseline": F(-7)},
    {"method": "goalposts", "floor": F(-3)},
    {"method": "yes_no"},
    {"method": "mirror", "direction": "down"},
    {"method": "progress", "direction": "down", "baseline": F(2000)},
    {"method": "steps", "steps": (Step(F(1), F(20)), Step(F(50), F(90)))},
]


@given(st.sampled_from(METHODS), positive, numbers, numbers, st.none() | positive)
def test_a_better_value_never_earns_less_and_no_cap_is_passed(
    method: dict[str, Any], value: Fraction, one: Fraction, other: Fraction, cap: Fraction | None
) -> None:
    made = Target("K", "件", value, cap=cap, **method)
    worse, better = sorted((one, other), reverse=made.direction == "down")
    assert achievement(made, worse).score <= achievement(made, better).score
    if cap is not None:
        assert achievement(made, better).score <= cap


@given(positive, numbers, positive)
def test_another_unit_changes_no_score(value: Fraction, actual: Fraction, scale: Fraction) -> None:
    for method in ({"method": "ratio"}, {"method": "mirror", "direction": "down"}):
        one, other = Target("K", "件", value, **method), Target("K", "千件", value * scale, **method)  # type: ignore[arg-type]
        assert achievement(one, actual).score == achievement(other, actual * scale).score


@given(positive, numbers, numbers)
def test_a_mirrored_direction_mirrors_the_progress(value: Fraction, baseline: Fraction, actual: Fraction) -> None:
    if baseline >= value:
        return
    up = Target("K", "件", value, method="progress", baseline=baseline)
    down = Target("K", "件", -value, "down", "progress", baseline=-baseline)
    assert achievement(up, actual).score == achievement(down, -actual).score


scored = st.lists(
    st.builds(
        lambda weight, score, status: Part("L", "kpi", weight, score, status),
        st.fractions(min_value=0, max_value=50, max_denominator=9),
        st.none() | st.fractions(min_value=0, max_value=150, max_denominator=9),
        st.sampled_from(["no_data", "no_target", "not_due", "not_applicable"]),
    ),
    min_size=1,
    max_size=9,
).filter(lambda parts: any(one.weight for one in parts))


@given(scored, st.randoms(use_true_random=False), positive)
def test_order_and_scale_of_weights_change_nothing(parts: list[Part], chance: Any, scale: Fraction) -> None:
    found = roll_up(Part("N", "objective", children=tuple(parts)))
    mixed = [replace(one, weight=one.weight * scale) for one in parts]
    chance.shuffle(mixed)
    again = roll_up(Part("N", "objective", children=tuple(mixed)))
    assert (found.score, found.partial, found.coverage, found.status) == (
        again.score,
        again.partial,
        again.coverage,
        again.status,
    )
    assert (found.lowest, found.highest) == (again.lowest, again.highest)


@given(scored)
def test_a_score_lies_among_its_parts_is_withheld_under_seventy_and_bounded(parts: list[Part]) -> None:
    found = roll_up(Part("N", "objective", children=tuple(parts)))
    known = [one.score for one in parts if one.score is not None and one.weight]
    if found.partial is None:
        return
    assert min(known) <= found.partial <= max(known)
    assert (found.score is None) == (found.coverage < 70) == (found.status == "withheld")
    assert 0 <= found.coverage <= 100
    assert found.lowest is not None
    assert found.highest is not None
    assert found.lowest <= found.highest
    if max(known) <= 100:
        assert found.lowest <= found.partial <= found.highest


@given(scored, scored)
def test_groups_of_the_same_weights_change_nothing(one: list[Part], other: list[Part]) -> None:
    due = [
        part for part in (*one, *other) if part.status not in {"not_due", "not_applicable"} or part.score is not None
    ]
    groups = [
        Part(name, "cell", sum((part.weight for part in some if part in due), F(0)), children=tuple(some))
        for name, some in (("A", one), ("B", other))
    ]
    if not any(group.weight for group in groups):
        return
    flat, grouped = (
        roll_up(Part("N", "theme", children=(*one, *other))),
        roll_up(Part("N", "theme", children=tuple(groups))),
    )
    assert flat.partial == grouped.partial
    assert flat.coverage == grouped.coverage
