"""Addresses of the pages of figures."""

from __future__ import annotations

from urllib.parse import urlencode

from openscorecard.domain.measures.periods import Period
from openscorecard.queries.provenance import ObservationAt
from openscorecard.web.plans.places import address


def observation_place(measure: str, period: Period, reading: str = "", dimension: str = "", cell: str = "") -> str:
    """The page that says where one observation came from."""
    asked = {"reading": reading, "dimension": dimension, "cell": cell}
    query = urlencode({name: value for name, value in asked.items() if value or (name == "cell" and dimension)})
    return address("observation", measure, str(period)) + (f"?{query}" if query else "")


def rows_place(at: ObservationAt, counting: int, page: str = "observation-rows") -> str:
    """The rows behind the counting at that place (from 0) of an observation's formula, or what is done with them."""
    asked = {"reading": at.reading, "dimension": at.dimension, "cell": at.cell}
    query = urlencode({name: value for name, value in asked.items() if value or (name == "cell" and at.dimension)})
    return address(page, at.measure, str(at.period), str(counting)) + (f"?{query}" if query else "")


def drill_place(measure: str, **asked: str) -> str:
    """The page that drills down."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return address("figures", measure) + (f"?{query}" if query else "")
