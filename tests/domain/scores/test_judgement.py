"""Series judged: icons, runs and headlines by a table; XmR beside an independent reckoning; seasons and echoes."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.judgement import Judgement, judge
from openscorecard.domain.scores.sentences import headline
from openscorecard.domain.scores.xmr import Recalculation, xmr
from tests.domain.scores.tables import table

F = Fraction
JUNE = Period("month", 2025, 6)


def series(values: list[Any]) -> list[Fraction | None]:
    return [None if one is None else F(str(one)) for one in values]


def judged(case: dict[str, Any]) -> Judgement:
    target = case.get("target")
    return judge(series(case["values"]), case["better"], target=None if target is None else F(target))


CASES = table("xmr.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_what_a_series_says_at_its_last_value(case: dict[str, Any]) -> None:
    found = judged(case)
    said = (found.signal, found.variation, found.icon, found.assurance, found.run)
    assert said == (*(case.get(name) for name in ("signal", "variation", "icon", "assurance")), case.get("run", 1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_every_headline_is_whole_in_both_languages(case: dict[str, Any]) -> None:
    said = headline(judged(case), JUNE)
    for text in (said.zh, said.en):
        assert "{" not in text
        assert "  " not in text
    assert said.zh.endswith("。")
    assert said.en.endswith(".")
    assert ("2025-06" in said.zh) == ("2025-06" in said.en) == ("variation" in case)


CALM = [5, 7, 6, 8, 7, 6, 7, 8, 6, 7, 7]


@pytest.mark.parametrize(
    ("values", "target", "zh", "en"),
    [
        (
            [*CALM, 20],
            None,
            "2025-06 的數值高於上限，屬於好轉的訊號。",
            "The value of 2025-06 is above the upper limit: a sign for the better.",
        ),
        (
            [9, 7, 9, 7, 9, 7, 9, 6, 5, 6, 5, 6, 5, 6],
            None,
            "到 2025-06 為止連續 7 期低於平均，屬於需要關注的訊號。",
            "Up to 2025-06 7 periods in a row are below the mean: a sign for concern.",
        ),
        (
            [*CALM, 6],
            12,
            "到 2025-06 為止只有一般的起伏，沒有訊號。照目前的表現，不改變做法就達不到目標。",
            "Up to 2025-06 there is nothing but natural variation. "
            "As things are, the target is not met unless something changes.",
        ),
        (
            [5, 6, 5, 6],
            None,
            "到 2025-06 為止只有一般的起伏，沒有訊號。界限只依 4 個數值試算，滿 12 個才可靠。",
            "Up to 2025-06 there is nothing but natural variation. "
            "Limits are trial limits of 4 values; 12 are needed to rely on them.",
        ),
        ([5], None, "數值還不夠，看不出變異。", "There are too few values to tell variation."),
    ],
)
def test_headlines(values: list[Any], target: int | None, zh: str, en: str) -> None:
    said = headline(judge(series(values), "up", target=None if target is None else F(target)), JUNE)
    assert (said.zh, said.en) == (zh, en)


def test_the_last_value_may_be_followed_by_gaps() -> None:
    found = judge(series([*CALM, 20, None, None]), "up")
    assert (found.place, found.signal) == (11, "outside")


@pytest.mark.parametrize("values", [[], [5], [None, 5, None]])
def test_without_limits_no_place_is_judged(values: list[Any]) -> None:
    found = judge(series(values), "up", target=F(3))
    assert (found.place, found.limits, found.signal, found.icon, found.assurance, found.run) == (
        None, None, None, None, None, 1,
    )  # fmt: skip


def test_a_row_ends_where_limits_were_recalculated() -> None:
    before, after = [1, 2] * 6, [10, 15, 19, 22, 24, 25, 25.5]
    recalculated = Recalculation(len(before), "新館啟用", "王小明", date(2025, 5, 1))
    found = judge(series([*before, *after]), "up", recalculations=[recalculated])
    assert (found.signal, found.run) == ("trend", 7)  # the value before it was lower too, under other limits


# An independent reckoning: windows looked at one by one, in whole numbers instead of fractions.


def reckoned(values: list[int]) -> list[set[str]]:  # noqa: C901 -- the rules one by one, as they are worded
    """The signals of every point of a series of whole numbers without gaps, by the wording of the rules."""
    n = len(values)
    marked: list[set[str]] = [set() for _ in values]
    ranges = [abs(values[i + 1] - values[i]) for i in range(n - 1)]
    if not ranges:
        return marked
    # range >= 3.267 × mean range, times 1000 × number of ranges
    kept = [r for r in ranges if sum(ranges) == 0 or 1000 * len(ranges) * r < 3267 * sum(ranges)]
    k, total, moving = len(kept), sum(values), sum(kept)
    # value - mean and 2.66 × mean range, both times 100 × n × k
    gone = [(n * v - total) * 100 * k for v in values]
    reach = 266 * moving * n
    for i in range(n):
        if abs(gone[i]) > reach:
            marked[i].add("outside")
        for window, name in ((7, "shift"), (7, "trend")):
            part = range(i, i + window)
            if i + window > n:
                continue
            signs = {(gone[j] > 0) - (gone[j] < 0) for j in part}
            steps = {(values[j + 1] > values[j]) - (values[j + 1] < values[j]) for j in list(part)[:-1]}
            if (signs if name == "shift" else steps) in ({1}, {-1}):
                for j in part:
                    marked[j].add(name)
        if i + 3 <= n:
            three = range(i, i + 3)
            near = [j for j in three if 3 * abs(gone[j]) > 2 * reach and abs(gone[j]) <= reach]
            if {gone[j] > 0 for j in three} in ({True}, {False}) and all(gone[j] for j in three) and len(near) >= 2:
                for j in near:
                    marked[j].add("two_of_three")
    return marked


@pytest.mark.parametrize("seed", range(60))
def test_signals_are_those_of_an_independent_reckoning(seed: int) -> None:
    chance = random.Random(seed)
    values: list[int] = []
    while len(values) < 8 + seed % 40:  # ties, flat runs, drifts, spikes, short ones
        start = values[-1] if values else 50
        drift, length = chance.choice([0, 0, 1, -1]), chance.randint(1, 9)
        values += [start + drift * (i + 1) + chance.choice([0, 0, 0, 1, -1, 2]) for i in range(length)]
        if not chance.randint(0, 3):
            values.append(start + chance.choice([-12, 15]))
    assert [set(one.signals) for one in xmr(series(values)).points] == reckoned(values)


@given(st.lists(st.integers(0, 12), max_size=45))
def test_signals_are_those_of_an_independent_reckoning_whatever_the_series(values: list[int]) -> None:
    assert [set(one.signals) for one in xmr(series(values)).points] == reckoned(values)


def test_the_spike_of_the_notes() -> None:
    spike = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]
    found = judge(series(spike), "up").limits
    assert found is not None
    assert [round(float(one), 2) for one in (found.mean, found.lower, found.upper)] == [1.94, -0.72, 4.6]
    plain = [abs(b - a) for a, b in pairwise(spike)]
    reach = F(266, 100) * sum(plain) / len(plain)
    mean = F(sum(spike), len(spike))
    assert [round(float(one), 2) for one in (mean - reach, mean + reach)] == [-3.06, 6.95]  # unscreened
