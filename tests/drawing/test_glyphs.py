"""Which characters a font shows, by its own table; and many drawings as pictures at once."""

from __future__ import annotations

import struct
from pathlib import Path

from openscorecard.drawing.fonts import font_paths
from openscorecard.drawing.glyphs import shows
from openscorecard.drawing.png import svgs_to_pngs


def test_our_font_shows_chinese_and_marks_but_no_emoji() -> None:
    found = shows(font_paths()[0])
    assert {ord(char) for char in "圖書館AZ●▲■○◇◎×□−〔〕"} <= found
    assert not {ord(char) for char in "🏛\ue000\U000f1234"} & found


def test_a_file_that_is_no_font_shows_nothing(tmp_path: Path) -> None:
    for name, data in (("a.ttf", b""), ("b.ttf", b"ttcf" + b"\0" * 20), ("c.ttf", b"\x00\x01\x00\x00\xff\xff")):
        (tmp_path / name).write_bytes(data)
        assert shows(tmp_path / name) == frozenset()
    assert shows(tmp_path / "none.ttf") == frozenset()


def _font(form: bytes) -> bytes:
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + form
    return struct.pack(">IHHHH4sIII", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(cmap)) + cmap


def test_segments_leave_out_what_has_no_glyph(tmp_path: Path) -> None:
    """Format 4: 65 and 66 by a delta, 97 and 98 looked up, of which 98 has none."""
    ends, starts, deltas, jumps = (66, 98, 0xFFFF), (65, 97, 0xFFFF), (-60, 0, 1), (0, 4, 0)
    body = struct.pack(">HHHH", 6, 0, 0, 0) + struct.pack(">3H", *ends) + b"\0\0" + struct.pack(">3H", *starts)
    body += struct.pack(">3h", *deltas) + struct.pack(">3H", *jumps) + struct.pack(">2H", 9, 0)
    (tmp_path / "four.ttf").write_bytes(_font(struct.pack(">HHH", 4, 6 + len(body), 0) + body))
    assert shows(tmp_path / "four.ttf") == {65, 66, 97}


def test_groups_reach_every_plane(tmp_path: Path) -> None:
    body = (
        struct.pack(">HHIII", 12, 0, 40, 0, 2) + struct.pack(">3I", 65, 66, 0) + struct.pack(">3I", 0x20BB7, 0x20BB8, 5)
    )
    (tmp_path / "twelve.ttf").write_bytes(_font(body))
    assert shows(tmp_path / "twelve.ttf") == {66, 0x20BB7, 0x20BB8}


def test_many_drawings_become_as_many_pictures() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'
    made = svgs_to_pngs([(svg, 72, 36), (svg, 36, 72)], font_paths=font_paths(), ppi=100)
    assert [struct.unpack(">II", one[16:24]) for one in made] == [(100, 50), (50, 100)]
    assert len(svgs_to_pngs([(svg, 72, 36)], font_paths=font_paths(), ppi=100)) == 1
