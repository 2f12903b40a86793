"""What pages call signals and known events: a shape, a tone and words for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openscorecard.domain.scores.stretches import JudgedPoint
from openscorecard.drawing.measures.signals import LegendEntry
from openscorecard.reports.charts.signals import SHAPES, SHORT, TONES, shape_of
from openscorecard.web.context import language_tag
from openscorecard.web.frame.icons import ICONS

Words = str | Promise

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
    words = (SHORT[shape].says(language_tag())[0], TONES[point.says].says(language_tag())[0])
    return SignalWords(f"signal_{shape}", tone, " · ".join(words))


def legend_sign(entry: LegendEntry) -> SignalWords:
    """A sign of the legend as a page shows it."""
    if entry.sign in SHAPES:
        return SignalWords(f"signal_{entry.sign}", "no-data", entry.words)
    tone = entry.sign if entry.sign in {"improving", "concern"} else "no-data"
    return SignalWords("underlined" if tone == "concern" else "bar", tone, entry.words)
