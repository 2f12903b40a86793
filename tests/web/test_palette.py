"""The palette passes WCAG AA on every ground it is used on, light and dark."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from openscorecard.drawing.palette import COLOURS, contrast, pairs_of_lines, pairs_of_text

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
    *product(["ink", "accent"], ["accent-tint"]),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
]
LINES_TRIED = tuple(product(["line-strong", "focus"], ["paper", "surface"]))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_on_its_ground(scheme: int) -> None:
    poor = {pair: contrast(PAIRS[pair[0]][scheme], PAIRS[pair[1]][scheme]) for pair in TEXT}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_borders_of_controls_and_the_focus_stand_out(scheme: int) -> None:
    ratios = {pair: contrast(PAIRS[pair[0]][scheme], PAIRS[pair[1]][scheme]) for pair in LINES_TRIED}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 3} == {}


def test_statuses_keep_the_colours_of_the_house() -> None:
    assert PAIRS["on-target"][0] == "#0f6e4f"
    assert PAIRS["watch-tint"][0] == "#fdf3dc"
    assert PAIRS["behind"][0] == "#b42318"


def test_every_token_is_tried_or_is_a_ground_or_an_ornament() -> None:
    ornaments = {"line"}  # between rows; nothing is told by it alone
    tried = {name for pair in (*TEXT, *LINES_TRIED) for name in pair}
    assert PAIRS.keys() - tried - ornaments == set()


def test_no_stylesheet_has_a_colour_of_its_own() -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.I)
    for sheet in TOKENS.parent.glob("*.css"):
        if sheet != TOKENS:
            text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text(encoding="utf-8"), flags=re.S)
            assert literal.findall(text) == [], sheet.name


def test_text_on_a_page_takes_its_colour_from_a_token_that_is_tried() -> None:
    tried = {text for text, _ in TEXT}
    for sheet in TOKENS.parent.glob("*.css"):
        used = re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", sheet.read_text(encoding="utf-8"))
        assert {name for name in used if name != "osc-target"} - tried - {"focus"} == set(), sheet.name


def test_every_text_of_a_drawing_has_a_colour_that_is_tried() -> None:
    """axe cannot judge text in SVG, so each role that a drawing fills text with must be among the pairs tried."""
    tried = {text for text, _ in pairs_of_text()}
    drawings = (TOKENS.parents[3] / "drawing").rglob("*.py")
    fills = re.compile(r"<text[^>]*?fill=\"\{palette\[\"([\w-]+)\"\]\}")
    found = {role for path in drawings for role in fills.findall("".join(path.read_text(encoding="utf-8").split("\n")))}
    assert found
    assert found - tried == set()
    used = {role for pair in (*pairs_of_text(), *pairs_of_lines()) for role in pair}
    assert COLOURS["light"].keys() - used - {"rule"} == set()
