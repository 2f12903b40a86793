"""Damaged tables are read or refused with a sentence; nothing else comes out of them, and no row of a refused one."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats.datasets import reading as rooms
from tests.formats.datasets.small_tables import ods, read, xlsx

MUTANTS = 150
GRID: list[list[Any]] = [
    ["活動代碼", "辦理日", "館所代碼", "現場人次", "狀態"],
    *([f"E{number}", date(2025, 3, 1 + number), "大安", 100 + number, "已辦理"] for number in range(20)),
]
TEXT = "\n".join(",".join(str(cell) for cell in row) for row in GRID) + "\n"
FILES = {"utf-8": TEXT.encode(), "big5": TEXT.encode("cp950"), "xlsx": xlsx(GRID), "ods": ods(GRID)}


def mutant(data: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(data)
    if dice.random() < 0.2:
        return bytes(damaged[: dice.randrange(len(damaged))])
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def damaged_inside(data: bytes, dice: random.Random) -> bytes:
    """An archive in order whose sheets are damaged; other files as `mutant` makes them."""
    if not data.startswith(b"PK"):
        return mutant(data, dice)
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        names = source.namelist()
        victim = dice.choice([name for name in names if "sheet" in name or name == "content.xml"] or names)
        for name in names:
            content = source.read(name)
            if name == victim:
                start = dice.randrange(len(content))
                end = min(len(content), start + dice.choice((1, 3, 40)))
                # A longer number would put a cell where only the bounded worker can stand it; that has its own test.
                piece = dice.choice((b"", b"9", content[start:end] * 2, b"<x>", b"-1", b"\xff"))
                content = content[:start] + piece + content[end:]
            target.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("damage", [mutant, damaged_inside])
def test_every_damaged_table_is_read_or_refused(kind: str, damage: Any) -> None:
    dice = random.Random(f"{kind} {damage.__name__}")
    refused: list[Fault] = []
    for _ in range(MUTANTS):
        data = damage(FILES[kind], dice)
        try:
            found, rows = read("events", data)
        except Fault as fault:
            refused.append(fault)
        else:
            assert found.stored == len(rows)
            assert found.refused == 0
    assert refused  # else nothing was damaged
    assert all(fault.sentence("zh-Hant") and fault.sentence("en") for fault in refused)


def test_a_workbook_that_would_unpack_to_a_mountain_is_refused_before_it_is_read() -> None:
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(FILES["xlsx"])) as source, ZipFile(buffer, "w", 8) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content + b" " * 30_000_000 if "sheet1" in name else content)
    with pytest.raises(Fault) as refused:
        read("events", buffer.getvalue())
    assert refused.value.code == "archive-too-dense"


def test_a_table_longer_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "ROW_LIMIT", 19)
    with pytest.raises(Fault) as refused:
        read("events", TEXT)
    assert refused.value.code == "too-many-rows"
