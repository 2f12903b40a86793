"""Each kind of change by its form: what is sent is what the plan becomes."""
# ruff: noqa: E501  (the table reads by the row)

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import OpenPlan
from openscorecard.web.editing.table import NEW, OF_ITEM
from tests.web.conftest import bare

Opened = Callable[[], OpenPlan]
Check = Callable[[Plan], object]

DESCRIPTION = {"name_zh": "圖書館", "name_en": "Library", "institution_zh": "市立圖書館", "institution_en": ""}

# kind, item, what is sent, what must hold then
CHANGES: list[tuple[str, str, dict[str, str], Check]] = [
    ("description", "", DESCRIPTION | {"mission_zh": "閱讀", "values_zh": "誠信\n創新", "values_en": "\nNew", "issued_on": "2019-03-26"},
     lambda plan: plan.mission.zh == "閱讀" and [value.en for value in plan.values] == ["", "New"] and plan.issued_on.year == 2019),
    ("codes", "", {"objective": "{perspective}-{theme}{number}", "kpi": "{objective}_{number}", "initiative": "{kpi}.{number}"},
     lambda plan: plan.objective("AC1").code == "C-A1" and plan.codes_of("reading-groups") == ("C-A1_1.1",)),
    ("add-theme", "", {"letter": "B", "name_zh": "數位"}, lambda plan: plan.theme("B").name.zh == "數位"),
    ("theme", "A", {"letter": "Z", "name_zh": "閱讀"}, lambda plan: plan.objective("AC1").code == "ZC1"),
    ("add-perspective", "", {"letter": "X", "name_zh": "社會"}, lambda plan: plan.perspectives[-1].letter == "X"),
    ("perspective", "C", {"letter": "C", "name_zh": "市民", "name_en": "Citizens"}, lambda plan: plan.perspectives[0].name.en == "Citizens"),
    ("remove-perspective", "L", {}, lambda plan: plan.perspective("L") is None),
    ("add-objective", "", {"theme": "A", "perspective": "F", "name_zh": "爭取經費"}, lambda plan: plan.objectives[-1].code == "AF1"),
    ("objective", "AC1", {"theme": "A", "perspective": "C", "name_zh": "新名", "code": "AC1"}, lambda plan: plan.objective("AC1").name.zh == "新名"),
    ("objective", "AC1", {"theme": "A", "perspective": "P", "name_zh": "移動", "code": "AC1"}, lambda plan: plan.kpi("AC1.1").code == "AP2.1"),
    ("remove-objective", "AC1", {}, lambda plan: not plan.objective("AC1") and not plan.initiatives and not plan.links),
    ("add-kpi", "", {"objective": "AP1", "name_zh": "新指標", "measure": "volumes_per_resident"}, lambda plan: plan.kpi("AP1.2").measure == "volumes_per_resident"),
    ("kpi", "AP1.1", {"objective": "AC1", "name_zh": "移走", "measure": "", "code": "AP1.1"}, lambda plan: plan.kpi("AP1.1").code == "AC1.2"),
    ("remove-kpi", "AC1.1", {}, lambda plan: plan.kpi("AC1.1") is None and not plan.initiatives),
    ("add-initiative", "", {"kpi": "AP1.1", "name_zh": "採購", "starts_on": "2026-01-01", "owner": "bureau-1"}, lambda plan: plan.initiative("AP1.1.1").owner == "bureau-1"),
    ("stand-initiative", "", {"kpi": "AP1.1", "initiative": "reading-groups"}, lambda plan: plan.codes_of("reading-groups") == ("AC1.1.1", "AP1.1.1")),
    ("initiative", "reading-groups", {"name_zh": "讀書會", "ends_on": "2026-12-31"}, lambda plan: plan.initiatives[0].ends_on.month == 12),
    ("remove-standing", "AC1.1.1", {}, lambda plan: not plan.initiatives),
    ("remove-initiative", "reading-groups", {}, lambda plan: not plan.initiatives),
    ("add-link", "", {"source": "AC1", "target": "AP1", "sign": "-", "lag": "6", "rationale_zh": "因為"}, lambda plan: (plan.links[-1].sign, plan.links[-1].lag, plan.links[-1].declared_by) == ("-", 6, "editor-of-test")),
    ("link", "AP1,AC1", {"sign": "+", "rationale_en": "", "rationale_zh": "館藏帶動借閱"}, lambda plan: plan.links[0].rationale.zh == "館藏帶動借閱" and not plan.links[0].example),
    ("cascade", "", {"parent": "bureau", "theme": "G"}, lambda plan: plan.cascade.parent_theme == "G"),
    ("support", "", {"objective": "AP1", "parent_objective": "HP1", "weight": "1/3"}, lambda plan: plan.supports[-1].weight == Fraction(1, 3)),
    ("responsibility", "", {"objective": "AP1", "institution": "教育局"}, lambda plan: plan.responsibilities[0].institution == "教育局"),
    ("mission", "", {"phrase": "市民", "objective": "AC1"}, lambda plan: plan.mission_links[0].phrase == "市民"),
    ("drop-example", "", {}, lambda plan: not plan.has_example),
]  # fmt: skip


