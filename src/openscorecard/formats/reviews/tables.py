"""Published figures as CSV for spreadsheets: one row a KPI and period, names in both languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Context
from fractions import Fraction

from openscorecard.domain.reviews.publication import Publication, PublishedKpi, PublishedValue
from openscorecard.formats.reviews.publication import number

HEADS = (
    "plan",
    "period",
    "published_at",
    "kpi",
    "code",
    "name_zh",
    "name_en",
    "unit_zh",
    "unit_en",
    "of_period",
    "observed",
    "value",
    "target",
    "target_low",
    "target_high",
    "status",
    "score",
    "coverage",
    "example",
)


def publications_csv(published: Iterable[Publication], only: str = "") -> str:
    """Every KPI of the periods, or the one of the id `only`: the period itself, then what it was made of."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADS)
    for one in published:
        for kpi in one.kpis:
            if only in {"", kpi.id}:
                writer.writerows(_rows(one, kpi))
    return "\ufeff" + file.getvalue()  # so that spreadsheets read it as UTF-8


def _rows(one: Publication, kpi: PublishedKpi) -> Iterator[list[str]]:
    target = kpi.target
    judged = [_digits(part) for part in ((target.value, target.low, target.high) if target else (None,) * 3)]
    judged += [kpi.stand.status, _digits(kpi.stand.score), _digits(kpi.stand.coverage)]
    example = ["yes" if kpi.example else "no"]
    yield [*_named(one, kpi, kpi.value), *judged, *example]
    for value in kpi.series:
        yield [*_named(one, kpi, value), *[""] * len(judged), *example]


def _named(one: Publication, kpi: PublishedKpi, value: PublishedValue) -> list[str]:
    unit = kpi.unit
    names = [kpi.id, kpi.code, kpi.name.zh, kpi.name.en, unit.zh if unit else "", unit.en if unit else ""]
    said = [str(value.period), value.status, _digits(value.value)]
    return [one.plan, str(one.period), one.at.isoformat(), *map(_safe, names), *said]


def _digits(value: Fraction | None) -> str:
    """The decimal that a spreadsheet reads: exact where it ends, else 28 digits; the JSON file has the fraction."""
    if value is None:
        return ""
    exact = number(value) or ""
    return exact if "/" not in exact else str(Context(prec=28).divide(value.numerator, value.denominator))


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
