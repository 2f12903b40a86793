"""Measures that contradict themselves cannot be made; a catalogue has each once; formulas know what they stand on."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.identity import UnfitId
from openscorecard.domain.measures.counting import Alive, Counting, Within
from openscorecard.domain.measures.formula import Formula, Term, UnfitFormula
from openscorecard.domain.measures.measure import Catalogue, Companion, Measure, Part, UnfitMeasure, Variant
from openscorecard.domain.text import Text

T = Text("某", "some")
LOANS = Counting("circulation", Within("occurred_at"), sums=("quantity",))
READERS = Counting("circulation", Within("occurred_at"), distinct="patron_key")
EVENTS = Counting("events", Within("held_on"))
CARDS = Counting("cards", Alive("issued_on"))
FLOW, STOCK = Formula((Term(LOANS),)), Formula((Term(CARDS),))
RATIO = Formula((Term(LOANS),), (Term(CARDS),))
PARTS = {"numerator": Part(T, "F"), "denominator": Part(T, "S")}


def measure(**changes: Any) -> Measure:
    facts: dict[str, Any] = {
        "id": "loans", "name": Text("借閱"), "kind": "F", "unit": Text("次"), "frequency": "month", "nature": "output",
        "datasets": ("circulation",), "variants": (Variant("usual", T, FLOW),),
    }  # fmt: skip
    return Measure(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "X"}, "kind ∉ {S, F, R}"),
        ({"kind": "R", "variants": (Variant("usual", T, RATIO),)}, "R ⇔ numerator + denominator"),
        ({"kind": "R", "variants": (Variant("usual", T, RATIO),), "numerator": PARTS["numerator"]}, "R ⇔ numerator"),
        ({"kind": "R", "variants": (Variant("usual", T, RATIO),), "denominator": PARTS["numerator"]}, "R ⇔ numerator"),
        (PARTS, "R ⇔ numerator + denominator"),
        ({"variants": ()}, "variants, datasets = ∅"),
        ({"datasets": ()}, "variants, datasets = ∅"),
        ({"kind": "S"}, "kind: S ≠ F"),
        ({"variants": (Variant("a", T, FLOW), Variant("a", T, FLOW))}, "readings × 2"),
        ({"companions": (Companion("usual", T, T, FLOW),)}, "readings × 2"),
    ],
)
def test_a_measure_that_contradicts_itself_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnfitMeasure) as caught:
        measure(**changes)
    assert caught.value.facts["item"] == "loans"
    assert caught.value.facts["reason"].startswith(reason)


def test_a_measure_knows_its_readings_and_their_units() -> None:
    pieces = Text("件")
    first, second = Variant("usual", T, FLOW), Variant("other", T, STOCK, pieces)
    beside = Companion("stock", T, Text("冊"), STOCK)
    found = measure(variants=(first, second), companions=(beside,))
    assert found.readings() == (first, second, beside)
    assert [found.reading(name) for name in ("", "other", "stock", "none")] == [first, second, beside, None]
    assert [found.unit_of(one).zh for one in found.readings()] == ["次", "件", "冊"]
    assert found.formulas() == (FLOW, STOCK, STOCK)
    assert (found.additive, found.version, found.subset_of, found.kpi_names) == (True, 1, "", ())
    assert measure(kind="R", variants=(Variant("usual", T, RATIO),), **PARTS).kind == "R"
    with pytest.raises(UnfitId):
        measure(id="有 空白")


def test_a_catalogue_has_every_measure_once_and_finds_it_by_id_and_by_kpi() -> None:
    part = measure(id="part", subset_of="loans", kpi_names=("甲", "乙"))
    found = Catalogue([part, measure(kpi_names=("丙",))])
    assert ([one.id for one in found], len(found)) == (["part", "loans"], 2)
    assert found.get("part") is part
    assert found.get("none") is found.get(None) is found.get("") is None
    assert found.by_kpi_name() == {"甲": "part", "乙": "part", "丙": "loans"}
    for wrong, item, reason in (([measure(), measure()], "loans", "loans × 2"), ([part], "part", "loans = ?")):
        with pytest.raises(UnfitMeasure) as caught:
            Catalogue(wrong)
        assert (caught.value.facts["item"], caught.value.facts["reason"]) == (item, reason)


# Formulas


@pytest.mark.parametrize(
    ("of", "over", "scale", "reason"),
    [
        ((), (), 1, "∅"),
        ((), (Term(CARDS),), 1, "∅"),
        ((Term(LOANS),), (), 100, "scale = 100"),
        ((Term(LOANS),), (Term(CARDS),), 0, "scale = 0"),
        ((Term(LOANS),), (Term(CARDS),), -1, "scale = -1"),
        ((Term(LOANS), Term(CARDS)), (), 1, "S + F"),
        ((Term(LOANS),), (Term(LOANS), Term(CARDS)), 1, "S + F"),
    ],
)
def test_parts_that_cannot_be_put_together(
    of: tuple[Term, ...], over: tuple[Term, ...], scale: int, reason: str
) -> None:
    with pytest.raises(UnfitFormula) as caught:
        Formula(of, over, Fraction(scale))
    assert caught.value.facts["reason"] == reason


@pytest.mark.parametrize(
    ("formula", "kind", "additive", "splits"),
    [
        (FLOW, "F", True, True),
        (STOCK, "S", False, True),
        (RATIO, "R", False, False),
        (Formula((Term(READERS),)), "F", False, False),
        (Formula((Term(LOANS), Term(READERS))), "F", False, False),
        (Formula((Term(LOANS), Term(EVENTS, -1))), "F", True, True),
        (Formula((Term(LOANS),), (Term(EVENTS),)), "R", False, False),
    ],
)
def test_what_adds_up_over_periods_and_over_units(formula: Formula, kind: str, additive: bool, splits: bool) -> None:
    assert (formula.kind, formula.additive, formula.splits) == (kind, additive, splits)


def test_a_formula_stands_on_every_counting_once() -> None:
    twice = Formula((Term(LOANS), Term(EVENTS), Term(LOANS, -1)), (Term(READERS),))
    assert list(twice.countings()) == [LOANS, EVENTS, READERS]
    assert twice.datasets() == ("circulation", "events")


def test_a_formula_among_some_datasets_keeps_its_sides_or_stays_whole() -> None:
    some = Formula((Term(LOANS), Term(EVENTS)), (Term(LOANS), Term(EVENTS)), Fraction(100))
    assert some.among(["events"]) == Formula((Term(EVENTS),), (Term(EVENTS),), Fraction(100))
    assert some.among(["circulation", "events"]) == some
    assert some.among(["cards"]) is some
    half = Formula((Term(LOANS), Term(EVENTS)), (Term(CARDS),))
    assert half.among(["events"]) is half
    assert half.among(["events", "cards"]) == Formula((Term(EVENTS),), (Term(CARDS),))
    flow = Formula((Term(LOANS), Term(EVENTS)))
    assert flow.among(["events"]) == Formula((Term(EVENTS),))
