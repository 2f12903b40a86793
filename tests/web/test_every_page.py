"""Every page of the site answers, in Chinese alone and in English alone."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_plans
from openscorecard.queries import places as branch_places
from tests.every_page import MAIN, NO_PAGE, OPEN, SIGNED_IN, fill, places

# Names and abbreviations that stand as they are in Chinese too; anything else in Latin letters is left over.
_NAMES = """
system FastBook Bookstart RFID MB Office Word ODF SIP2 SQL SHA-256 UTF-8 Big5 duckdb vendor
csv xlsx docx ods odt png pptx svg txt yaml loans hourly daily weekly monthly https night_loans koha-main zzz
OpenScorecard KPI KPIs Apache License JSON YAML CSV XLSX ODS ODT DOCX PPTX SVG PNG PDF TXT Excel XmR HTML JavaScript
cookie Tab Enter Freego axe axe-core WCAG AA English COUNTER SUSHI SIP Koha URL HTTP HTTPS API NT ID DuckDB MARC ISO UTF
Power BI PowerPoint Jupyter curl OpenDocument Theta PR DR TR IR Schema px km
"""
NAMES = frozenset(_NAMES.split()) | set(tempfile.gettempdir().split("/"))
CODE = re.compile(
    r"[A-Z]{1,2}\d+(\.\d+)*|[A-Z]{1,2}|[tvbf]|Q[1-4]|v?\d[\w.]*"  # of items, periods, versions; signs of a formula
    r"|[0-9a-f]{12,}|[a-z]+[.:][a-z_]+|OPENSCORECARD_[A-Z_]+"  # of batches, verbs of the trail, settings
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.\-/@:]*[A-Za-z0-9]|[A-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff、。「」，；]")  # its punctuation too
_SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-label")
_QUIET = {
    "script",
    "style",
    "title",  # of the window: no markup fits there
    "code",
    "pre",
    "textarea",
    "kbd",
    "samp",
}
_QUIET_CLASSES = {"code", "id", "file-kind"}
_FIELDS = [field for one in standard_datasets().values() for field in one.fields]
_KNOWN = frozenset(standard_datasets()) | {
    name for field in _FIELDS for name in (field.name, *(choice.value for choice in field.choices))
}


def test_every_address_of_the_site_stands_in_the_list() -> None:
    names = set(_names(get_resolver().url_patterns))
    listed = OPEN.keys() | SIGNED_IN.keys() | NO_PAGE.keys()
    assert names - listed == set(), "add the page to tests/every_page.py"
    assert listed - names == set(), "no such address"
    assert len(OPEN) + len(SIGNED_IN) + len(NO_PAGE) == len(listed), "listed twice"
    assert set(MAIN) <= OPEN.keys() | SIGNED_IN.keys()


@pytest.fixture
def filled(db: None, settings: Any, tmp_path: Path, now: datetime) -> dict[str, str]:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    settings.SOURCE_FOLDERS = [tempfile.gettempdir()]
    branch_places.forget()
    return fill(now)


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_every_page_answers_and_speaks_one_language(filled: dict[str, str], client: Client, language: str) -> None:
    administrator, left = _administrator(), {}
    for reader, of in ((client, OPEN), (administrator, SIGNED_IN)):
        reader.cookies["django_language"] = language
        for _, address in places(of, filled):
            answer = reader.get(address)
            if answer.status_code != 200:
                left[address] = [str(answer.status_code)]
                continue
            page = html.fromstring(answer.content.decode())
            found = sorted(set(_foreign(page, language)))
            found += ["an empty step of the trail"] * len(
                page.xpath("//nav[@class='trail']//li[not(normalize-space())]")
            )
            if language == "en":
                found += _translations_unsaid(page)
            if found:
                left[address] = found
    assert left == {}


def _administrator() -> Client:
    """Signed in as a person with a password is, so that the page that asks for it again is there."""
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.create_user("system", password="a long one 7", role="administrator"))
    return client


@cache
def _english_names() -> frozenset[str]:
    """Names of the example's plans in English that no other text of a page would be."""
    parts = (one for plan in example_plans() for one in (plan, *plan.themes, *plan.objectives, *plan.initiatives))
    return frozenset(one.name.en for one in parts if len(one.name.en) > 12)


def _translations_unsaid(page: Any) -> list[str]:
    """A page with English names of a plan says once that they are unofficial, and never twice."""
    words = " ".join(page.find("body").text_content().split())
    named, said = any(name in words for name in _english_names()), words.count("unofficial translation")
    return [f"names: {named}, said to be unofficial {said} times"] if said > 1 or said < named else []


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns)
        elif one.name:
            yield one.name


def _foreign(page: Any, language: str) -> Iterator[str]:
    """What stands in the other language and is not marked as such."""
    find = _latin if language == "zh-hant" else _han
    for words in _spoken(page, "zh" if language == "zh-hant" else "en"):
        yield from find(words)


def _latin(words: str) -> Iterator[str]:
    for word in _WORD.findall(words):
        if word not in NAMES and word not in _KNOWN and not CODE.fullmatch(word):
            yield word


def _han(words: str) -> Iterator[str]:
    if _HAN.search(words):
        yield " ".join(words.split())[:60]


def _spoken(element: Any, language: str) -> Iterator[str]:
    """The words of an element and what is in it, as far as they are said to be in `language`."""
    if not isinstance(element.tag, str) or element.tag in _QUIET:
        return
    told = element.get("lang")
    if told and not told.startswith(language):
        return
    if _QUIET_CLASSES & set((element.get("class") or "").split()):
        return
    yield from (element.get(name) for name in _SPOKEN if element.get(name))
    yield element.text or ""
    for child in element:
        yield from _spoken(child, language)
        yield child.tail or ""
