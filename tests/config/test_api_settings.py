"""How many requests a minute callers of the read API have, from the environment."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from openscorecard.config.security import requests_a_minute


def test_a_number_or_the_usual_one() -> None:
    assert requests_a_minute({}, "A", 600) == 600
    assert requests_a_minute({"A": "5"}, "A", 600) == 5


@pytest.mark.parametrize("given", ["", "0", "-1", "many", "1.5", "10000000", "\u0665"])
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="whole requests a minute"):
        requests_a_minute({"A": given}, "A", 600)
