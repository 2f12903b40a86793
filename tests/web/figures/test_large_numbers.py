"""A large figure on its page: short in the sentence and on the chart, exact behind it and in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.actions.sent_files import EVENTS

from .conftest import Bring, compute, held

PAGE = "/plans/taipei-public-library/kpis/BC1.1/"


def test_a_large_figure_is_short_where_it_is_read_and_exact_where_it_is_looked_up(
    example: None, bring: Bring, read: Callable[..., Any], reader: Client
) -> None:
    rows = [held(f"E{month}", month, 1_234_567 + month) for month in range(1, 4)]
    bring(EVENTS, rows, "2025-01..2025-03")
    compute()
    page = read(PAGE, reader)
    short = page.all("//section[contains(@class,'figures-first')]//abbr")
    assert ("123.5 萬", "1,234,570") in [(one.text, one.get("title")) for one in short]
    assert "1,234,570" in " ".join(page.words("//table[contains(@class,'figures-table')]//td"))
    drawn = page.words("//*[local-name()='svg' and contains(@class,'osc-trend')]//*[local-name()='text']")
    assert any(words.endswith(" 萬") for words in drawn)

    reader.cookies["numbers"], reader.cookies["calendar"] = "full", "common"
    page = read(PAGE, reader)
    assert page.all("//abbr") == []
    assert "1,234,570 人次" in page.text
    assert "2025年3月" in page.text
    assert "114年" not in page.text
