"""What a green score hides: something behind below it, or a companion figure that falls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from openscorecard.domain.measures.decimals import short_text
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.strategy.soundness.finding import Finding, finding


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure shown beside a KPI and never scored, before and now, in its own unit; None where there is none."""

    name: str
    before: Fraction | None
    now: Fraction | None
    better: Literal["up", "down"] = "up"

    @property
    def falling(self) -> bool:
        """Whether it got worse."""
        if self.before is None or self.now is None:
            return False
        return self.now < self.before if self.better == "up" else self.now > self.before


def flags(nodes: Iterable[Scored], companions: Mapping[str, Sequence[Beside]] | None = None) -> tuple[Finding, ...]:
    """One finding for each node on target that hides something; `companions` are by the code of a KPI."""
    beside = companions or {}
    return tuple(found for node in nodes for found in (*_red_below(node), *_falling(node, beside.get(node.code, ()))))


def _red_below(node: Scored) -> Iterator[Finding]:
    if node.status != "on_target":
        return
    behind = [one.code for one in node.every() if one.status == "behind" and not one.children]
    behind = behind or [one.code for one in node.every() if one.status == "behind"]
    if behind:
        yield finding("green-over-red", f"{node.code} {' '.join(behind)}", item=node.code, behind="、".join(behind))


def _falling(node: Scored, companions: Sequence[Beside]) -> Iterator[Finding]:
    if node.level != "kpi" or node.status != "on_target":
        return
    for one in companions:
        if one.before is not None and one.now is not None and one.falling:
            said = {"before": short_text(one.before), "now": short_text(one.now)}
            yield finding("green-with-falling-companion", node.code, item=node.code, name=one.name, **said)
