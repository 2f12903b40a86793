"""What every public page begins and ends with: names, languages, the ways to the other pages, the styles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from openscorecard import __version__
from openscorecard.web.public.spots import LANGUAGES, Spot, Ways, lasting

STYLES = ("fallback.css", "tokens.css", "site.css", "parts.css", "plans.css", "figures.css", "scores.css", "public.css")
"""Our own styles, in order; the public site fetches nothing else but the colours of drawings."""
DRAWING = "drawing.css"
MARK = "mark.svg"
TAGS = {"zh-Hant": "zh-Hant-TW", "en": "en"}
NAMES = {"zh-Hant": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class PublicFrame:
    """The frame; `languages` are (tag, name, address, current), `trail` the ways above (words, address).

    `canonical` is the one address of what stands at several; empty where nothing is to be found again.
    """

    lang: str
    canonical: str
    languages: tuple[tuple[str, str, str, bool], ...]
    home: str
    catalogue: str
    styles: tuple[str, ...]
    mark: str
    trail: tuple[tuple[str, str], ...]
    version: str
    static: bool


def frame_of(spot: Spot, ways: Ways, trail: tuple[tuple[str, str], ...] = ()) -> PublicFrame:
    """The frame of the page at `spot`."""
    language = spot.language or LANGUAGES[0]
    other = {one: replace(spot, kind="index" if spot.kind == "home" else spot.kind, language=one) for one in LANGUAGES}
    return PublicFrame(
        lang=TAGS[language],
        canonical=ways.to(lasting(spot)),
        languages=tuple((TAGS[one], NAMES[one], ways.to(other[one]), one == language) for one in LANGUAGES),
        home=ways.to(Spot("index", language)),
        catalogue=ways.to(Spot("catalogue", language)),
        styles=tuple(_style(name, ways) for name in (*STYLES, DRAWING)),
        mark=ways.to(f"assets/{MARK}") if ways.static else static(f"openscorecard/{MARK}"),
        trail=((_("Published plans"), ways.to(Spot("index", language))), *trail) if trail else (),
        version=__version__,
        static=ways.static,
    )


def _style(name: str, ways: Ways) -> str:
    if ways.static:
        return ways.to(f"assets/{name}")
    return f"{reverse('drawing_styles')}?v={__version__}" if name == DRAWING else static(f"openscorecard/{name}")
