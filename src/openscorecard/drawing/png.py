"""SVG to PNG, by typst."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
_MOST_PIXELS = 60_000_000


def svg_to_png(svg: str, *, font_paths: Sequence[Path], scale: float = 2.0) -> bytes:
    """A PNG of `svg` (fixed colours, with width and height in px), `scale` pixels for each px.

    The letters come from `font_paths` (files, or folders) and their folders alone. A drawing beyond 60
    million pixels gets a smaller scale.
    """
    import typst

    found = _SIZE.search(svg)
    if not found:
        raise ValueError("the SVG has no width and height")
    width, height = float(found[1]), float(found[2])
    scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
    page = f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
    page += '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    return typst.compile(
        page.encode(), format="png", ppi=72 * scale, font_paths=_fonts(font_paths), sys_inputs={"svg": svg}
    )


def svgs_to_pngs(
    drawings: Sequence[tuple[str, float, float]], *, font_paths: Sequence[Path], ppi: float, system: bool = False
) -> list[bytes]:
    """Many drawings at once, each with its width and height in points; `system`: in any of the machine's fonts."""
    import typst

    pages = (
        "#let all = json(bytes(sys.inputs.all))\n#for (svg, width, height) in all { page(width: width * 1pt, "
        'height: height * 1pt, margin: 0pt, image(bytes(svg), format: "svg", width: 100%, height: 100%)) }'
    )
    made = typst.compile(
        pages.encode(),
        format="png",
        ppi=ppi,
        font_paths=_fonts(font_paths, system=system),
        sys_inputs={"all": json.dumps(drawings)},
    )
    return made if isinstance(made, list) else [made]


def _fonts(paths: Sequence[Path], *, system: bool = False) -> Any:
    import typst

    folders = sorted({path if path.is_dir() else path.parent for path in paths})  # typst reads folders alone
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=folders)
