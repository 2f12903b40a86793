"""What pages call signals and known events: a shape, a tone and words for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openscorecard.domain.scores.stretches import JudgedPoint
from openscorecard.drawing.measures.signals import LegendEntry, Shape, Tone
from openscorecard.web.frame.icons import ICONS

Words = str | Promise

SHAPES: Mapping[Shape, Words] = {
    "outside": _("Beyond a limit"),
    "trend_up": _("Seven or more rising"),
    "trend_down": _("Seven or more falling"),
    "two_of_three": _("Two of three near a limit"),
    "shift": _("Seven or more on one side of the mean"),
}
SHORT: Mapping[Shape, Words] = {
    "outside": pgettext_lazy("signal", "Beyond a limit"),
    "trend_up": pgettext_lazy("signal", "Rising"),
    "trend_down": pgettext_lazy("signal", "Falling"),
    "two_of_three": pgettext_lazy("signal", "Two of three"),
    "shift": pgettext_lazy("signal", "One side"),
}
TONES: Mapping[Tone, Words] = {
    "common": pgettext_lazy("variation", "natural variation"),
    "improving": pgettext_lazy("variation", "better"),
    "concern": pgettext_lazy("variation", "concern"),
    "special": pgettext_lazy("variation", "neither better nor worse"),
}
LEGEND: Mapping[Tone, Words] = {
    "improving": _("Blue: for the better"),
    "concern": _("Orange, underlined: for concern"),
    "special": _("Grey: neither"),
}
HAPPENINGS: Mapping[str, Words] = {
    "closure": _("Closure"),
    "enrolment": _("Mass enrolment"),
    "service": _("New service"),
    "other": pgettext_lazy("known event", "Other"),
}


@dataclass(frozen=True, slots=True)
class SignalWords:
    """A signal of the table, or a sign of the legend: shape and tone, and its words."""

    shape: str
    tone: str
    word: str


def shape_of(point: JudgedPoint) -> Shape:
    """The shape a point of a chart has."""
    if point.signal == "trend":
        return "trend_up" if point.high else "trend_down"
    return point.signal or ""


def signal_words(point: JudgedPoint) -> SignalWords | None:
    """The signal of a point in words; natural variation too; None without limits."""
    if point.says is None:
        return None
    tone: Literal["improving", "concern", "no-data"] = (
        point.says if point.says in {"improving", "concern"} else "no-data"
    )
    shape = shape_of(point)
    if not shape:
        return SignalWords("", "no-data", str(ICONS["common"][0]))
    return SignalWords(f"signal_{shape}", tone, f"{SHORT[shape]} · {TONES[point.says]}")


def legend_sign(entry: LegendEntry) -> SignalWords:
    """A sign of the legend as a page shows it."""
    if entry.sign in SHAPES:
        return SignalWords(f"signal_{entry.sign}", "no-data", entry.words)
    tone = entry.sign if entry.sign in {"improving", "concern"} else "no-data"
    return SignalWords("underlined" if tone == "concern" else "bar", tone, entry.words)
