"""Drawing tests: the two sample maps, drawn once."""

from __future__ import annotations

import pytest

from openscorecard.domain.strategy.plan import Plan
from tests.drawing.sample_maps import bureau_map, library_map


@pytest.fixture(params=["library", "bureau"])
def plan(request: pytest.FixtureRequest) -> Plan:
    """The library's map of 29 objectives and 44 links, then the bureau's of 59 and 60."""
    return library_map() if request.param == "library" else bureau_map()


@pytest.fixture(params=["zh-Hant", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
