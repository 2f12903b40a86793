"""Every colour of our drawings, by role: variables on the web, fixed colours in print and files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]

# Eight hues far apart; a ninth theme starts over. Each is read on `surface` and `page` (at least 4.5 : 1).
_LIGHT_THEMES = ("#2b5ea7", "#7b3f9e", "#0c6b74", "#85560a", "#a52f5c", "#3f6b1e", "#4c6072", "#a2441a")
_DARK_THEMES = ("#8db5f2", "#cda5ea", "#68c6cd", "#e2b360", "#f399b8", "#a2d07a", "#adbfcf", "#f2a485")
THEME_COLOURS = len(_LIGHT_THEMES)

_LIGHT = {
    "page": "#ffffff",
    "band": "#f1f4f8",
    "surface": "#ffffff",
    "ink": "#17202b",
    "muted": "#4a5765",
    "rule": "#d5dde6",
    "neutral": "#4f5d6b",
    "focus": "#0b5cad",
    "on-header": "#ffffff",
    "on-target": "#0f6e4f",
    "watch": "#9a5b00",
    "behind": "#b42318",
    "no-data": "#52606d",
    "improving": "#0b5cad",
    "concern": "#b54708",
    "target": "#b42318",
}
_DARK = {
    "page": "#10161d",
    "band": "#18212b",
    "surface": "#1f2a36",
    "ink": "#eef3f8",
    "muted": "#b3c0cd",
    "rule": "#33414f",
    "neutral": "#aab8c6",
    "focus": "#8cc3ff",
    "on-header": "#ffffff",
    "on-target": "#6fd8ae",
    "watch": "#f7c162",
    "behind": "#ffa197",
    "no-data": "#b6c2cf",
    "improving": "#8cc2ff",
    "concern": "#ffb38a",
    "target": "#ffa197",
}
STATES = ("on-target", "watch", "behind", "no-data")


def _roles(base: Mapping[str, str], themes: tuple[str, ...]) -> dict[str, str]:
    # A header is a broad surface under white letters: the deep tone serves both schemes.
    lines = {f"theme-{number}": colour for number, colour in enumerate(themes, 1)}
    headers = {f"header-{number}": colour for number, colour in enumerate(_LIGHT_THEMES, 1)}
    return {**base, **lines, **headers}


COLOURS: Mapping[Scheme, Mapping[str, str]] = {
    "light": _roles(_LIGHT, _LIGHT_THEMES),
    "dark": _roles(_DARK, _DARK_THEMES),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """What stands in an SVG attribute for each role: a fixed colour or a CSS variable with its fallback."""

    name: str
    values: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        return self.values[role]

    def theme(self, slot: int | None) -> str:
        """The line colour of the theme in `slot` (0-based, any number), of merged themes for None."""
        return self.values["neutral" if slot is None else f"theme-{slot % THEME_COLOURS + 1}"]

    def header(self, slot: int) -> str:
        """The ground of the header of the theme in `slot`."""
        return self.values[f"header-{slot % THEME_COLOURS + 1}"]


LIGHT = Palette("light", COLOURS["light"])
DARK = Palette("dark", COLOURS["dark"])
WEB = Palette("web", {role: f"var(--osc-{role}, {colour})" for role, colour in COLOURS["light"].items()})


def repainted(svg: str, palette: Palette) -> str:
    """A drawing in `WEB` with the fixed colours of `palette` instead: for files."""
    return _VARIABLE.sub(lambda found: palette[found[1]], svg)


_VARIABLE = re.compile(r"var\(--osc-([a-z0-9-]+), #[0-9a-f]{6}\)")


def css_variables(scheme: Scheme) -> str:
    """The declarations that `WEB` reads, for one scheme: put them between braces of a rule of your own."""
    return "\n".join(f"--osc-{role}: {colour};" for role, colour in COLOURS[scheme].items())


def pairs_of_text() -> tuple[tuple[str, str], ...]:
    """Every (text, ground) pair of roles that our drawings use; each must reach 4.5 : 1."""
    themes = [(f"theme-{number}", "surface") for number in range(1, THEME_COLOURS + 1)]
    headers = [("on-header", f"header-{number}") for number in range(1, THEME_COLOURS + 1)]
    plain = [(text, ground) for text in ("ink", "muted", "target") for ground in ("page", "band", "surface")]
    states = [(state, "surface") for state in STATES]
    return (*plain, *themes, *headers, *states)


def pairs_of_lines() -> tuple[tuple[str, str], ...]:
    """Every (line, ground) pair of roles; each must reach 3 : 1."""
    signs = ("improving", "concern", "target")
    lines = ["neutral", "focus", *signs, *(f"theme-{number}" for number in range(1, THEME_COLOURS + 1))]
    return tuple((line, ground) for line in lines for ground in ("page", "band", "surface"))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours after WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
