"""Figures of 2025 with targets, as the pages of scores have them."""

from __future__ import annotations

from tests.web.initiatives.conftest import bring, home  # noqa: F401 -- fixtures
from tests.web.plans.conftest import read  # noqa: F401 -- pages as trees
from tests.web.scores.conftest import aim  # noqa: F401 -- targets set on grants
