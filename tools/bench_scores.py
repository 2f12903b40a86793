"""1,000 institutions × 29 KPIs × 12 periods scored exactly on one core, beside plain floats: `make bench-scores`."""

from __future__ import annotations

import sys
import time
from fractions import Fraction

from openscorecard.domain.scores.scorecard import score
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.example import example_plans

INSTITUTIONS, PERIODS = 1000, 12


def run(institutions: int = INSTITUTIONS) -> tuple[int, float, float]:
    """Scorecards made, seconds exact, seconds of the same means in floats and without trace."""
    plan = example_plans()[1]
    codes = [kpi.code for _, kpi in plan.kpis()]
    given = [_given(codes, number) for number in range(97)]
    began = time.process_time()
    for number in range(institutions * PERIODS):
        targets, values = given[number % len(given)]
        card = score(plan, targets, values)
        assert card.plan.score is not None
    exact = time.process_time() - began
    began = time.process_time()
    for number in range(institutions * PERIODS):
        _floats(plan, *given[number % len(given)])
    return institutions * PERIODS, exact, time.process_time() - began


def _given(codes: list[str], number: int) -> tuple[dict[str, Target], dict[str, Fraction | None]]:
    """Targets and values with six digits and two decimals, as institutions have them; deterministic, all different."""
    targets = {
        code: Target(code, "件", Fraction(300_000 + 7919 * place + 104_729 * number, 100))
        for place, code in enumerate(codes)
    }
    values: dict[str, Fraction | None] = {
        code: Fraction(250_000 + 15_485_863 * (place + 1) * (number + 1) % 400_000, 100)
        for place, code in enumerate(codes)
    }
    return targets, values


def _floats(plan: Plan, targets: dict[str, Target], values: dict[str, Fraction | None]) -> float:
    themes = []
    for theme in plan.themes:
        cells = []
        for row in plan.perspectives:
            objectives = [
                sum(float(values[k.code] or 0) / float(targets[k.code].value) for k in one.kpis) / len(one.kpis)
                for one in plan.cell(theme.letter, row.letter)
                if one.kpis
            ]
            if objectives:
                cells.append(sum(objectives) / len(objectives))
        themes.append(sum(cells) / len(cells))
    return sum(themes) / len(themes) * 100


if __name__ == "__main__":
    made, exact, floats = run(int(sys.argv[1]) if len(sys.argv) > 1 else INSTITUTIONS)
    print(f"{made} scorecards: exact {exact:.2f} s, floats {floats:.2f} s, {exact / floats:.1f} times")
