"""How pages say a target: what it asks, by which rule, how it spreads, and what a change would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from openscorecard.actions.scores.looking import Kind
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.targets import Target
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.scores.words import worded
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import asks as said
from openscorecard.reports.words import target_number as figure
from openscorecard.reports.words import unit_words
from openscorecard.web.context import language_tag
from openscorecard.web.frame.said_in_words import NO_VALUE

KINDS: Mapping[Kind, tuple[str, str, str | Promise]] = {
    "new": ("on-target", "plus", pgettext_lazy("target", "New")),
    "revised": ("improving", "pencil", pgettext_lazy("target", "Revised")),
    "lowered": ("watch", "triangle", pgettext_lazy("target", "Lowered")),
    "dropped": ("behind", "dash", pgettext_lazy("target", "Taken back")),
    "unchanged": ("no-data", "disc", pgettext_lazy("target", "Unchanged")),
    "faulty": ("behind", "cross", pgettext_lazy("target", "To mend")),
}
"""Tone, shape and word of what a change would do."""


def asks(target: Target | None) -> str:
    """What a target asks, written for people; a dash for none."""
    return said(target, Speech(language_tag()))


@dataclass(frozen=True, slots=True)
class TargetWords:
    """One version of a target in words; empty where there is none."""

    asks: str = NO_VALUE
    unit: str = ""
    direction: str = ""
    method: str = ""
    details: tuple[tuple[str, str], ...] = ()
    baseline: str = NO_VALUE
    weight: str = NO_VALUE
    profile_name: str = ""
    profile: str = ""
    missing: str = ""
    origin: str = ""
    version: int = 0
    example: bool = False


def target_words(row: TargetRow | None, language: str) -> TargetWords:
    """The words for a version, those of nothing for None or one that was dropped."""
    if row is None or row.target is None:
        return TargetWords(version=row.version if row else 0)
    target = row.target
    return TargetWords(
        asks=asks(target),
        unit=_unit(target, language),
        direction=worded("direction", target.direction, language),
        method=worded("method", target.method, language),
        details=_details(target),
        baseline=figure(target.baseline),
        weight=figure(target.weight),
        profile_name=worded("profile", row.spread.profile.name, language) if row.spread else "",
        profile=profile_words(row, language),
        missing=worded("missing", row.missing, language),
        origin=row.origin,
        version=row.version,
        example=row.example,
    )


def profile_words(row: TargetRow, language: str) -> str:
    """How the year spreads, its months where they are told; empty where it does not."""
    if row.spread is None:
        return ""
    said = worded("profile", row.spread.profile.name, language)
    shares = row.spread.profile.shares
    between = "; " if Speech(language).english else "、"
    return f"{said} ({between.join(map(figure, shares))})" if shares else said


def _unit(target: Target, language: str) -> str:
    """The unit in the reader's language where a measure that comes with the product is counted in it, else as given."""
    units = (measure.unit_of(reading) for measure in standard_catalogue() for reading in measure.readings())
    counted = next((one for one in units if target.unit in {one.zh, one.en}), None)
    return unit_words(target, counted, Speech(language))


def _details(target: Target) -> tuple[tuple[str, str], ...]:
    """What the method needs beside the value: (label, number)."""
    said = [
        (_("Baseline"), figure(target.baseline) if target.baseline is not None else ""),
        (_("Earns 0"), figure(target.floor) if target.floor is not None else ""),
        (_("A value of 0 earns"), figure(target.ceiling) if target.ceiling is not None else ""),
        (_("Cap"), figure(target.cap) if target.cap is not None else ""),
        (_("Steps"), "; ".join(f"{figure(one.least)} → {figure(one.percent)}" for one in target.steps)),
    ]
    return tuple((label, words) for label, words in said if words)