def address(kind: str, item: str) -> str:
    return reverse("edit-item", args=["library", kind, item]) if item else reverse("edit-new", args=["library", kind])


@pytest.mark.parametrize(("kind", "item", "sent", "check"), CHANGES, ids=[f"{one[0]}-{one[1]}" for one in CHANGES])
def test_what_a_form_sends_the_plan_becomes(
    at_work: Client, stored: Opened, kind: str, item: str, sent: dict[str, str], check: Check
) -> None:
    before = stored()
    if sent.get("owner"):
        sent = sent | {"owner": "教育局"}
        check = lambda plan: plan.initiative("AP1.1.1").owner == "教育局"  # noqa: E731
    answer = at_work.post(address(kind, item), sent | {"revision": str(before.revision)}, follow=True)
    assert answer.status_code == 200, re.findall("(?s)error-summary.*?<.div>", answer.content.decode())
    after = stored()
    assert check(after.plan), after.plan
    assert (after.state, after.published) == ("draft", before.edition)
    assert "Undo" in answer.content.decode()


def test_a_kpi_takes_its_action_plans_along_to_another_objective(at_work: Client, stored: Opened) -> None:
    sent = {"objective": "AP1", "name_zh": "移走", "measure": "", "code": "AC1.1", "revision": stored().revision}
    assert at_work.post(address("kpi", "AC1.1"), sent).status_code == 302
    assert stored().plan.codes_of("reading-groups") == ("AP1.2.1",)


def test_every_kind_of_form_is_tried() -> None:
    tried = {one[0] for one in CHANGES}
    assert tried | {"remove-theme"} == {*NEW, *OF_ITEM}


def test_a_theme_that_holds_objectives_stays_and_says_why(at_work: Client, stored: Opened) -> None:
    revision = stored().revision
    answer = at_work.post(address("remove-theme", "A"), {"revision": revision})
    assert answer.status_code == 422
    assert "still holds AC1 AP1" in answer.content.decode()
    assert stored().revision == revision


@pytest.mark.parametrize(("kind", "item"), [(one[0], one[1]) for one in CHANGES])
def test_every_form_opens_filled(at_work: Client, stored: Opened, kind: str, item: str) -> None:
    stored()
    where = address(kind, item) + ("?parent=bureau" if kind == "cascade" else "")
    page = at_work.get(where)
    assert page.status_code == 200
    assert "Your first change opens a draft" in page.content.decode()


@pytest.mark.parametrize(
    ("pressed", "check"),
    [
        ("perspective,C,1", lambda plan: [row.letter for row in plan.perspectives] == ["P", "C", "L", "F"]),
        ("perspective,F,-1", lambda plan: [row.letter for row in plan.perspectives] == ["C", "P", "F", "L"]),
    ],
)
def test_a_button_moves_an_item_and_keeps_the_focus(
    at_work: Client, stored: Opened, pressed: str, check: Check
) -> None:
    answer = at_work.post(
        reverse("edit-move", args=["library"]), {"move": pressed, "revision": stored().revision}, follow=True
    )
    assert check(stored().plan)
    kind, id_, steps = pressed.split(",")
    assert f'value="{kind},{id_},{steps}" autofocus' in answer.content.decode()


