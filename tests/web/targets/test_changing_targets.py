"""Targets changed in a table and one by one: what changed is stored, faults stand at their rows, nothing by halves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from django.test import Client

from openscorecard.records.models import AuditEntry, TargetRecord
from tests.web.plans.conftest import Sheet
from tests.web.targets.conftest import HERE, SignedIn, in_force

pytestmark = pytest.mark.usefixtures("plans")
TABLE, FORM = f"{HERE}targets/table/?period=2025", f"{HERE}kpis/AC1.1/target/?period=2025"
Put = Callable[..., None]


def sent(sheet: Sheet) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    said = {one.get("name"): one.get("value") or "" for one in sheet.all("//main//form//input[@name]")}
    for one in sheet.all("//main//form//select"):
        chosen = one.xpath("./option[@selected]") or one.xpath("./option")[:1]
        said[one.get("name")] = chosen[0].get("value")
    said |= {one.get("name"): one.text or "" for one in sheet.all("//main//form//textarea")}
    return said


def test_only_rows_that_were_changed_are_stored(put: Put, signed_in: SignedIn) -> None:
    put("AC1.1", 4, unit="冊／人")
    client = signed_in("editor")
    said = sent(Sheet(client.get(TABLE)))
    assert (said["AC1.1:value"], said["AC1.1:version"], said["AP1.1:unit"]) == ("4", "1", "冊（件）")
    answer = client.post(TABLE, {**said, "AP1.1:value": "8,800,000", "AP1.1:origin": "中程計畫"})
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}targets/?period=2025")
    assert "已儲存 1 個目標值" in client.get(answer["Location"]).content.decode()
    assert TargetRecord.objects.count() == 2
    found = in_force("AP1.1")
    assert found is not None
    assert (found.target.value, found.row.origin, found.target.weight) == (8_800_000, "中程計畫", 1)
    assert client.post(TABLE, sent(Sheet(client.get(TABLE)))).status_code == 302
    assert TargetRecord.objects.count() == 2


def test_all_faults_stand_at_their_rows_and_what_was_typed_is_kept(put: Put, signed_in: SignedIn) -> None:
    put("AC1.1", 4, unit="冊／人")
    client = signed_in("editor")
    said = sent(Sheet(client.get(TABLE)))
    wrong = {"AC1.1:value": "3", "AP1.1:value": "0", "AP2.1:value": "NaN", "AL1.1:value": "9", "AL1.1:unit": ""}
    sheet = Sheet(client.post(TABLE, {**said, **wrong, "CC1.1:value": "2000000"}))
    assert sheet.answer.status_code == 422
    assert len(sheet.all("//div[@class='error-summary']//li/a")) == 4
    faults = {code: sheet.one(f"//tr[th/span[text()='{code}']]").text_content() for code in ("AC1.1", "AP1.1", "AL1.1")}
    assert "因應對策" in faults["AC1.1"]
    assert "目標必須大於 0" in faults["AP1.1"]
    assert "沒有單位" in faults["AL1.1"]
    assert sheet.one("//input[@name='AP2.1:value']").get("value") == "NaN"
    assert sheet.one("//input[@name='AP2.1:value']").get("aria-invalid") == "true"
    assert sheet.one("//input[@name='AL1.1:unit']").get("aria-invalid") == "true"
    assert sheet.one("//tr[th/span[text()='AC1.1']]//details").get("open") is not None
    assert sheet.one("//input[@name='CC1.1:value']").get("value") == "2000000"
    assert TargetRecord.objects.count() == 1
    good = {"AC1.1:value": "3", "AC1.1:reason": "疫情", "AC1.1:countermeasure": "線上", "AC1.1:version": "1"}
    assert client.post(TABLE, {**said, **good}).status_code == 302
    found = in_force("AC1.1")
    assert found is not None
    assert (found.target.value, found.row.reason, found.first.target and found.first.target.value) == (3, "疫情", 4)


def test_an_emptied_row_takes_the_target_back(put: Put, signed_in: SignedIn) -> None:
    put("AC1.1", 4, unit="冊／人")
    client = signed_in("editor")
    client.post(TABLE, {**sent(Sheet(client.get(TABLE))), "AC1.1:value": ""})
    assert in_force("AC1.1") is None
    assert AuditEntry.objects.filter(verb="target.drop").count() == 1


@pytest.mark.parametrize("address", [TABLE, FORM])
def test_somebody_elses_change_since_the_form_was_opened_is_not_overwritten(
    address: str, put: Put, signed_in: SignedIn
) -> None:
    put("AC1.1", 4, unit="冊／人")
    client = signed_in("editor")
    said = sent(Sheet(client.get(address)))
    put("AC1.1", 5, unit="冊／人")  # meanwhile
    name = "AC1.1:value" if address == TABLE else "value"
    sheet = Sheet(client.post(address, {**said, name: "6"}))
    assert sheet.answer.status_code == 422
    assert "已被別人修改" in sheet.text
    again = client.post(address, {**sent(sheet), name: "7"})  # a form shown again stays one of its version
    assert again.status_code == 422
    found = in_force("AC1.1")
    assert found is not None
    assert found.target.value == 5


def test_a_target_with_every_field_is_set_one_by_one(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    address = f"{HERE}kpis/BC1.1/target/?period=2025"
    said = sent(Sheet(client.get(address)))
    assert (said["unit"], said["version"]) == ("人次", "0")
    more = {"value": "120", "baseline": "10", "cap": "120", "weight": "1/3", "profile": "by_hand",
            "shares": " ".join(["10"] * 12), "missing": "floor", "origin": "施政計畫"}  # fmt: skip
    assert client.post(address, {**said, **more}).status_code == 302
    found = in_force("BC1.1")
    assert found is not None
    assert (found.target.weight, found.target.cap, found.row.missing) == (Fraction(1, 3), 120, "floor")
    assert found.row.spread is not None
    assert found.row.spread.profile.shares == (10,) * 12
    assert sent(Sheet(client.get(address)))["weight"] == "1/3"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"value": "5", "profile": "by_hand", "shares": "1 2"}, "profile", "12"),
        ({"value": "5", "method": "steps", "steps": "80"}, "steps", "80=50"),
        ({"value": "5", "direction": "down"}, "value", "越高越好或區間"),
        ({"value": "", "low": "9", "high": "5", "direction": "band"}, "value", "下限"),
        ({"value": "5", "weight": "0"}, "weight", "AC1"),
        ({"value": "5", "unit": ""}, "unit", "單位"),
    ],
)
def test_what_cannot_be_scored_is_said_at_its_field(
    wrong: dict[str, str], field: str, words: str, signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    sheet = Sheet(client.post(FORM, {**sent(Sheet(client.get(FORM))), **wrong}))
    assert sheet.answer.status_code == 422
    assert words in sheet.one(f"//*[@id='id_{field}_error']").text_content()
    assert TargetRecord.objects.count() == 0


def test_a_month_is_not_spread_any_further(signed_in: SignedIn) -> None:
    sheet = Sheet(signed_in("editor").get(FORM.replace("2025", "2025-03")))
    assert not sheet.all("//*[@name='profile']")
    assert sheet.one("//*[@name='missing']") is not None


WAYS = (
    "targets/table/", "targets/file/", "targets/file/preview/", "kpis/AC1.1/target/", "kpis/AC1.1/target/drop/",
    "kpis/AC1.1/target/restore/1/", "targets/example/remove/", "targets/example/restore/",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_readers_change_nothing_and_strangers_are_asked_to_sign_in(
    way: str, put: Put, client: Client, signed_in: SignedIn
) -> None:
    put("AC1.1", 4, unit="冊／人")
    reader = signed_in("reader")
    assert (client.get(HERE + way).status_code, client.post(HERE + way).status_code) == (302, 403)
    assert (reader.get(HERE + way).status_code, reader.post(HERE + way).status_code) == (403, 403)
    assert TargetRecord.objects.count() == 1
