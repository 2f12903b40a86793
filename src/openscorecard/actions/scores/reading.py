"""A file of targets as askings: checked to be of the plan and period it is meant for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from openscorecard.actions.scores.faults import ForeignTargets, UnfitTargetFile
from openscorecard.actions.scores.wanted import Asking
from openscorecard.domain.measures.periods import Period
from openscorecard.formats.scores.files import read_targets


def askings_of(data: bytes, strategy: str, period: Period) -> tuple[Asking, ...]:
    """The rows of a file, XLSX or ODS. Raises faults of the file with their places, ForeignTargets."""
    found = read_targets(data)
    plan, when = found.plan or strategy, found.period or str(period)
    if (plan, when) != (strategy, str(period)):
        raise ForeignTargets(plan=plan[:100], period=when[:20])
    return tuple(Asking(one.code, one.texts, one.version, one.row, found.sheet, found.columns) for one in found.rows)


def beside(askings: tuple[Asking, ...], versions: Mapping[str, int]) -> tuple[Asking, ...]:
    """The askings, those without a version beside the one that was looked at."""
    return tuple(
        replace(one, expected=versions[one.kpi]) if one.expected is None and one.kpi in versions else one
        for one in askings
    )


def ending_of(path: str) -> str:
    """What a file of targets is written as, by its name. Raises UnfitTargetFile."""
    ending = path.rpartition(".")[2].lower()
    if ending not in {"ods", "xlsx"}:
        raise UnfitTargetFile(item=path[-60:])
    return ending
