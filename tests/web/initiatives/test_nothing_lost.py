"""What forms and files of charters must not lose: letters, names, another person's change, an editor's own work."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openscorecard.actions.initiatives.charters import declare_charter, restore_charter
from openscorecard.actions.initiatives.example import remove_example_charters
from openscorecard.actions.initiatives.faults import NoSuchKind
from openscorecard.actions.initiatives.kinds import define_kinds, kind_data, retire_kind
from openscorecard.domain.faults import Fault
from openscorecard.domain.initiatives.charter import BudgetLine, Charter, Grade, Milestone, RuleVersion
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.text import Text
from openscorecard.formats.initiatives.files import check_kinds, write_kinds
from openscorecard.queries.initiatives.charters import charter_of
from tests.web.initiatives.conftest import LIBRARY
from tests.web.initiatives.test_declaring import ONE, PLAN, charter, rows
from tests.web.plans.conftest import Sheet

SignedIn = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("home")
HEAD = "format: openscorecard-charters/1\n"
MINE = HEAD + "charters:\n  AC1.1.1: {kind: procurement, note: 圖書館採購經費之說明}\n"


def kind_of_ours() -> Any:
    data = json.loads(json.dumps(kind_data("grant")))
    data["kinds"] = {"ours": data["kinds"]["grant"]}
    return data


def declared(now: datetime, **said: Any) -> str:
    """The version of a charter that says this."""
    return str(declare_charter(PLAN, Charter("AC1.1.1", **said), by=SYSTEM, now=now).version)


def looked_at(client: Client, text: bytes) -> dict[str, str]:
    """What the button of the preview sends."""
    page = Sheet(client.post(f"{LIBRARY}charters/", {"document": SimpleUploadedFile("c.yaml", text)}))
    hidden = {name: page.one(f"//input[@name='{name}']").get("value") for name in ("store", "versions")}
    return {"pasted": page.one("//textarea[@name='pasted']").text, **hidden}


def test_a_file_in_big5_is_stored_as_it_reads(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    assert client.post(f"{LIBRARY}charters/", looked_at(client, MINE.encode("big5"))).status_code == 302
    assert charter().note == "圖書館採購經費之說明"


def test_a_file_of_another_plan_is_refused(signed_in: SignedIn) -> None:
    text = MINE.replace(HEAD, HEAD + "plan: bureau\n")
    answer = signed_in("editor").post(f"{LIBRARY}charters/", {"pasted": text})
    assert answer.status_code == 422
    assert "bureau" in Sheet(answer).one("//div[@role='alert']").text_content()


def test_what_somebody_stored_since_the_preview_is_not_overwritten(signed_in: SignedIn, now: datetime) -> None:
    client = signed_in("editor")
    sent = looked_at(client, MINE.encode())
    declared(now, kind="grant", note="theirs")
    assert client.post(f"{LIBRARY}charters/", sent).status_code == 422
    assert charter().note == "theirs"


def test_a_stale_form_stays_stale_when_it_is_sent_again(signed_in: SignedIn, now: datetime) -> None:
    declared(now, kind="grant", budget=(BudgetLine(2024, Fraction(7)),))
    sent, client = rows({"year": "2026", "amount": "1"}, version="1"), signed_in("editor")
    for _ in range(2):
        answer = client.post(f"{ONE}declare/budget/", sent)
        assert answer.status_code == 422
        sent["version"] = Sheet(answer).one("//input[@name='version']").get("value")
    assert [one.year for one in charter().budget] == [2024]


def test_a_year_wanted_twice_is_refused(signed_in: SignedIn) -> None:
    twice = rows({"year": "2025", "amount": "1"}, {"year": "2025", "amount": "2"})
    assert signed_in("editor").post(f"{ONE}declare/wants/", twice).status_code == 422


def test_english_names_of_grades_come_back_from_their_form(signed_in: SignedIn, now: datetime) -> None:
    grade = Grade(Fraction(90), Text("優等", "Excellent"))
    number = declared(now, kind="rule", versions=(RuleVersion(date(2025, 1, 1), Text("甲", "A"), grades=(grade,)),))
    client = signed_in("editor")
    field = Sheet(client.get(f"{ONE}declare/versions/")).one("//*[@name='rows-0-grades']")
    said = {"in_force_from": "2025-01-01", "name": "甲", "name_en": "A", "text": "新", "behind_under": "90"}
    said["grades"] = field.get("value") or field.text
    assert client.post(f"{ONE}declare/versions/", rows(said, initial=1, version=number)).status_code == 302
    assert charter().versions[0].grades == (grade,)


def test_a_partner_with_a_comma_stays_one(signed_in: SignedIn, now: datetime) -> None:
    number, client = declared(now, kind="grant", partners=("Friends, Inc.", "乙")), signed_in("editor")
    text = Sheet(client.get(f"{ONE}declare/")).one("//textarea[@name='partners']").text.strip()
    client.post(f"{ONE}declare/", {"kind": "procurement", "partners": text, "note": "", "version": number})
    assert (charter().kind, charter().partners) == ("procurement", ("Friends, Inc.", "乙"))


def test_a_third_is_a_weight(signed_in: SignedIn, now: datetime) -> None:
    number = declared(now, milestones=(Milestone("a", Text("甲"), date(2025, 1, 1), Fraction(1, 3)),))
    client = signed_in("editor")
    weight = Sheet(client.get(f"{ONE}declare/milestones/")).one("//input[@name='rows-0-weight']").get("value")
    said = {"id": "a", "name": "乙", "due_on": "2025-01-01", "weight": weight}
    assert client.post(f"{ONE}declare/milestones/", rows(said, initial=1, version=number)).status_code == 302
    assert charter().milestones[0].weight == Fraction(1, 3)
    for wrong in ("0", "-1", "1/0", "x", "nan"):
        answer = client.post(f"{ONE}declare/milestones/", rows({**said, "weight": wrong}, initial=1, version="9"))
        assert answer.status_code == 422, wrong


def test_what_an_editor_changed_outlives_the_example(signed_in: SignedIn, now: datetime) -> None:
    assert charter().example
    signed_in("editor").post(f"{ONE}declare/wants/", rows({"year": "2025", "amount": "1"}))
    assert not charter().example
    remove_example_charters(by=SYSTEM, now=now)
    assert charter().wants == ((2025, 1),)


def test_a_version_of_a_retired_kind_is_not_brought_back(now: datetime) -> None:
    define_kinds(kind_of_ours(), by=SYSTEM, now=now)
    number = int(declared(now, kind="ours"))
    declared(now, kind="grant")
    retire_kind("ours", by=SYSTEM, now=now)
    with pytest.raises(NoSuchKind):
        restore_charter(PLAN, "AC1.1.1", number, by=SYSTEM, now=now)


@pytest.mark.parametrize(("measure", "reading"), [("no_such", ""), ("self_service_rate", "no_such")])
def test_a_rule_grades_only_what_there_is(now: datetime, measure: str, reading: str) -> None:
    grades = (Grade(Fraction(90), Text("優等")),)
    version = RuleVersion(date(2025, 1, 1), Text("甲"), measure=measure, reading=reading, grades=grades)
    before = charter_of(PLAN, "AC1.1.1")
    with pytest.raises(Fault):
        declared(now, kind="rule", versions=(version,))
    assert charter_of(PLAN, "AC1.1.1") == before


def test_kinds_stand_on_what_rows_say() -> None:
    unknown = kind_of_ours()
    unknown["kinds"]["ours"]["listed"] = [{"in": "grants", "where": [["nonsense", "in", "x"]]}]
    with pytest.raises(Fault) as caught:
        check_kinds(unknown)
    assert "nonsense" in caught.value.sentence()
    nobodys = kind_of_ours()
    nobodys["counts"]["people"] = {"in": "population", "latest": {"field": "as_of"}, "sum": ["residents"]}
    nobodys["kinds"]["ours"]["planned"]["of"] = ["people"]
    with pytest.raises(Fault) as caught:
        check_kinds(nobodys)
    assert caught.value.code == "unsplit-quantity"


def test_a_kind_of_the_product_is_refused_before_it_is_stored(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    assert client.post("/kinds/file/", {"pasted": write_kinds(kind_data("grant"))}).status_code == 422
    assert client.get("/kinds/nothing/file.yaml").status_code == 404
