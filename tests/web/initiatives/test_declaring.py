"""Declaring action plans on pages: kind, rows of each part, stale forms, history, files of charters and of kinds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openscorecard.actions.initiatives.charters import declare_charter
from openscorecard.actions.initiatives.kinds import kind_data
from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.initiatives.files import write_kinds
from openscorecard.queries.initiatives.charters import charter_of
from openscorecard.queries.initiatives.kinds import kinds
from tests.web.initiatives.conftest import LIBRARY
from tests.web.plans.conftest import Sheet

SignedIn = Callable[..., Client]
PLAN, ONE = "taipei-public-library", f"{LIBRARY}action-plans/AC1.1.1/"
pytestmark = pytest.mark.usefixtures("home")


def rows(*filled: dict[str, str], initial: int = 0, version: str = "1") -> dict[str, str]:
    """What a page of rows sends: so many that were there, and these."""
    said = {"rows-TOTAL_FORMS": str(len(filled)), "rows-INITIAL_FORMS": str(initial), "version": version}
    return said | {f"rows-{place}-{name}": value for place, row in enumerate(filled) for name, value in row.items()}


def charter() -> Charter:
    found = charter_of(PLAN, "AC1.1.1")
    assert found is not None
    return found.charter


def test_a_kind_and_partners_are_declared(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    assert "採購" in Sheet(client.get(f"{ONE}declare/")).text
    said = {"kind": "grant", "partners": "甲、乙\n丙", "note": "備註", "version": "1"}
    assert client.post(f"{ONE}declare/", said).status_code == 302
    assert (charter().kind, charter().partners, charter().note) == ("grant", ("甲", "乙", "丙"), "備註")


def test_rows_are_changed_added_and_taken_out(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    page = Sheet(client.get(f"{ONE}declare/budget/"))
    assert page.one("//input[@name='rows-INITIAL_FORMS']").get("value") == "8"
    first = rows(
        {"year": "2025", "amount": "1234.5", "account": "圖書"}, {"year": "2026", "amount": "9", "account": ""}
    )
    assert client.post(f"{ONE}declare/budget/", first).status_code == 302
    assert [(one.year, one.amount, one.account) for one in charter().budget] == [
        (2025, Fraction("1234.5"), "圖書"),
        (2026, 9, ""),
    ]
    second = rows(
        {"year": "2025", "amount": "1234.5", "account": "圖書", "DELETE": "on"},
        {"year": "2026", "amount": "10", "account": ""},
        initial=2,
        version="2",
    )
    client.post(f"{ONE}declare/budget/", second)
    assert [(one.year, one.amount) for one in charter().budget] == [(2026, 10)]


def test_each_part_goes_there_and_back_unchanged(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    version = {"in_force_from": "2024-01-01", "name": "要點", "grades": "90 優等; 80 甲等", "behind_under": "85"}
    sent = {
        "milestones": {"name": "簽約", "due_on": "2025-03-01", "weight": "2"},
        "wants": {"year": "2025", "amount": "300"},
        "risks": {"name": "延遲", "likelihood": "high", "impact": "low", "response": "提早"},
        "documents": {"name": "函", "where": "府教社字第1號"},
        "versions": version,
        "typed": {"on": "2025-05-01", "percent": "40", "reason": "沒有資料列"},
    }
    declare_charter(PLAN, Charter("AC1.1.1"), by=SYSTEM, now=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    for number, (key, row) in enumerate(sent.items(), 2):
        answer = client.post(f"{ONE}declare/{key}/", rows(row, version=str(number)))
        assert answer.status_code == 302, (key, answer.content.decode()[:3000])
        assert Sheet(client.get(f"{ONE}declare/{key}/")).all("//fieldset")
    found = charter()
    assert [(one.id, one.name.zh, one.weight) for one in found.milestones] == [("m1", "簽約", 2)]
    assert found.wanted_in(2025) == 300
    assert found.versions[0].behind_under == 85
    assert [(one.least, one.name.zh) for one in found.versions[0].grades] == [(90, "優等"), (80, "甲等")]
    assert found.typed[0].percent == 40


@pytest.mark.parametrize(
    ("key", "row", "words"),
    [
        ("budget", {"year": "2025", "amount": "-1"}, "rows-0-amount"),
        ("typed", {"on": "2025-05-01", "percent": "140", "reason": "x"}, "rows-0-percent"),
        ("versions", {"in_force_from": "2024-01-01", "name": "要點", "grades": "優", "behind_under": "90"}, "起始值"),
        ("milestones", {"name": "", "due_on": "2025-03-01", "weight": "1"}, "rows-0-name"),
    ],
)
def test_a_row_that_cannot_be_is_marked_and_nothing_is_stored(
    key: str, row: dict[str, str], words: str, signed_in: SignedIn
) -> None:
    before = charter_of(PLAN, "AC1.1.1")
    answer = signed_in("editor").post(f"{ONE}declare/{key}/", rows(row))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert charter_of(PLAN, "AC1.1.1") == before


def test_two_rows_of_one_year_are_refused_in_words(signed_in: SignedIn) -> None:
    twice = rows({"year": "2025", "amount": "1", "account": ""}, {"year": "2025", "amount": "2", "account": ""})
    answer = signed_in("editor").post(f"{ONE}declare/budget/", twice)
    assert answer.status_code == 422
    assert "× 2" in answer.content.decode()


def test_a_form_that_was_opened_before_somebody_elses_change_is_refused(signed_in: SignedIn, now: datetime) -> None:
    declare_charter(PLAN, Charter("AC1.1.1", note="別人"), by=SYSTEM, now=now)
    answer = signed_in("editor").post(f"{ONE}declare/", {"kind": "grant", "partners": "", "note": "", "version": "1"})
    assert answer.status_code == 422
    assert "剛才已被別人修改" in answer.content.decode()
    assert charter().note == "別人"


def test_the_history_says_what_changed_and_brings_a_version_back(signed_in: SignedIn, now: datetime) -> None:
    first = charter()
    declare_charter(PLAN, Charter("AC1.1.1", kind="grant"), note="改類型", by=SYSTEM, now=now)
    client = signed_in("editor")
    page = Sheet(client.get(f"{ONE}history/"))
    assert "改類型" in page.text
    assert "里程碑" in page.text
    client.post(f"{ONE}history/1/restore/")
    assert charter() == first
    assert "沒有第 9 版" in Sheet(client.post(f"{ONE}history/9/restore/", follow=True)).text


def test_readers_look_at_the_history_and_declare_nothing(signed_in: SignedIn, client: Client) -> None:
    reader = signed_in("reader")
    assert reader.get(f"{ONE}history/").status_code == 200
    assert not Sheet(reader.get(f"{ONE}history/")).all("//main//form")
    for place in ("declare/", "declare/budget/"):
        assert reader.get(ONE + place).status_code == 403
        assert client.get(ONE + place).status_code == 302
    assert signed_in("editor").get(f"{ONE}declare/dreams/").status_code == 404


def test_many_charters_by_file_are_looked_at_before_they_are_stored(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    text = client.get(f"{LIBRARY}charters.yaml").content.decode()
    changed = text.replace("出版社與圖書經銷商", "新夥伴")
    file = SimpleUploadedFile("c.yaml", changed.encode())
    page = Sheet(client.post(f"{LIBRARY}charters/", {"document": file, "pasted": ""}))
    assert "AC1.1.1 新的一版" in page.text
    assert "AP1.1.1 與現存相同" in page.text
    assert charter().partners == ("出版社與圖書經銷商",)
    seen = page.one("//input[@name='versions']").get("value")
    answer = client.post(f"{LIBRARY}charters/", {"pasted": page.one("//textarea").text, "store": "1", "versions": seen})
    assert answer.status_code == 302
    assert charter().partners == ("新夥伴",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format: openscorecard-charters/1\ncharters:\n  ZZ9.9.9: {kind: grant}\n", "ZZ9.9.9"),
        ("format: openscorecard-charters/1\ncharters:\n  AC1.1.1: {kind: dream}\n", "dream"),
        ("format: openscorecard-charters/1\ncharters:\n  AC1.1.1: {colour: red}\n", "colour"),
        ("format: openscorecard-charters/1\ncharters:\n  AC1.1.1: {wants: {'2025': '1/0'}}\n", "AC1.1.1"),
        ("format: other\ncharters: {}\n", "format"),
        ("a: 1\n---\nb: 2\n", "2"),
    ],
)
def test_a_file_with_faults_is_refused_with_their_places(text: str, words: str, signed_in: SignedIn) -> None:
    answer = signed_in("editor").post(f"{LIBRARY}charters/", {"pasted": text})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert charter().kind == "procurement"


def test_a_kind_of_ones_own_begins_with_one_of_the_products(signed_in: SignedIn, now: datetime) -> None:
    client = signed_in("editor")
    assert "推廣漏斗" in Sheet(client.get("/kinds/")).text
    text = Sheet(client.get("/kinds/file/?from=grant")).one("//textarea").text
    own = text.replace("\n  grant:", "\n  grant_of_ours:").replace("補助計畫", "自訂補助")
    page = Sheet(client.post("/kinds/file/", {"pasted": own}))
    assert "grant_of_ours 新增" in page.text
    assert client.post("/kinds/file/", {"pasted": own, "store": "1"}).status_code == 302
    assert kinds()["grant_of_ours"].name.zh == "自訂補助"
    assert client.get("/kinds/grant_of_ours/file.yaml").status_code == 200
    declare_charter(PLAN, Charter("AC1.1.1", kind="grant_of_ours"), by=SYSTEM, now=now)
    assert "仍有行動方案使用" in Sheet(client.post("/kinds/grant_of_ours/retire/", follow=True)).text
    declare_charter(PLAN, Charter("AC1.1.1", kind="grant"), by=SYSTEM, now=now)
    client.post("/kinds/grant_of_ours/retire/")
    assert "grant_of_ours" not in kinds()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ledgers:\n    - grants", "ledgers:\n    - population", "population"),
        ("- in: grants", "- in: cards", "cards"),
        ("sum:\n    - promised", "sum:\n    - dreams", "dreams"),
        ("\n  grant:", "\n  funnel:", "funnel"),
    ],
)
def test_a_kind_that_cannot_be_counted_is_refused(old: str, new: str, words: str, signed_in: SignedIn) -> None:
    text = write_kinds(kind_data("grant")).replace("\n  grant:", "\n  ours:" if old != "\n  grant:" else "\n  grant:")
    assert old in text
    sent = {"pasted": text.replace(old, new), "store": "1"}
    answer = signed_in("editor").post("/kinds/file/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
