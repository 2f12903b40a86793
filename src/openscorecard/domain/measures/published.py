"""A figure that an institution or the press has published: a fact with its year and source, not computed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure or day.

    `period` is the year or month it speaks for, None where the source does not say; `first` and `last` are days it
    names. `value` is exact in `unit`, None where it names days alone; `about` says that the source rounded it, and
    `derived` that it follows from other published figures. `published_on` is the day of the source where known.
    """

    id: str
    title: Text
    source: Text
    period: Period | None = None
    value: Fraction | None = None
    unit: Text | None = None
    measure: str = ""
    about: bool = False
    derived: bool = False
    first: date | None = None
    last: date | None = None
    published_on: date | None = None
