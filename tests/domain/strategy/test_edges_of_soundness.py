"""Soundness checks at their edges."""

from __future__ import annotations

import pytest

from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Theme
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


NARROW = ("中央", "地方", "民間", "國際", "校內", "館內")
WIDE = ("各類型", "各類", "各級", "所有", "全部", "不限")


@pytest.mark.parametrize("narrow", NARROW)
@pytest.mark.parametrize("wide", WIDE)
def test_every_narrow_word_of_an_objective_is_set_against_every_wide_word_of_a_kpi(narrow: str, wide: str) -> None:
    kpi = Kpi("AC1.1", Text(f"{wide}人次"), "event_attendance")
    found = findings(Objective("AC1", Text(f"爭取{narrow}補助"), "A", "C", (kpi,)))
    (one,) = (it for it in found if it.code == "wording-wider-than-objective")
    assert (dict(one.facts)["narrow"], dict(one.facts)["wide"]) == (narrow, wide)


@pytest.mark.parametrize("word", ["率", "比例", "占比", "平均", "每位", "每人", "百分比"])
def test_every_word_of_a_rate_clashes_with_a_count(word: str) -> None:
    found = findings(Objective("AC1", X, "A", "C", (Kpi("AC1.1", Text(f"借閱{word}"), "event_attendance"),)))
    assert "kind-clash" in [one.code for one in found]


@pytest.mark.parametrize("word", ["增設", "新增", "增加", "新辦"])
def test_every_word_of_growth_clashes_with_a_stock(word: str) -> None:
    found = findings(Objective("AC1", X, "A", "C", (Kpi("AC1.1", Text(f"{word}證數"), "cards_valid"),)))
    assert "stock-as-flow" in [one.code for one in found]


def test_rows_and_columns_are_known_by_their_letter_until_told_otherwise() -> None:
    assert (Perspective("S", X).id, Theme("A", X).id, Theme("A", X, "other").id) == ("S", "A", "other")
