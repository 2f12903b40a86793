"""Every soundness check of a plan without figures finds what it is for, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.cascade import parent_objectives
from openscorecard.domain.strategy.links import Cascade, Link, Responsibility, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness import Finding, soundness_findings
from openscorecard.domain.strategy.soundness.finding import RULES
from openscorecard.domain.text import Text
from openscorecard.formats.measures.catalogue import standard_catalogue

CATALOGUE = standard_catalogue()
SPEC = Path(__file__).parents[2] / "spec" / "strategy" / "soundness.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(SPEC.read_text(encoding="utf-8"))


def kpi(code: str, name: str, measure: str | None, codes: dict[str, str] | None = None) -> Kpi:
    return Kpi(code, Text(name), measure, tuple(Standing(at, plan) for at, plan in (codes or {}).items()))


def plan_of(case: dict[str, Any]) -> Plan:
    objectives = tuple(
        Objective(code, Text(name), code[0], code[1], tuple(kpi(at, *said) for at, said in kpis.items()))
        for code, (name, kpis) in case["objectives"].items()
    )
    letters = case.get("themes") or sorted({one.theme for one in objectives})
    plans = {one.initiative for objective in objectives for it in objective.kpis for one in it.standings}
    return Plan(
        "p",
        Text("計畫"),
        Text("機關"),
        themes=tuple(Theme(letter, Text(f"主題{letter}")) for letter in letters),
        objectives=objectives,
        initiatives=tuple(Initiative(id_, Text(f"方案{id_}")) for id_ in plans),
        links=tuple(Link(*ends) for ends in case.get("links", ())),
    )


def whole(findings: tuple[Finding, ...]) -> None:
    """Every sentence is whole in both languages."""
    for one in findings:
        for language in ("zh-Hant", "en"):
            assert one.sentence(language)
            assert "{" not in one.sentence(language)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_what_is_found_in_a_plan(case: dict[str, Any]) -> None:
    findings = soundness_findings(plan_of(case), CATALOGUE)
    whole(findings)
    found = [[one.code, one.where] for one in findings if one.code != "no-links" or "links" in case]
    assert found == case["found"]
    for said in case.get("says", ()):
        assert any(said in one.sentence() for one in findings)


def test_objectives_without_links_are_only_a_list() -> None:
    plan = plan_of({"objectives": {"AC1": ["甲", {}]}})
    assert "no-links" in [one.code for one in soundness_findings(plan, CATALOGUE)]
    assert soundness_findings(plan_of({"objectives": {}}), CATALOGUE) == ()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("what three of four themes have, the fourth lacks", ("D", "主題D", "顧客", "服務", "3")),
        ("a cell that is empty in one theme alone", ("C", "主題C", "顧客")),
        ("what two of three siblings have is no pattern", ("AC1 BC1", "服務")),
        ("an action plan under two KPIs", ("方案X", "2", "AC1.1.1 AC1.2.1")),
        ("a circle of three is told once, from where it is met", ("AC1 → AC2 → AC3 → AC1",)),
        ("one measure under two objectives", ("圖書館活動", "2", "AC1.1 AP1.1")),
        ("a part beside its whole in another theme", ("BC1.1", "禮儀課程數", "AC1.1", "課程數")),
        ("a perspective that only counts what was done", ("顧客", "AC1.1")),
        ("a KPI wider than its objective", ("AC1", "爭取中央補助", "AC1.1", "各類型人次", "中央", "各類型")),
        (
            "a rate by name that is counted, and a count by name that is a rate",
            ("AC1.1", "參與率", "活動總人次", "人次"),
        ),
        ("what is added by name and a stock by measure", ("AC1.1", "新增辦證數", "讀者辦證總數")),
        ("a KPI that nothing measures, and one with a measure nobody knows", ("AC1.1", "人次")),
        ("an objective without a KPI beside one that has some", ("AP1", "乙")),
    ],
)
def test_a_finding_names_what_it_is_about(rule: str, said: tuple[str, ...]) -> None:
    (case,) = (one for one in CASES if one["rule"] == rule)
    findings = [one for one in soundness_findings(plan_of(case), CATALOGUE) if one.code not in {"no-links"}]
    told = [one.sentence() for one in findings if one.code != "plan-without-kpis"]
    assert all(word in told[0] for word in said), told[0]


NOTES = {
    "plan-without-kpis", "repeated-objective", "initiative-under-several-kpis", "parent-not-loaded",
    "parent-objective-supported", "parent-objective-assigned", "target-without-source", "target-without-due-date",
    "target-always-met", "target-lowered", "plan-without-targets",
}  # fmt: skip


def test_what_is_good_to_know_is_a_note_and_all_else_a_warning() -> None:
    assert {code for code in RULES if Finding(code, "").weight == "note"} == NOTES
    assert {rule.weight for rule in RULES.values()} == {"note", "warning"}


# The cascade, from below and from above

PARENT = Plan(
    "bureau",
    Text("局"),
    Text("教育局"),
    themes=(Theme("H", Text("終身學習")), Theme("G", Text("別的"))),
    objectives=(
        Objective("HC1", Text("推廣"), "H", "C"),
        Objective("HP1", Text("創新"), "H", "P"),
        Objective("HL1", Text("培訓"), "H", "L"),
        Objective("GC1", Text("他題"), "G", "C"),
    ),
    responsibilities=(Responsibility("HP1", "家庭教育中心"), Responsibility("HC1", "圖書館")),
)
CHILD = Plan(
    "library",
    Text("館"),
    Text("圖書館"),
    themes=(Theme("A", Text("服務")),),
    objectives=(Objective("AC1", Text("甲"), "A", "C"), Objective("AC2", Text("乙"), "A", "C")),
    cascade=Cascade("bureau", "H", (Support("AC1", "HC1"), Support("AC2", "HC1"))),
)


def cascade(plan: Plan, parent: Plan | None = None, children: tuple[Plan, ...] = ()) -> list[tuple[str, str]]:
    findings = soundness_findings(plan, CATALOGUE, parent, children)
    whole(findings)
    kinds = ("parent", "no-supports", "unknown-parent")
    return [(one.code, one.where) for one in findings if one.code.startswith(kinds)]


STATES = [
    ("parent-objective-supported", "HC1"),
    ("parent-objective-assigned", "HP1"),
    ("parent-objective-orphan", "HL1"),
]


def test_every_objective_of_the_parents_theme_has_its_state_from_both_sides() -> None:
    assert cascade(CHILD, PARENT) == STATES
    assert cascade(PARENT, children=(CHILD,)) == STATES
    assert cascade(PARENT, children=(CHILD, CHILD)) == STATES
    (first, second, _) = (one for one in soundness_findings(CHILD, CATALOGUE, PARENT) if "parent" in one.code)
    assert "AC1 AC2" in first.sentence()
    assert all(word in second.sentence() for word in ("HP1", "創新", "家庭教育中心"))


def test_a_plan_that_stands_alone_has_no_cascade_to_check() -> None:
    assert cascade(replace(CHILD, cascade=None), PARENT) == []
    assert cascade(PARENT, children=(replace(CHILD, cascade=None),)) == []


def test_without_its_parent_nothing_more_can_be_told() -> None:
    assert cascade(CHILD) == [("parent-not-loaded", "library")]
    bare = replace(CHILD, cascade=Cascade("bureau", "H"))
    assert cascade(bare) == [("no-supports", "library"), ("parent-not-loaded", "library")]


def test_a_theme_taken_up_without_supports_is_named_by_its_letter() -> None:
    parent = replace(PARENT, themes=(replace(PARENT.themes[0], id="lifelong"), PARENT.themes[1]))
    bare = replace(CHILD, cascade=Cascade("bureau", "lifelong"))
    (first, *_) = [one for one in soundness_findings(bare, CATALOGUE, parent) if one.code == "no-supports"]
    assert "H" in first.sentence()
    (alone,) = [one for one in soundness_findings(bare, CATALOGUE) if one.code == "no-supports"]
    assert "lifelong" in alone.sentence()


def test_a_theme_or_an_objective_the_parent_does_not_have() -> None:
    assert cascade(replace(CHILD, cascade=replace(CHILD.cascade, parent_theme="Z")), PARENT) == [
        ("unknown-parent-theme", "library")
    ]
    lost = replace(CHILD, cascade=Cascade("bureau", "H", (Support("AC1", "HC9"),)))
    assert cascade(lost, PARENT)[0] == ("unknown-parent-objective", "AC1")
    (one,) = [one for one in soundness_findings(lost, CATALOGUE, PARENT) if one.code == "unknown-parent-objective"]
    assert all(word in one.sentence() for word in ("AC1", "HC9", "bureau"))


def test_the_parents_objectives_say_who_supports_them_and_what_is_example() -> None:
    found = {one.objective.code: one for one in parent_objectives(PARENT, "H", [CHILD])}
    assert {code: one.state for code, one in found.items()} == {"HC1": "supported", "HP1": "assigned", "HL1": "orphan"}
    assert (found["HC1"].supported_by, found["HC1"].institution) == (("AC1", "AC2"), "圖書館")
    assert not any(one.example for one in found.values())
    assert parent_objectives(PARENT, "Z", [CHILD]) == ()
    other = replace(CHILD, cascade=replace(CHILD.cascade, parent_plan="city"))
    assert not any(one.supported_by for one in parent_objectives(PARENT, "H", [other]))


def test_a_state_is_example_where_all_that_declares_it_is() -> None:
    def state(*examples: bool) -> bool:
        supports = tuple(Support(f"AC{n}", "HC1", example=example) for n, example in enumerate(examples, 1))
        child = replace(CHILD, cascade=Cascade("bureau", "H", supports))
        return parent_objectives(PARENT, "H", [child])[0].example

    assert [state(True, True), state(True, False), state(False, False)] == [True, False, False]
    assigned = replace(PARENT, responsibilities=(Responsibility("HP1", "館", example=True),))
    assert [one.example for one in parent_objectives(assigned, "H", [])] == [False, True, False]
