"""A formula: countings added and taken away, over others where it is a ratio."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.counting import Counting


class UnfitFormula(Fault):
    """Parts that cannot be put together."""

    code = "unfit-formula"
    zh = "公式不可用：{reason}；請更正衡量方式的定義。"
    en = "The formula cannot be used: {reason}; correct the description of the measure."


@dataclass(frozen=True, slots=True)
class Term:
    """A counting that is added, or with `sign` -1 taken away."""

    counting: Counting
    sign: Literal[1, -1] = 1


@dataclass(frozen=True, slots=True)
class Formula:
    """The sum of the terms `of`, divided by the sum of the terms `over` where there are any, times `scale`.

    The terms of one side are all states or all flows: the one at a period's end and the other of its days cannot be
    added. Raises UnfitFormula.
    """

    of: tuple[Term, ...]
    over: tuple[Term, ...] = ()
    scale: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if not self.of:
            raise UnfitFormula(reason="∅")
        if self.scale <= 0 or (self.scale != 1 and not self.over):
            raise UnfitFormula(reason=f"scale = {self.scale}")
        for side in (self.of, self.over):
            if len({term.counting.kind for term in side}) > 1:
                raise UnfitFormula(reason="S + F")

    @property
    def kind(self) -> Literal["S", "F", "R"]:
        """S, F or R, as in the catalogue of measures."""
        return "R" if self.over else self.of[0].counting.kind

    @property
    def additive(self) -> bool:
        """Whether periods add up."""
        return not self.over and all(term.counting.additive for term in self.of)

    @property
    def splits(self) -> bool:
        """Whether disjoint units add up to the whole: not for ratios, nor for how many different values there are."""
        return not self.over and not any(term.counting.distinct for term in self.of)

    def among(self, datasets: Container[str]) -> Formula:
        """The same over these datasets alone; itself where nothing would be left of a side."""
        of = tuple(term for term in self.of if term.counting.dataset in datasets)
        over = tuple(term for term in self.over if term.counting.dataset in datasets)
        return Formula(of, over, self.scale) if of and bool(over) == bool(self.over) else self

    def countings(self) -> Iterator[Counting]:
        """Every counting it stands on, each once."""
        yield from dict.fromkeys(term.counting for term in (*self.of, *self.over))

    def datasets(self) -> tuple[str, ...]:
        """The datasets it stands on, in order."""
        return tuple(dict.fromkeys(counting.dataset for counting in self.countings()))
