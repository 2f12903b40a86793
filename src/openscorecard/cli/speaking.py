"""What the command line says: language, JSON on standard output, faults and their exit status."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from typing import Any, ParamSpec

import click

from openscorecard.domain.faults import Fault

INPUT_WRONG, STORE_UNREACHABLE = 1, 3
_STORE_FAULTS = {  # nobody's input is wrong
    "rows-unwritable",
    "source-unreachable",
    "source-refused",
    "source-too-slow",
    "source-incomplete",
    "source-busy",
}
Given = ParamSpec("Given")


def language() -> str:
    """The reader's language by the usual variables: zh-Hant for Chinese locales, else en."""
    for name in ("OPENSCORECARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh-Hant" if value.lower().startswith("zh") else "en"
    return "en"


def say(zh: str, en: str) -> str:
    """The sentence in the reader's language."""
    return zh if language() == "zh-Hant" else en


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_faults(fault: Fault, file: str) -> None:
    """Each fault as `FILE:ROW:COLUMN CODE sentence` on standard error."""
    for one in fault.all():
        named = one.facts.get("file") or file
        place = f"{named}[{one.sheet}]" if one.sheet else named
        click.echo(f"{place}:{one.row}:{one.column} {one.code} {one.sentence(language())}", err=True)


def answered(command: Callable[Given, None]) -> Callable[Given, None]:
    """A command whose faults become sentences and exit status 1, an unreachable store status 3."""

    @functools.wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        from django.db import OperationalError

        try:
            command(*args, **kwargs)
        except Fault as fault:
            print_faults(fault, str(fault.facts.get("file") or "-"))
            sys.exit(STORE_UNREACHABLE if fault.code in _STORE_FAULTS else INPUT_WRONG)
        except OperationalError as error:
            click.echo(say(f"資料庫無法使用：{error}", f"The store cannot be reached: {error}"), err=True)
            sys.exit(STORE_UNREACHABLE)

    return run


def table(rows: list[tuple[str, ...]], heads: tuple[str, ...]) -> None:
    """Columns padded to the width a terminal shows, where Han characters take two places."""
    widths = [max(_width(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        click.echo(
            "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def _width(text: str) -> int:
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
