"""A roll-up as formulas, in the words of the rule: weighted over what has data, withheld below the threshold.

Each row stands for a node: what is given (weight, score at the bottom, why one is missing) and what is reckoned. Rows
find those below them by the number of the row above, so that codes may be any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from openscorecard.domain.scores.bands import Status
from openscorecard.domain.text import Language
from openscorecard.reports.paper import RollUp, RollUpNode
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.words import say, status_word

COLUMNS = "ABCDEFGHIJKLMN"
WIDTHS = (7, 12, 36, 12, 9, 9, 14, 10, 10, 10, 10, 7, 11, 11)
THRESHOLD_ROW, HEAD_ROW = 2, 4
"""Counted from 1; the nodes begin in the row below the heads. The threshold stands in column C."""
_OUT: tuple[Literal["not_due", "not_applicable", "not_measured"], ...] = ("not_due", "not_applicable", "not_measured")
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Made:
    """A cell: words, a number, or a formula whose result is `shown`; `given` is for a person to change."""

    shown: str | float
    formula: str = ""
    given: bool = False


def heads(language: Language) -> list[str]:
    return say(language, "heads").split("|")


def rows_of(block: RollUp, language: Language, dialect: Literal["xlsx", "ods"]) -> Iterator[list[Made]]:
    """A row for each node, in COLUMNS; formulas as the dialect writes them.

    What is below a node stands below it in the sheet, so that no formula looks at its own row.
    """
    ordered = _ordered(block.nodes)
    inner = {above for above, _ in ordered}
    last = HEAD_ROW + len(ordered)
    for number, (above, node) in enumerate(ordered, 1):
        write = _Formulas(language, dialect, HEAD_ROW + number, last)
        upper: list[Made] = [
            Made(number), Made(clean(node.code)), Made(clean(node.name)), Made(clean(node.level)),
            Made(above or ""), Made(_number(node.weight), given=True),
        ]  # fmt: skip
        yield [*upper, *(write.inner(node) if number in inner else write.leaf(node)), *write.counted(node)]


def _ordered(nodes: tuple[RollUpNode, ...]) -> list[tuple[int, RollUpNode]]:
    """Every node after the one above it, with that one's number (0: none). Of two with one code the nearest before."""
    above = _above(nodes)
    below: dict[int, list[int]] = {}
    for place, parent in enumerate(above):
        below.setdefault(parent, []).append(place)
    found: list[tuple[int, RollUpNode]] = []
    stack = [(0, place) for place in reversed(below.get(-1, []))]
    while stack:
        number, place = stack.pop()
        found.append((number, nodes[place]))
        stack += [(len(found), one) for one in reversed(below.get(place, []))]
    return found


def _above(nodes: tuple[RollUpNode, ...]) -> list[int]:
    """The place of the node above each, -1 for none."""
    anywhere = {node.code: place for place, node in reversed(list(enumerate(nodes)))}
    seen: dict[str, int] = {}
    found = []
    for place, node in enumerate(nodes):
        parent = seen.get(node.parent, anywhere.get(node.parent, -1)) if node.parent else -1
        found.append(-1 if parent == place else parent)
        seen[node.code] = place
    return found


def _number(value: Fraction | None) -> float | str:
    return "" if value is None else float(value)


