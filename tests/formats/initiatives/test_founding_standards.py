"""The founding standard in charter files: said in full, read back, refused where nothing can be counted by it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.domain.initiatives.charter import Charter, UnfitCharter
from openscorecard.domain.initiatives.founding import FoundingStandard
from openscorecard.formats.example import example_charters
from openscorecard.formats.initiatives.charters import charter_from_data, charter_to_data
from openscorecard.formats.initiatives.files import read_charters_directly, write_charters

STANDARDS = [FoundingStandard(), FoundingStandard(0, 1, Fraction(0)), FoundingStandard(50_000, 60_000, Fraction(7, 3))]
HEAD = "format: openscorecard-charters/1\ncharters:\n  P:\n"


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_standard_comes_back_as_it_was_zeros_included(standard: FoundingStandard) -> None:
    charter = Charter("P", standard=standard)
    assert charter_from_data("P", charter_to_data(charter)) == charter
    read = read_charters_directly(write_charters("plan", (charter,)))
    assert charter_from_data("P", read["charters"]["P"]) == charter


def test_a_charter_that_declares_none_says_nothing_of_it() -> None:
    assert "standard" not in charter_to_data(Charter("P", note="備註"))
    assert charter_from_data("P", {"note": "備註"}).standard is None


@pytest.mark.parametrize(
    "said",
    [
        "{first: 70000, each: 80000}",
        "{first: -1, each: 80000, apart: '2.5'}",
        "{first: 70000, each: 0, apart: '2.5'}",
        "{first: 70000, each: 80000, apart: '-1'}",
        "{first: 70000, each: 80000, apart: '2.5', area: 3}",
    ],
)
def test_files_say_where_a_standard_is_wrong(said: str) -> None:
    with pytest.raises(Fault) as caught:
        read_charters_directly(f"{HEAD}    standard: {said}\n")
    assert caught.value.row == 4


@pytest.mark.parametrize(
    "standard", [FoundingStandard(-1), FoundingStandard(each=0), FoundingStandard(apart=Fraction(-1))]
)
def test_a_standard_nothing_can_be_counted_by_is_refused(standard: FoundingStandard) -> None:
    with pytest.raises(UnfitCharter, match="standard"):
        Charter("P", standard=standard)


def test_one_plan_of_the_example_answers_a_standard() -> None:
    _plan, charters = example_charters()
    assert {one.plan: one.standard for one in charters if one.standard} == {"CP3.1.2": FoundingStandard()}
