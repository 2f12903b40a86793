"""Stable ids: what an item is called inside, whatever code or name it carries today."""

from __future__ import annotations

import re
from collections.abc import Container

from openscorecard.domain.faults import Fault


class UnfitId(Fault):
    """An id that could not stand in an address, a file or a ledger."""

    code = "unfit-id"
    zh = "識別碼「{item}」不可用；請用文字、數字、點、減號與底線，不含空白，最多 100 字。"
    en = "“{item}” cannot be an id; use letters, digits, dots, hyphens and underscores, no blanks, at most 100."


# Word characters of any script, so that an institution's name can be its id.
_ID = re.compile(r"\w[\w.~\-]{0,99}")


def check_id(item: str) -> str:
    """`item` itself; raises UnfitId where it cannot be an id."""
    if not _ID.fullmatch(item) or item != item.strip():
        raise UnfitId(item=item)
    return item


def free_id(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or `wanted~2`, `wanted~3` … where it is taken by another item."""
    number, candidate = 1, wanted
    while candidate in taken:
        number += 1
        candidate = f"{wanted}~{number}"
    return candidate


def slug(name: str) -> str:
    """An id made from a name: what no id may hold becomes a hyphen."""
    made = re.sub(r"[^\w.~\-]+", "-", name).strip("-.~")[:100]
    return made or "plan"
