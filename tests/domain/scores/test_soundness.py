"""Checks that need targets, figures and owners: each finds what it is for, and nothing where nothing is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.revisions import RevisedTarget, Revision
from openscorecard.domain.scores.soundness import KpiStanding, target_findings
from openscorecard.domain.scores.targets import asked
from openscorecard.domain.strategy.nodes import Kpi, Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.finding import Finding
from openscorecard.domain.text import Text
from openscorecard.formats.measures.catalogue import standard_catalogue
from tests.domain.scores.tables import number, table, target_of

CATALOGUE = standard_catalogue()
YEAR = Period("year", 2025)
CASES = table("soundness.yaml")


def measure_of(kind: str) -> Measure:
    return next(one for one in CATALOGUE if one.kind == kind and one.unit.en)


def revised(case: dict[str, Any], measure: Measure) -> RevisedTarget | None:
    units = {"": measure.unit.zh, "EN": measure.unit.en}
    said = case.get("target", {"value": "80"})
    if said is None:
        return None
    first = {**said, "unit": units.get(said.get("unit", ""), said.get("unit"))}
    made = RevisedTarget(target_of(first), date(2025, 1, 1))
    if "revised" not in case:
        return made
    return made.revised(Revision(target_of({**first, **case["revised"]}), date(2025, 6, 1), "疫情", "線上辦理"))


def found(case: dict[str, Any]) -> tuple[Finding, ...]:
    measure = measure_of(case.get("kind", "F"))
    plan = Plan(
        "p",
        Text("計畫"),
        Text("機關"),
        themes=(Theme("A", Text("主題")),),
        objectives=(
            Objective(
                "AC1", Text("目標"), "A", "C", (Kpi("AC1.1", Text("指標"), measure.id), Kpi("AC1.2", Text("另一")))
            ),
        ),
    )
    # A second KPI with which nothing is wrong: in a plan without any target single KPIs are not told of.
    sound = KpiStanding(revised({}, measure), "王小明", "年度計畫", date(2025, 12, 31))
    standing = KpiStanding(
        revised(case, measure),
        case.get("owner", "王小明"),
        case.get("source", "年度計畫"),
        date.fromisoformat(due) if (due := case.get("due", "2025-12-31")) else None,
        scores=[number(one) for one in case.get("scores", ())],
        months=[number(one) for one in case.get("months", ())],
        denominators=[
            (Period("month", 2025, place), number(one)) for place, one in enumerate(case.get("denominators", ()), 1)
        ],
        reported=case.get("reported", ()),
    )
    return target_findings(plan, YEAR, {"AC1.1": standing, "AC1.2": sound}, CATALOGUE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_what_is_found(case: dict[str, Any]) -> None:
    findings = found(case)
    assert [one.code for one in findings] == case["found"]
    for one in findings:
        for language in ("zh-Hant", "en"):
            assert "AC1.1" in one.sentence(language)
            assert "{" not in one.sentence(language)


def test_a_kpi_of_which_nothing_is_known_lacks_owner_and_target() -> None:
    plan = Plan(
        "p",
        Text("計畫"),
        Text("機關"),
        themes=(Theme("A", Text("主題")),),
        objectives=(Objective("AC1", Text("目標"), "A", "C", (Kpi("AC1.1", Text("指標")),)),),
    )
    assert [one.code for one in target_findings(plan, YEAR, {}, CATALOGUE)] == [
        "plan-without-targets",
        "kpi-without-owner",
    ]


def test_where_owners_are_not_kept_none_is_missed() -> None:
    plan = Plan("p", Text("計畫"), Text("機關"), themes=(Theme("A", Text("主題")),),
                objectives=(Objective("AC1", Text("目標"), "A", "C", (Kpi("AC1.1", Text("指標")),)),))  # fmt: skip
    told = target_findings(plan, YEAR, {"AC1.1": KpiStanding(owner=None)}, CATALOGUE)
    assert [one.code for one in told] == ["plan-without-targets"]
    assert "2025" in told[0].sentence("en")


def test_a_lowered_target_is_told_with_both_figures_and_the_reason() -> None:
    (one,) = found({"revised": {"value": "70.5"}})
    for said in ("80", "70.5", "疫情"):
        assert said in one.sentence()


def test_a_band_is_told_by_its_ends() -> None:
    assert asked(target_of({"direction": "band", "low": "80", "high": "100"})) == "80..100"


def test_a_direction_that_clashes_is_told_with_both_figures() -> None:
    (one,) = found({"target": {"value": "80", "baseline": "90.5"}})
    for said in ("80", "90.5", "up"):
        assert said in one.sentence("en")


def test_a_baseline_of_nothing_is_told_as_nothing() -> None:
    (one,) = found({"target": {"value": "5", "direction": "down", "method": "mirror", "baseline": "0"}})
    assert one.code == "target-direction-clash"
    assert dict(one.facts)["baseline"] == "0"


def test_every_reason_of_a_lowered_target_is_told_and_no_empty_one() -> None:
    case = {"revised": {"value": "70"}}
    lowered = revised(case, measure_of("F"))
    assert lowered is not None
    raised = replace(lowered.current, value=lowered.current.value + 1)
    thrice = lowered.revised(Revision(raised, date(2025, 7, 1))).revised(
        Revision(lowered.current, date(2025, 8, 1), "經費", "分期")
    )
    plan = Plan(
        "p",
        Text("計畫"),
        Text("機關"),
        themes=(Theme("A", Text("主題")),),
        objectives=(Objective("AC1", Text("目標"), "A", "C", (Kpi("AC1.1", Text("指標"), measure_of("F").id),)),),
    )
    standing = KpiStanding(thrice, "王小明", "年度計畫", date(2025, 12, 31))
    (one,) = target_findings(plan, YEAR, {"AC1.1": standing}, CATALOGUE)
    assert dict(one.facts)["reason"] == "疫情；經費"
