"""Published figures to take away: JSON with exact numbers, CSV for spreadsheets, drawings that stand alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from openscorecard.domain.reviews.publication import Publication
from openscorecard.formats.reviews.publication import VERSION, kpi_to_data, publication_to_data
from openscorecard.formats.reviews.tables import publications_csv
from openscorecard.web.public.spots import Spot, Ways


def plan_json(one: Publication) -> bytes:
    """A published period, whole."""
    return _json(publication_to_data(one))


def kpi_json(periods: Sequence[Publication], id_: str) -> bytes:
    """A KPI in every published period, newest first."""
    found = [(one, kpi) for one in periods if (kpi := one.kpi(id_))]
    return _json(
        {
            "format": "openscorecard.kpi",
            "version": VERSION,
            "plan": publication_to_data(found[0][0])["plan"],
            "kpi": id_,
            "periods": [
                {"period": str(one.period), "published_at": one.at.isoformat(), **kpi_to_data(kpi)}
                for one, kpi in found
            ],
        }
    )


def list_json(ways: Ways, published: Sequence[Publication]) -> bytes:
    """Every published period with its files, by links relative to this list."""
    return _json(
        {
            "format": "openscorecard.published",
            "version": VERSION,
            "periods": [
                {
                    "plan": one.plan,
                    "name": {"zh": one.name.zh, "en": one.name.en},
                    "institution": one.institution,
                    "period": str(one.period),
                    "published_at": one.at.isoformat(),
                    "json": ways.to(Spot("plan-json", plan=one.plan, period=str(one.period))),
                    "csv": ways.to(Spot("plan-csv", plan=one.plan, period=str(one.period))),
                }
                for one in published
            ],
        }
    )


def csv_of(periods: Sequence[Publication], only: str = "") -> bytes:
    """Published periods as a table, or one KPI of them."""
    return publications_csv(periods, only).encode()


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
