"""The ratios that come with the example are those of the real series."""

from __future__ import annotations

from openscorecard.formats.example.figures import row_shapes
from tests.shared_data import shared
from tests.tools_of_the_tree import tool


def test_the_shapes_are_worked_out_of_the_series() -> None:
    assert dict(row_shapes()) == tool("example_shapes").shapes(shared("data/libraries"))


def test_seasons_are_beside_their_mean_and_sizes_descend() -> None:
    shapes = row_shapes()
    for name in ("season_visits", "season_issues", "season_events"):
        assert len(shapes[name]) == 12
        assert 990 <= sum(shapes[name]) / 12 <= 1010
    for name in ("sizes_visits", "sizes_issues", "sizes_stock", "sizes_events"):
        assert shapes[name] == sorted(shapes[name], reverse=True)
