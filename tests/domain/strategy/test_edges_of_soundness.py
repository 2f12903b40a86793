"""Soundness checks at their edges."""

from __future__ import annotations

from openscorecard.domain.strategy.nodes import Kpi, Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness import Finding, soundness_findings
from openscorecard.domain.strategy.soundness.finding import RULES, finding
from openscorecard.domain.text import Text
from openscorecard.formats.measures.catalogue import standard_catalogue

X = Text("某")


def findings(*objectives: Objective) -> list[Finding]:
    letters = sorted({one.theme for one in objectives})
    plan = Plan("p", X, X, themes=tuple(Theme(letter, X) for letter in letters), objectives=objectives)
    return list(soundness_findings(plan, standard_catalogue()))


def test_what_both_siblings_have_the_third_lacks() -> None:
    names = {"A": "服務", "B": "服務", "C": "別的"}
    found = findings(*(Objective(f"{theme}C1", Text(name), theme, "C") for theme, name in names.items()))
    assert [one.where for one in found if one.code == "theme-lacks-objective"] == ["theme:C"]


def test_all_kpis_of_a_perspective_are_named_with_blanks_between() -> None:
    kpis = (Kpi("AC1.1", Text("課程數"), "training_courses"), Kpi("AC1.2", Text("館藏量"), "volumes_held"))
    (one,) = (it for it in findings(Objective("AC1", X, "A", "C", kpis)) if it.code == "output-only-perspective")
    assert dict(one.facts) == {"perspective": "顧客", "item": "AC1.1 AC1.2"}


def test_a_sentence_is_in_the_readers_language() -> None:
    one = finding("kpi-without-measure", "AC1.1", item="AC1.1", name="人次")
    rule = RULES["kpi-without-measure"]
    assert one.sentence() == one.sentence("zh-Hant") == rule.zh.format(item="AC1.1", name="人次")
    assert one.sentence("en") == one.sentence("en-GB") == rule.en.format(item="AC1.1", name="人次")
