"""Targets by file on the pages: downloaded, changed, looked at, stored whole or not at all; and the example's layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.scores.files import read_targets
from openscorecard.formats.scores.sheets import write_targets
from openscorecard.queries.scores.sheets import sheet_of
from openscorecard.records.models import AuditEntry, TargetRecord
from tests.web.plans.conftest import Sheet
from tests.web.targets.conftest import HERE, PLAN, YEAR, SignedIn, in_force

pytestmark = pytest.mark.usefixtures("plans")
FILE = f"{HERE}targets/file/?period=2025"
Put = Callable[..., None]


def changed(ending: str = "ods", **changes: Mapping[str, str]) -> SimpleUploadedFile:
    """The file of 2025 as it is now, with other texts for some KPIs (`AC1_1` for AC1.1)."""
    sheet = sheet_of(PLAN, YEAR, SYSTEM)
    said = {name.replace("_", "."): texts for name, texts in changes.items()}
    rows = tuple(replace(row, texts={**row.texts, **said.get(row.code, {})}) for row in sheet.rows)
    return SimpleUploadedFile(f"t.{ending}", write_targets(replace(sheet, rows=rows), ending, "zh-Hant"))


def looked_at(client: Client, file: SimpleUploadedFile) -> str:
    """Where the file is looked at, once it is sent."""
    answer = client.post(FILE, {"document": file})
    assert answer.status_code == 302, Sheet(answer).text
    return str(answer["Location"])


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_download_has_every_kpi_and_says_nothing_new_when_it_comes_back(
    kind: str, put: Put, signed_in: SignedIn
) -> None:
    put("AC1.1", 4, unit="冊／人")
    answer = signed_in("reader").get(f"{HERE}targets/download/{kind}/?period=2025")
    assert f"targets-{PLAN}-2025.{kind}" in answer["Content-Disposition"]
    found = read_targets(answer.content)
    assert (len(found.rows), found.rows[0].texts["value"], found.rows[1].texts["value"]) == (29, "4", "")
    client = signed_in("editor")
    sheet = Sheet(client.get(looked_at(client, SimpleUploadedFile(f"t.{kind}", answer.content))))
    assert "不會有變動" in sheet.text
    assert "29 列不變" in sheet.text


def test_the_preview_tells_every_kind_of_change_and_stores_them_together(put: Put, signed_in: SignedIn) -> None:
    for code in ("AC1.1", "AP1.1", "AP2.1"):
        put(code, 40)
    client = signed_in("editor")
    why = {"reason": "疫情", "countermeasure": "線上"}
    file = changed(AC1_1={"value": "50"}, AP1_1={"value": "30", **why}, AP2_1={"value": ""}, AL1_1={"value": "110"})
    address = looked_at(client, file)
    sheet = Sheet(client.get(address))
    kinds = dict(zip(sheet.words("//tbody/tr/th/span[1]"), sheet.words("//tbody/tr/td[1]"), strict=True))
    assert kinds == {"AC1.1": "已修正", "AP1.1": "調降", "AP2.1": "已撤回", "AL1.1": "新增"}
    assert TargetRecord.objects.count() == 3
    before = AuditEntry.objects.count()
    answer = client.post(address, {"versions": sheet.one("//input[@name='versions']").get("value")})
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}targets/?period=2025")
    assert AuditEntry.objects.count() == before + 4
    values = {code: one and one.target.value for code in kinds for one in [in_force(code)]}
    assert values == {"AC1.1": 50, "AP1.1": 30, "AP2.1": None, "AL1.1": 110}
    assert client.get(address).status_code == 302  # it is stored and gone


def test_faults_are_told_with_row_and_column_and_nothing_is_stored(put: Put, signed_in: SignedIn) -> None:
    put("AC1.1", 40)
    client = signed_in("editor")
    address = looked_at(client, changed("xlsx", AC1_1={"value": "30"}, AP1_1={"value": "0"}, AP2_1={"value": "五"}))
    sheet = Sheet(client.get(address))
    told = sheet.words("//div[@class='error-summary']//li")
    assert [words.split("·")[0].strip() for words in told] == [
        "工作表 targets 2025 第 4 列 第 19 欄",
        "工作表 targets 2025 第 5 列 第 3 欄",
        "工作表 targets 2025 第 6 列 第 3 欄",
    ]
    assert not sheet.all("//main//button")
    assert client.post(address).status_code == 422
    assert TargetRecord.objects.count() == 1


def test_what_somebody_stored_since_the_download_is_not_overwritten(put: Put, signed_in: SignedIn) -> None:
    put("AC1.1", 40)
    client = signed_in("editor")
    file = changed(AC1_1={"value": "60"})
    put("AC1.1", 50)
    sheet = Sheet(client.get(looked_at(client, file)))
    assert "已被別人修改" in sheet.text
    assert not sheet.all("//main//button")


def test_files_of_another_period_or_kind_are_refused_in_words(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    other = client.post(FILE.replace("2025", "2024"), {"document": changed()})
    assert other.status_code == 422
    assert "屬於計畫 taipei-public-library 的 2025" in other.content.decode()
    client.cookies["django_language"] = "en"
    text = client.post(FILE, {"document": SimpleUploadedFile("t.csv", "代碼,目標值\n".encode())})
    assert text.status_code == 422
    assert client.post(FILE, {}).status_code == 422


def test_an_upload_is_its_senders_alone(signed_in: SignedIn) -> None:
    address = looked_at(signed_in("editor"), changed(AL1_1={"value": "110"}))
    other = signed_in("administrator")
    assert other.get(address)["Location"] == FILE
    assert other.post(address)["Location"] == FILE
    assert in_force("AL1.1") is None


@pytest.mark.usefixtures("example")
def test_the_examples_targets_go_at_a_click_and_come_back(put: Put, signed_in: SignedIn) -> None:
    put("AC1.1", 3, unit="冊／人")
    client = signed_in("administrator")
    remove, restore = f"{HERE}targets/example/remove/", f"{HERE}targets/example/restore/"
    assert remove in client.get(f"{HERE}targets/?period=2025").content.decode()
    assert client.get(remove).status_code == 200
    assert in_force("AP1.1") is not None
    assert client.post(remove).status_code == 302
    assert in_force("AP1.1") is None
    own = in_force("AC1.1")
    assert own is not None
    assert own.target.value == 3
    assert restore in client.get(f"{HERE}targets/?period=2025").content.decode()
    assert client.post(restore).status_code == 302
    assert in_force("AP1.1") is not None
    assert remove not in signed_in("editor").get(f"{HERE}targets/?period=2025").content.decode()
