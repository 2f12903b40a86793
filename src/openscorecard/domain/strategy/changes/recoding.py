"""New codes for an item and all below it, when it is moved or its letter changes; inner ids stay."""

from __future__ import annotations

import re
from dataclasses import replace

from openscorecard.domain.strategy.codes import CodeBook
from openscorecard.domain.strategy.nodes import Kpi, Objective


def recode_kpi(kpi: Kpi, code: str, book: CodeBook) -> Kpi:
    """`kpi` with a new code; the codes of its action plans keep their numbers."""
    standings = tuple(
        replace(standing, code=_under(book, "initiative", standing.code, code)) for standing in kpi.standings
    )
    return replace(kpi, code=code, standings=standings)


def recode_objective(objective: Objective, code: str, book: CodeBook) -> Objective:
    """`objective` with a new code; its KPIs and their action plans keep their numbers."""
    kpis = tuple(recode_kpi(kpi, _under(book, "kpi", kpi.code, code), book) for kpi in objective.kpis)
    return replace(objective, code=code, kpis=kpis)


def _under(book: CodeBook, level: str, old: str, above: str) -> str:
    digits = re.search(r"\d+$", old)
    # Built by hand, not by number, so that a leading zero stays.
    form = book.grammar.kpi if level == "kpi" else book.grammar.initiative
    return form.format(objective=above, kpi=above, number=digits.group() if digits else "1")
