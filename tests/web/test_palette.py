"""The palette passes WCAG AA on every ground it is used on, light and dark."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from openscorecard.drawing.palette import contrast

TOKENS = Path(__file__).parents[2] / "src" / "openscorecard" / "web" / "static" / "openscorecard" / "tokens.css"
PAIRS = {
    name: colours
    for name, *colours in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS.read_text(encoding="utf-8")
    )
}
STATUSES = ["on-target", "watch", "behind", "no-data", "improving", "concern"]
GROUNDS = ["paper", "surface", "sunken"]
TEXT = [
    *product(["ink", "ink-soft", "link", "accent", "accent-strong"], GROUNDS),
    *((status, f"{status}-tint") for status in STATUSES),
    *product(STATUSES, ["paper", "surface"]),
    *(("ink", f"{status}-tint") for status in STATUSES),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
]
LINES = product(["line-strong", "focus"], ["paper", "surface"])


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_on_its_ground(scheme: int) -> None:
    poor = {pair: contrast(PAIRS[pair[0]][scheme], PAIRS[pair[1]][scheme]) for pair in TEXT}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_borders_of_controls_and_the_focus_stand_out(scheme: int) -> None:
    ratios = {pair: contrast(PAIRS[pair[0]][scheme], PAIRS[pair[1]][scheme]) for pair in LINES}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 3} == {}


def test_statuses_keep_the_colours_of_the_house() -> None:
    assert PAIRS["on-target"][0] == "#0f6e4f"
    assert PAIRS["watch-tint"][0] == "#fdf3dc"
    assert PAIRS["behind"][0] == "#b42318"
