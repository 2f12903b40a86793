"""Every page of the site answers, in Chinese alone and in English alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

from openscorecard.queries import places as branch_places
from tests.every_page import MAIN, NO_PAGE, OPEN, SIGNED_IN, fill, places

# Names and abbreviations that stand as they are in Chinese too; anything else in Latin letters is left over.
_NAMES = """
OpenScorecard KPI KPIs Apache License JSON YAML CSV XLSX ODS ODT DOCX PPTX SVG PNG PDF TXT Excel XmR HTML JavaScript
cookie Tab Enter Freego axe axe-core WCAG AA English COUNTER SUSHI SIP Koha URL HTTP HTTPS API NT ID DuckDB MARC ISO UTF
OpenDocument Theta PR DR TR IR Schema px km
"""
NAMES = frozenset(_NAMES.split())
CODE = re.compile(r"[A-Z]{1,2}\d+(\.\d+)*|Q[1-4]|v?\d[\w.]*|[A-Z]")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.\-/@:]*[A-Za-z0-9]|[A-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-label")
_QUIET = {"script", "style", "code", "pre", "textarea", "kbd", "samp"}


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
    settings.SOURCE_FOLDERS = [str(tmp_path / "incoming")]
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
            if found:
                left[address] = found
    assert left == {}


def _administrator() -> Client:
    """Signed in as a person with a password is, so that the page that asks for it again is there."""
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.create_user("walker", password="a long one 7", role="administrator"))
    return client


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
        if word not in NAMES and not CODE.fullmatch(word):
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
    if "code" in (element.get("class") or "").split() or "id" in (element.get("class") or "").split():
        return
    yield from (element.get(name) for name in _SPOKEN if element.get(name))
    yield element.text or ""
    for child in element:
        yield from _spoken(child, language)
        yield child.tail or ""
