"""Revisions: whether less is asked, what is needed then, and both targets kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from openscorecard.domain.scores.revisions import RevisedTarget, Revision
from openscorecard.domain.scores.targets import UnfitRevision, check_revision, easier
from tests.domain.scores.tables import table, target_of


@pytest.mark.parametrize("case", table("revision.yaml"), ids=lambda case: case["rule"])
def test_whether_a_revision_asks_for_less(case: dict[str, Any]) -> None:
    before, after = target_of(case["before"]), target_of(case["after"])
    assert easier(before, after) == case["easier"]
    check_revision(before, after, "疫情", "線上辦理")
    for said in (("", ""), ("疫情", " "), ("", "線上辦理")):
        if case["easier"]:
            with pytest.raises(UnfitRevision):
                check_revision(before, after, *said)
        else:
            check_revision(before, after, *said)


def test_the_original_and_every_revision_stay() -> None:
    first, second, third = (target_of({"value": value}) for value in ("80", "70", "75"))
    made = (
        RevisedTarget(first, date(2025, 1, 1))
        .revised(Revision(second, date(2025, 6, 1), "疫情", "線上辦理"))
        .revised(Revision(third, date(2025, 9, 1)))
    )
    assert (made.original, made.current, made.lowered) == (first, third, True)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 5, 31), date(2025, 6, 1), date(2026, 1, 1)]
    assert [made.on(day) for day in days] == [None, first, first, second, third]
    with pytest.raises(UnfitRevision):
        made.revised(Revision(second, date(2025, 10, 1)))
    with pytest.raises(UnfitRevision):
        RevisedTarget(first, date(2025, 1, 1), (Revision(second, date(2025, 6, 1)),))


def test_a_target_never_revised_is_its_own_original() -> None:
    made = RevisedTarget(target_of({"value": "80"}), date(2025, 1, 1))
    assert (made.current, made.lowered) == (made.original, False)
    assert made.revised(Revision(target_of({"value": "81"}), date(2025, 2, 1))).revisions == (
        Revision(target_of({"value": "81"}), date(2025, 2, 1), "", "", ""),
    )
