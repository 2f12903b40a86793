"""OpenScorecard: makes a written strategy live. In a notebook: `openscorecard.read_plan(path)`, `draw_map(plan)`."""

from __future__ import annotations

from typing import Any

__version__ = "0.5.0"

# The verbs of the command line on pure objects, without Django; imported when first used, so that start-up is light.
_VERBS = {
    "read_plan": "openscorecard.reports.notebook",
    "check_plan": "openscorecard.reports.notebook",
    "write_plan": "openscorecard.reports.notebook",
    "draw_map": "openscorecard.drawing.strategy.strategy_map",
    "score": "openscorecard.domain.scores.scorecard",
    "xmr": "openscorecard.domain.scores.xmr",
}
__all__ = ["__version__", "check_plan", "draw_map", "read_plan", "score", "write_plan", "xmr"]


def __getattr__(name: str) -> Any:
    if name in _VERBS:
        from importlib import import_module

        return getattr(import_module(_VERBS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
