"""One's own place among peers: ranks, distances, the middle."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.measures.standing import PeerFigure, own_institution, standing_of


def figures(**values: float | None) -> list[PeerFigure]:
    return [
        PeerFigure(2025, name, "loans", None if value is None else Fraction(value)) for name, value in values.items()
    ]


def test_places_are_in_order_with_the_distance_from_ones_own() -> None:
    found = standing_of("b", figures(a=3, b=5, c=9, d=None))
    assert [(one.figure.institution, one.rank, one.distance) for one in found.places] == [
        ("c", 1, 4),
        ("b", 2, 0),
        ("a", 3, -2),
    ]
    assert (found.rank, found.middle) == (2, 5)
    assert found.best is not None
    assert found.best.figure.institution == "c"


def test_equal_values_share_a_rank_and_a_published_rank_is_kept() -> None:
    assert [one.rank for one in standing_of("a", figures(a=3, b=3, c=1)).places] == [1, 1, 3]
    published = [PeerFigure(2025, "a", "loans", Fraction(1), rank=7)]
    assert standing_of("a", published).rank == 7


def test_without_ones_own_figure_there_are_no_distances() -> None:
    found = standing_of("x", figures(a=3, b=4))
    assert (found.own, found.rank) == (None, None)
    assert [one.distance for one in found.places] == [None, None]
    assert found.middle == Fraction(7, 2)
    assert standing_of("x", []).best is standing_of("x", []).middle is None


@pytest.mark.parametrize(("name", "own"), [("臺北市立圖書館", "臺北市"), ("高雄市立圖書館", ""), ("", "")])
def test_an_institution_belongs_to_the_place_its_name_begins_with(name: str, own: str) -> None:
    assert own_institution(name, ["臺北", "臺北市", "新北市"]) == own
