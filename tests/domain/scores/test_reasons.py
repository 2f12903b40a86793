"""Why a target cannot be used, told in words of both languages."""

from __future__ import annotations

import pytest

from openscorecard.domain.scores.reasons import _WORDS, in_words
from tests.domain.scores.tables import table

CASES = table("reasons.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["signs"])
def test_signs_are_told_in_words(case: dict[str, str]) -> None:
    assert in_words(case["signs"], "zh-Hant") == case["zh"]
    assert in_words(case["signs"], "en") == case["en"]


def test_every_reason_there_are_words_for_is_in_the_table() -> None:
    assert len({case["zh"] for case in CASES}) == len(_WORDS) + 3  # of a month, and two that have no words
