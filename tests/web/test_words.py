"""Every text of the pages has its Chinese, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.tools_of_the_tree import tool

TEMPLATES = Path(__file__).parents[2] / "src" / "openscorecard" / "web" / "templates"
MAINLAND = [
    "用戶",
    "登錄",
    "鼠標",
    "信息",
    "數據",
    "默認",
    "點擊",
    "屏幕",
    "保存",
    "視圖",
    "搜索",
    "文檔",
    "賬",
    "質量管理",
]


def test_the_catalogue_is_whole() -> None:
    assert tool("translations").shortcomings() == []


def test_a_text_without_translation_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    translations = tool("translations")
    used = translations.used()
    used.add("A text nobody has translated")
    monkeypatch.setattr(translations, "used", lambda: used)
    assert "no translation: A text nobody has translated" in translations.shortcomings()


def test_chinese_is_written_as_in_taiwan() -> None:
    for message in tool("translations").present():
        words = "".join(message.string) if isinstance(message.string, tuple) else str(message.string)
        assert not [one for one in MAINLAND if one in words], words


def test_templates_say_nothing_outside_of_the_catalogue() -> None:
    own = {"broken.html", "gallery.html"}  # one speaks both languages at once, one shows sample names
    for path in TEMPLATES.rglob("*.html"):
        if path.name not in own:
            assert re.findall(r">[^<>{}]*[\u4e00-\u9fff][^<>{}]*<", path.read_text(encoding="utf-8")) == [], path


def test_the_page_speaks_the_language_asked_for(client: Client, english: Client) -> None:
    assert "策略主題" in client.get("/help/").content.decode()
    assert "Skip to the content" in english.get("/help/").content.decode()
    assert "跳到主要內容" not in english.get("/help/").content.decode()
