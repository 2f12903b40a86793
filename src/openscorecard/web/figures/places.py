"""Addresses of the pages of figures."""

from __future__ import annotations

from urllib.parse import urlencode

from openscorecard.domain.measures.periods import Period
from openscorecard.web.plans.places import address


def observation_place(measure: str, period: Period, reading: str = "", dimension: str = "", cell: str = "") -> str:
    """The page that says where one observation came from."""
    asked = {"reading": reading, "dimension": dimension, "cell": cell}
    query = urlencode({name: value for name, value in asked.items() if value or (name == "cell" and dimension)})
    return address("observation", measure, str(period)) + (f"?{query}" if query else "")


def drill_place(measure: str, **asked: str) -> str:
    """The page that drills down."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return address("figures", measure) + (f"?{query}" if query else "")
