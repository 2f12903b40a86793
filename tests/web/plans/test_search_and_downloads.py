"""Search, and files to take away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from openscorecard.formats.example import example_plans
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.strategy.yaml_file import read_yaml
from openscorecard.reports.exports import EXPORT_KINDS, MEDIA_TYPES

from .conftest import LIBRARY

Read = Callable[..., Any]


def test_hits_stand_by_kind_and_lead_somewhere(example: None, read: Read) -> None:
    page = read("/search/?q=閱讀")
    assert [words.split()[0] for words in page.words("//section[@class='hits']/h2")] == [
        "策略主題", "策略目標", "KPI", "行動方案",
    ]  # fmt: skip
    for address in page.all("//ul[@class='hit-list']//a/@href"):
        read(address)


def test_english_finds_chinese_names_and_both_are_told(example: None, read: Read) -> None:
    page = read("/search/?q=self-service")
    line = page.words("//ul[@class='hit-list']/li")[0]
    assert "CP2" in line
    assert page.all("//ul[@class='hit-list']//span[@lang='en']")


def test_a_code_is_found_first(example: None, read: Read) -> None:
    assert read("/search/?q=ac1.1").words("//section[.//h2[contains(.,'KPI')]]//li")[0].startswith("AC1.1 ")


def test_nothing_asked_and_nothing_found_are_told_apart(example: None, read: Read, english: Client) -> None:
    assert "several words must all occur" in read("/search/", english).text
    assert "Nothing found for “zzz”" in read("/search/?q=zzz", english).text


def test_what_was_asked_is_shown_and_never_run(example: None, client: Client) -> None:
    words = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in words
    assert "&lt;script&gt;alert(1)" in words


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_every_file_has_its_media_type_and_name(kind: str, example: None, client: Client) -> None:
    answer = client.get(f"{LIBRARY}download/{kind}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == MEDIA_TYPES[kind]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    name = quote(f"臺北市立圖書館 策略地圖與平衡計分卡.{kind}")
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    if kind in {"odt", "ods", "docx", "xlsx", "pptx"}:
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_the_yaml_sent_is_the_plan_stored(example: None, client: Client) -> None:
    content = client.get(f"{LIBRARY}download/yaml/").content.decode()
    assert read_yaml(content, frozenset(one.id for one in standard_catalogue())).plans == (example_plans()[1],)


def test_odf_comes_before_office(example: None, read: Read) -> None:
    kinds = [
        address.rstrip("/").rpartition("/")[2]
        for address in read(f"{LIBRARY}download/").all("//main//a[@download]/@href")
    ]
    assert kinds[:4] == ["odt", "ods", "docx", "xlsx"]
    assert sorted(kinds) == sorted(EXPORT_KINDS)
