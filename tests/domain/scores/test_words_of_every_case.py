"""Every status and every signal has words of its own; inexact means have just so many digits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.judgement import judge
from openscorecard.domain.scores.rollup import Part, roll_up
from openscorecard.domain.scores.sentences import headline

F = Fraction
CALM = [10, 12] * 8


@pytest.mark.parametrize(
    ("last", "zh", "en"),
    [
        ([16, 12, 16], "到 2025-06 為止三期中至少兩期逼近上限，屬於好轉的訊號。",
         "Of three periods about 2025-06 at least two come near the upper limit: a sign for the better."),
        ([6, 10, 6], "到 2025-06 為止三期中至少兩期逼近下限，屬於需要關注的訊號。",
         "Of three periods about 2025-06 at least two come near the lower limit: a sign for concern."),
        ([40], "2025-06 的數值高於上限，屬於好轉的訊號。",
         "The value of 2025-06 is above the upper limit: a sign for the better."),
        ([-20], "2025-06 的數值低於下限，屬於需要關注的訊號。",
         "The value of 2025-06 is below the lower limit: a sign for concern."),
        ([8, 9, 10, 11, 12, 13, 14], "到 2025-06 為止連續 7 期上升，屬於好轉的訊號。",
         "Up to 2025-06 7 periods rose in a row: a sign for the better."),
        ([14, 13, 12, 11, 10, 9, 8], "到 2025-06 為止連續 7 期下降，屬於需要關注的訊號。",
         "Up to 2025-06 7 periods fell in a row: a sign for concern."),
        ([12, 13, 12, 13, 12, 13, 12], "到 2025-06 為止連續 8 期高於平均，屬於好轉的訊號。",
         "Up to 2025-06 8 periods in a row are above the mean: a sign for the better."),
    ],
)  # fmt: skip
def test_every_signal_is_told_by_its_side(last: list[int], zh: str, en: str) -> None:
    said = headline(judge([F(one) for one in [*CALM, *last]], "up", baseline=16), Period("month", 2025, 6))
    assert (said.zh, said.en) == (zh, en)


def test_a_geometric_mean_has_twenty_eight_digits() -> None:
    parts = (Part("a", "kpi", score=F(50)), Part("b", "kpi", score=F(70)))
    score = roll_up(Part("N", "theme", children=parts, rule="geometric")).score
    assert score == F("59.16079783099616042567328292")
