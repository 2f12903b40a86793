"""The steps of a score as a page tells them, in its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openscorecard.domain.scores.bands import Band
from openscorecard.domain.scores.rollup import Rule, Scored
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.text import Text
from openscorecard.reports import trace, words
from openscorecard.reports.speech import Speech
from openscorecard.reports.trace import Step, plain
from openscorecard.web.context import language_tag

__all__ = ["RULES", "Step", "bands_in_words", "leaf_steps", "node_steps", "plain"]

RULES: Mapping[Rule, Text] = words.RULES


def leaf_steps(node: Scored, scored: ScoredPlan) -> tuple[Step, ...]:
    """The steps of a KPI, or why it has no score."""
    return trace.leaf_steps(node, scored, Speech(language_tag()))


def node_steps(node: Scored, scored: ScoredPlan) -> tuple[Step, ...]:
    """The steps of a node above KPIs."""
    return trace.node_steps(node, scored, Speech(language_tag()))


def bands_in_words(bands: Sequence[Band]) -> tuple[str, ...]:
    """Each band as a sentence, the highest first."""
    return tuple(words.band_words(one, Speech(language_tag())) for one in reversed(bands))
