"""Fonts: where the files lie that a drawing's letters are set in."""

from __future__ import annotations

from pathlib import Path

from openscorecard.domain.faults import Fault

# Set-up puts the project's own font beside this file; a machine's fonts come after it.
_OURS = Path(__file__).parent / "fonts"
_SYSTEM = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/google-noto-cjk"),
    Path("/Library/Fonts"),
    Path("~/Library/Fonts").expanduser(),
    Path("C:/Windows/Fonts"),
)
_NAMES = ("NotoSansTC*.[ot]t[fc]", "NotoSansCJKtc*.[ot]t[fc]", "NotoSansCJK-*.tt[fc]")


class NoFont(Fault):
    """No font with Chinese letters is to be found."""

    code = "no-font"
    zh = "找不到中文字型，無法輸出圖片或 PDF；請重新安裝以取得 Noto Sans TC，或安裝系統字型 fonts-noto-cjk（Debian）。"
    en = (
        "No Chinese font was found, so no picture or PDF can be made; run the set-up again, which fetches Noto Sans TC,"
        " or install the system's (Debian: fonts-noto-cjk)."
    )


def font_paths() -> tuple[Path, ...]:
    """The files of a sans-serif font for Traditional Chinese, regular and bold; raises NoFont."""
    for folder in (_OURS, *_SYSTEM):
        for name in _NAMES:
            found = sorted(folder.glob(name))
            if found:
                return tuple(found)
    raise NoFont
