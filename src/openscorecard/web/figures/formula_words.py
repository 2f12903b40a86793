"""Formulas as pages say them: each counting a sentence, what is added, taken away, divided by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class FormulaWords:
    """The terms above and below the line as (taken away?, sentence); `scale` is empty where it is one."""

    of: tuple[tuple[bool, str], ...]
    over: tuple[tuple[bool, str], ...]
    scale: str


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """A reading or a companion: its id, what it is called, its unit, its formula in words."""

    name: str
    words: Said
    unit: Said
    formula: FormulaWords


def formula_words(formula: Formula, language: str) -> FormulaWords:
    """`formula` in the language of a page."""
    scale = "" if formula.scale == 1 else str(formula.scale)
    return FormulaWords(_terms(formula.of, language), _terms(formula.over, language), scale)


def _terms(terms: Iterable[Term], language: str) -> tuple[tuple[bool, str], ...]:
    datasets = standard_datasets()
    return tuple((one.sign < 0, counting_in_words(one.counting, datasets).says(language)[0]) for one in terms)


def readings_in_words(measure: Measure, ways: Iterable[Variant | Companion], language: str) -> tuple[ReadingWords, ...]:
    """Readings or companions of `measure`, with their formulas."""
    return tuple(
        ReadingWords(
            name=one.name,
            words=say(one.title if isinstance(one, Companion) else one.definition, language),
            unit=say(measure.unit_of(one), language),
            formula=formula_words(one.formula, language),
        )
        for one in ways
    )
