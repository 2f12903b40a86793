"""Damaged office files are read or refused with a sentence; nothing else comes out of them."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats.archive import kind_of
from openscorecard.formats.document import Document
from openscorecard.formats.unpacking import check_archive
from tests.formats.office_documents import FORMATS, SAMPLE

MUTANTS = 300


def mutant(data: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(data)
    if dice.random() < 0.2:
        return bytes(damaged[: dice.randrange(len(damaged))])
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def damaged_inside(data: bytes, dice: random.Random) -> bytes:
    """An archive in order whose XML is damaged: bytes changed, pieces cut out, repeated or moved."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        names = source.namelist()
        victim = dice.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            content = source.read(name)
            if name == victim:
                start = dice.randrange(len(content))
                end = min(len(content), start + dice.choice((1, 3, 40)))
                piece = dice.choice(
                    (b"", b"9", content[start:end] * 2, b"999999999", b"<x>", bytes([dice.randrange(256)]))
                )
                content = content[:start] + piece + content[end:]
            target.writestr(name, content)
    return buffer.getvalue()


def outcome(kind: str, data: bytes) -> Document | Fault:
    try:
        kind_of(data, f"a.{kind}")
        return FORMATS[kind][1](data)
    except Fault as fault:
        return fault


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("damage", [mutant, damaged_inside])
def test_every_damaged_file_reads_or_is_refused(kind: str, damage: Callable[[bytes, random.Random], bytes]) -> None:
    data, dice = FORMATS[kind][0](SAMPLE, title="計畫"), random.Random(f"{kind} {damage.__name__}")
    began = time.monotonic()
    outcomes = [outcome(kind, damage(data, dice)) for _ in range(MUTANTS)]
    refused = [one for one in outcomes if isinstance(one, Fault)]
    assert refused
    assert all(fault.sentence("zh-Hant").endswith("。") for fault in refused)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_cut_short_is_refused_as_damaged(kind: str) -> None:
    data = FORMATS[kind][0](SAMPLE, title="計畫")
    fault = outcome(kind, data[: len(data) // 2])
    assert isinstance(fault, Fault)
    assert fault.code == "damaged-file"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_without_its_main_part_is_refused_as_damaged(kind: str) -> None:
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}.get(kind, "content.xml")
    data, buffer = FORMATS[kind][0](SAMPLE, title=""), io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            if name != main:
                target.writestr(name, source.read(name))
    check_archive(buffer.getvalue())
    fault = outcome(kind, buffer.getvalue())
    assert isinstance(fault, Fault)
    assert fault.code == "damaged-file"