def test_at_the_end_of_its_row_the_focus_stays_on_the_way_back(at_work: Client, stored: Opened) -> None:
    at_work.post(reverse("edit-move", args=["library"]), {"move": "perspective,L,1", "revision": stored().revision})
    page = at_work.get(reverse("plan-edit", args=["library"]), {"at": "perspective,L,1"}).content.decode()
    assert 'value="perspective,L,-1" autofocus' in page


@pytest.mark.parametrize(
    ("drop", "check"),
    [
        ("link,AP1,AC1", lambda plan: not plan.links),
        ("support,AC1,HC1", lambda plan: not plan.supports),
        ("cascade,", lambda plan: plan.cascade is None),
    ],
)
def test_a_declaration_is_taken_back_at_a_button(at_work: Client, stored: Opened, drop: str, check: Check) -> None:
    at_work.post(reverse("edit-drop", args=["library"]), {"drop": drop, "revision": stored().revision})
    assert check(stored().plan)


def test_responsibility_and_mission_are_taken_back_too(at_work: Client, stored: Opened) -> None:
    for kind, sent in (("responsibility", {"institution": "教育局"}), ("mission", {"phrase": "市民"})):
        at_work.post(address(kind, ""), sent | {"objective": "AC1", "revision": stored().revision})
    for drop in ("responsibility,AC1,", "mission,AC1,市民"):
        at_work.post(reverse("edit-drop", args=["library"]), {"drop": drop, "revision": stored().revision})
    plan = stored().plan
    assert (plan.responsibilities, plan.mission_links) == ((), ())


# Faults, and what was typed


