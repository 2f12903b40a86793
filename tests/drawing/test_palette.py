"""Colours: every pair that a drawing uses can be read, in both schemes."""

from __future__ import annotations

import re

import pytest

from openscorecard.drawing import palette
from openscorecard.drawing.palette import COLOURS, DARK, LIGHT, WEB, contrast, css_variables


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground_by_4_5_to_1(scheme: palette.Scheme) -> None:
    colours = COLOURS[scheme]
    weak = {
        (text, ground): contrast(colours[text], colours[ground])
        for text, ground in palette.pairs_of_text()
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_line_stands_out_from_its_ground_by_3_to_1(scheme: palette.Scheme) -> None:
    colours = COLOURS[scheme]
    weak = {
        (line, ground): contrast(colours[line], colours[ground])
        for line, ground in palette.pairs_of_lines()
        if contrast(colours[line], colours[ground]) < 3
    }
    assert weak == {}


def test_contrast_follows_the_formula_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_variables_are_those_the_web_palette_reads(scheme: palette.Scheme) -> None:
    declared = set(re.findall(r"^(--[\w-]+): #[0-9a-f]{6};$", css_variables(scheme), re.M))
    read = {re.match(r"var\((--[\w-]+), #", WEB[role])[1] for role in COLOURS["light"]}  # type: ignore[index]
    assert declared == read


def test_a_ninth_theme_starts_over_and_merged_themes_are_neutral() -> None:
    assert LIGHT.theme(8) == LIGHT.theme(0) != LIGHT.theme(7)
    assert DARK.theme(None) == COLOURS["dark"]["neutral"]
