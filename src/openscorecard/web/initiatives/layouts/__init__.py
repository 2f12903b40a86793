"""How the work of each kind of action plans is shown: the sentence that matters, then blocks of chart and table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openscorecard.web.initiatives.blocks import Block
from openscorecard.web.initiatives.layouts import funnel, grant, pipeline, procurement, programme, roll_out, rule
from openscorecard.web.initiatives.view import View


@dataclass(frozen=True, slots=True)
class Layout:
    """The sentences on top of a page, and the blocks below."""

    sentences: Callable[[View], tuple[str, ...]]
    blocks: Callable[[View], tuple[Block, ...]]


LAYOUTS: Mapping[str, Layout] = {
    "rule": Layout(rule.sentences, rule.blocks),
    "grant": Layout(grant.sentences, grant.blocks),
    "procurement": Layout(procurement.sentences, procurement.blocks),
    "roll_out": Layout(roll_out.sentences, roll_out.blocks),
    "funnel": Layout(funnel.sentences, funnel.blocks),
    "programme": Layout(programme.sentences, programme.blocks),
    "pipeline": Layout(pipeline.sentences, pipeline.blocks),
}