def sent_wrong(client: Client, kind: str, item: str, sent: dict[str, Any], revision: int) -> str:
    answer = client.post(address(kind, item), sent | {"revision": revision})
    assert answer.status_code == 422
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "item", "sent", "field", "says"),
    [
        ("codes", "", {"objective": "{theme}", "kpi": "{objective}.{number}", "initiative": "{kpi}.{number}"}, "objective", "code form"),
        ("codes", "", {"objective": "{theme}{number}", "kpi": "{objective}{number}", "initiative": "{kpi}.{number}"}, "kpi", "code form"),
        ("codes", "", {"objective": "{theme}{perspective}{number}", "kpi": "{objective}.{number}", "initiative": "{number}"}, "initiative", "code form"),
        ("codes", "", {"objective": "{theme}{number}", "kpi": "{objective}.{number}", "initiative": "{kpi}.{number}"}, "objective", "stands twice"),
        ("add-theme", "", {"letter": "A", "name_zh": "重複"}, "letter", "stands twice"),
        ("add-theme", "", {"letter": "9", "name_zh": "數字"}, "letter", "cannot be a letter"),
        ("objective", "AC1", {"theme": "A", "perspective": "C", "name_zh": "見 AP1.1", "code": "AC1"}, "name_zh", "holds"),
        ("objective", "AC1", {"theme": "A", "perspective": "C", "name_zh": "名", "code": "AP1"}, "code", "AP1"),
        ("objective", "AC1", {"theme": "A", "perspective": "C", "name_zh": "名\u2028稱", "code": ""}, "name_zh", "line break"),
        ("add-link", "", {"source": "AC1", "target": "AC1", "sign": "+"}, "target", "cannot be linked to itself"),
        ("add-link", "", {"source": "AC1", "target": "AP1", "sign": "+", "lag": "121"}, "lag", "cannot be a lag"),
        ("add-link", "", {"source": "AC1", "target": "AP1", "sign": "+", "rationale_en": "Why"}, "rationale_zh", "may not be empty"),
        ("support", "", {"objective": "AP1", "parent_objective": "HP1", "weight": "0"}, "weight", "cannot be a weight"),
        ("support", "", {"objective": "AP1", "parent_objective": "HP1", "weight": "1e99"}, "weight", "cannot be a weight"),
        ("mission", "", {"phrase": "別處", "objective": "AC1"}, "phrase", "no part of the mission"),
        ("initiative", "reading-groups", {"name_zh": "會", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "ends_on", "before it starts"),
        ("description", "", DESCRIPTION | {"values_en": "Alone"}, "values_zh", "may not be empty"),
        ("description", "", DESCRIPTION | {"mission_zh": "見 AC1"}, "mission_zh", "holds"),
        ("description", "", DESCRIPTION | {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to", "before it starts"),
    ],
)  # fmt: skip
def test_a_fault_is_shown_at_its_field_and_what_was_typed_stays(
    at_work: Client, stored: Opened, kind: str, item: str, sent: dict[str, str], field: str, says: str
) -> None:
    before = stored()
    page = sent_wrong(at_work, kind, item, sent, before.revision)
    error = page.partition(f'id="id_{field}_error"')[2].partition("</p>")[0]
    assert says in error, page
    assert 'class="error-summary"' in page
    assert all(value in page for value in sent.values() if "\u2028" not in value)
    assert stored().digest == before.digest


def test_a_fault_is_told_in_chinese_to_who_reads_chinese(signed_in: Callable[..., Client], stored: Opened) -> None:
    page = sent_wrong(signed_in("editor"), "add-theme", "", {"letter": "9", "name_zh": "數字"}, stored().revision)
    assert "代號「9」不可用" in page
    assert "無法儲存" in page or "還不能" in page or "尚未" in page


# Somebody else was here first


def test_a_stale_form_keeps_what_was_typed_and_shows_what_changed(at_work: Client, stored: Opened) -> None:
    seen = stored().revision
    at_work.post(address("objective", "AC1"), {"theme": "A", "perspective": "C", "name_zh": "先改的", "revision": seen})
    typed = {"theme": "A", "perspective": "C", "name_zh": "後改的", "code": "AC1"}
    answer = at_work.post(address("objective", "AC1"), typed | {"revision": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="後改的"' in page
    assert "<ins>先改的</ins>" in bare(page)
    assert "now stored: 先改的" in page
    assert "Somebody changed this plan" in page
    again = stored()
    assert f'name="revision" value="{again.revision}"' in page
    assert again.plan.objective("AC1").name.zh == "先改的"  # type: ignore[union-attr]
    at_work.post(address("objective", "AC1"), typed | {"revision": again.revision})
    assert stored().plan.objective("AC1").name.zh == "後改的"  # type: ignore[union-attr]


def test_a_stale_button_changes_nothing_and_says_so(at_work: Client, stored: Opened) -> None:
    seen = stored().revision
    at_work.post(reverse("edit-drop", args=["library"]), {"drop": "link,AP1,AC1", "revision": seen})
    left = stored()
    answer = at_work.post(
        reverse("edit-move", args=["library"]), {"move": "perspective,C,1", "revision": seen}, follow=True
    )
    assert "Somebody changed this plan" in answer.content.decode()
    assert stored().digest == left.digest


def test_a_form_about_what_is_gone_meanwhile_says_so(at_work: Client, stored: Opened) -> None:
    seen = stored().revision
    at_work.post(address("remove-kpi", "AC1.1"), {"revision": seen})
    sent = {"objective": "AC1", "name_zh": "遲了", "revision": seen}
    answer = at_work.post(address("kpi", "AC1.1"), sent, follow=True)
    assert "no longer in the plan; nothing was stored" in answer.content.decode()


def test_a_form_that_changes_nothing_stores_nothing(at_work: Client, stored: Opened) -> None:
    before = stored()
    same = {"letter": "A", "name_zh": "推廣閱讀", "name_en": "Promoting reading", "revision": before.revision}
    answer = at_work.post(address("theme", "A"), same, follow=True)
    assert "Nothing was different" in answer.content.decode()
    assert stored().state == "published"


def test_removing_an_objective_says_what_goes_with_it(at_work: Client, stored: Opened) -> None:
    stored()
    page = at_work.get(address("remove-objective", "AC1")).content.decode()
    for words in ("KPI AC1.1 Loans per head", "AC1.1.1", "Reading groups", "1 link", "1 support of a parent objective"):
        assert words in page


def test_a_form_leads_back_only_within_the_site(at_work: Client, stored: Opened) -> None:
    sent = {"letter": "B", "name_zh": "一", "revision": stored().revision, "next": "https://elsewhere.example/"}
    assert at_work.post(address("add-theme", ""), sent).headers["Location"] == "/plans/library/edit/"
    sent = {"letter": "D", "name_zh": "二", "revision": stored().revision, "next": "/plans/library/"}
    assert at_work.post(address("add-theme", ""), sent).headers["Location"] == "/plans/library/"
