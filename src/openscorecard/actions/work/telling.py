"""Faults of a job as it keeps them: in both languages, so that whoever shows them needs not know their kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openscorecard.domain.faults import Fault

KEPT = 1000


def told(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults as plain data, at most the first thousand."""
    return [
        {
            "code": one.code,
            "zh": _storable(one.sentence("zh-Hant")),
            "en": _storable(one.sentence("en")),
            "file": _storable(one.facts.get("file", "")),
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
        }
        for one in list(faults)[:KEPT]
    ]


def _storable(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")  # PostgreSQL keeps no NUL
