"""The strategy map as PNG, in a font that was found."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from openscorecard.drawing import fonts
from openscorecard.drawing.palette import LIGHT
from openscorecard.drawing.png import svg_to_png
from openscorecard.drawing.strategy import draw_map, lay_out
from tests.drawing.sample_maps import library_map


def _fonts_or_skip() -> tuple[Path, ...]:
    try:
        return fonts.font_paths()
    except fonts.NoFont as fault:
        pytest.skip(f"needs a Chinese font: {fault}")


def test_a_png_is_as_large_as_its_svg_times_the_scale() -> None:
    layout = lay_out(library_map())
    png = svg_to_png(draw_map(library_map(), palette=LIGHT, style=True), font_paths=_fonts_or_skip(), scale=0.5)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert width == pytest.approx(layout.width / 2, abs=1)
    assert height == pytest.approx(layout.height / 2, abs=1)


def test_letters_are_really_set() -> None:
    svg = draw_map(library_map(), palette=LIGHT, style=True)
    with_letters = svg_to_png(svg, font_paths=_fonts_or_skip(), scale=0.5)
    without = svg_to_png(
        svg.replace("<text", "<metadata").replace("</text", "</metadata"), font_paths=_fonts_or_skip(), scale=0.5
    )
    assert len(with_letters) > len(without) * 1.5


def test_without_any_font_a_fault_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_OURS", tmp_path)
    monkeypatch.setattr(fonts, "_SYSTEM", (tmp_path / "none",))
    with pytest.raises(fonts.NoFont, match="fonts-noto-cjk"):
        fonts.font_paths()