class _Formulas:
    """The formulas of one row: `{F}` is this row's cell of column F, `{FF}` those below it, `{t}` the threshold."""

    def __init__(self, language: Language, dialect: Literal["xlsx", "ods"], row: int, last: int) -> None:
        self._language, self._dialect, self._row, self._last = language, dialect, row, last

    def leaf(self, node: RollUpNode) -> list[Made]:
        """Status, given score, known part, coverage, score."""
        known = node.score if node.partial is None else node.partial
        why = Made(status_word(self._language, node.status), given=True) if known is None else Made(self._scored(node))
        coverage: list[Made] = [Made(float(node.coverage), given=True)]
        if node.coverage in (0, 100):
            coverage = [Made(float(node.coverage), self._text('IF({H}="",0,100)'))]
        return [
            why, Made(_number(known), given=True), Made(_number(known), self._text('IF({H}="","",{H})')), *coverage,
            Made(_number(node.score), self._score()),
        ]  # fmt: skip

    def inner(self, node: RollUpNode) -> list[Made]:
        partial = node.score if node.partial is None else node.partial
        whole = "SUMIFS({FF},{EE},{A},{LL},1)"
        coverage = f"IF({whole}=0,0,SUMIFS({{MM}},{{EE}},{{A}})/{whole}*100)"
        return [
            Made(self._scored(node), self._status(node)), Made(""),
            Made(_number(partial), self._text(_known(node))), Made(float(node.coverage), self._text(coverage)),
            Made(_number(node.score), self._score()),
        ]  # fmt: skip

    def counted(self, node: RollUpNode) -> list[Made]:
        """Whether it is due, its weight as far as it has data, and that weight by its score."""
        out = ",".join(f'{{G}}="{status_word(self._language, one)}"' for one in _OUT)
        known = node.score if node.partial is None else node.partial
        due = node.status not in _OUT
        weight = node.weight * node.coverage / 100 if due and known is not None else Fraction(0)
        return [
            Made(float(due), self._text(f"IF(OR({out}),0,1)")),
            Made(float(weight), self._text("IF(AND({L}=1,ISNUMBER({I})),{F}*{J}/100,0)")),
            Made(float(weight * (known or 0)), self._text("IF({M}>0,{M}*{I},0)")),
        ]

    def _scored(self, node: RollUpNode) -> str:
        """Bands are not of this sheet: it says whether there is a score, or why not."""
        return say(self._language, "scored") if node.score is not None else status_word(self._language, node.status)

    def _score(self) -> str:
        return self._text('IF({I}="","",IF(ROUND({J},9)<{t},"",{I}))')

    def _status(self, node: RollUpNode) -> str:
        word = {one: f'"{status_word(self._language, one)}"' for one in get_args(Status)}
        if node.rule == "unscored":
            return self._text(word["not_applicable"])
        target = f"COUNTIFS({{EE}},{{A}},{{GG}},{word['no_target']})"
        alike = f"IF(COUNTIFS({{EE}},{{A}},{{LL}},1)={target},{word['no_target']},{word['no_data']})"
        none_due = word["no_data"]
        for out in _OUT:
            none_due = f"IF(COUNTIFS({{EE}},{{A}})=COUNTIFS({{EE}},{{A}},{{GG}},{word[out]}),{word[out]},{none_due})"
        reason = f"IF(COUNTIFS({{EE}},{{A}},{{LL}},1)=0,{none_due},{alike})"
        scored = f'"{say(self._language, "scored")}"'
        return self._text(f'IF({{I}}="",{reason},IF(ROUND({{J}},9)<{{t}},{word["withheld"]},{scored}))')

    def _text(self, formula: str) -> str:
        """In the dialect: ranges in brackets and semicolons for ODF."""
        filled = _PART.sub(self._place, formula if self._dialect == "xlsx" else formula.replace(",", ";"))
        return f"={filled}" if self._dialect == "xlsx" else f"of:={filled}"

    def _place(self, found: re.Match[str]) -> str:
        name, first = found[1], self._row + 1
        if self._dialect == "xlsx":
            if name == "t":
                return f"$C${THRESHOLD_ROW}"
            return f"${name[0]}${first}:${name[0]}${self._last}" if len(name) > 1 else f"{name}{self._row}"
        if name == "t":
            return f"[.$C${THRESHOLD_ROW}]"
        return f"[.${name[0]}${first}:.${name[0]}${self._last}]" if len(name) > 1 else f"[.{name}{self._row}]"


def _known(node: RollUpNode) -> str:
    """The score over what has data, by the rule of the node."""
    any_known = "SUMIFS({MM},{EE},{A})"
    if node.rule == "unscored":
        return '""'
    if node.rule == "weakest":
        return f'IF({any_known}=0,"",MINIFS({{II}},{{EE}},{{A}},{{MM}},">0"))'
    if node.rule == "geometric":
        lowest = 'MINIFS({II},{EE},{A},{MM},">0")'
        powers = "SUMPRODUCT(({EE}={A})*({MM}>0)*{MM}*LN(IF(ISNUMBER({II}),IF({II}>0,{II},1),1)))"
        return f'IF({any_known}=0,"",IF({lowest}<=0,0,EXP({powers}/{any_known})))'
    return f'IF({any_known}=0,"",SUMIFS({{NN}},{{EE}},{{A}})/{any_known})'
