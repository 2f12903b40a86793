"""Damaged reports give a fault with a sentence, or rows, and never anything else; large ones stay within bounds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors.counter.faults import DamagedReport
from openscorecard.connectors.counter.intake import TASK, converted, framed
from openscorecard.domain.faults import Fault
from openscorecard.formats.bounded import MEBIBYTE, run_bounded
from tests.connectors.counter.read_rows import read, rows_of
from tests.connectors.counter.reports import Use, as_json, as_table

USES = [
    Use("P", "A", "Total_Item_Requests", "2025-01", 3),
    Use("P", "書", "Unique_Item_Requests", "2025-02", 4, yop="1999"),
    Use("Q", "", "No_License", "2025-03", 0, access_method="TDM"),
]
SAID = [{"Code": 3040, "Message": "Partial"}]
WHOLE = [
    as_json(USES, "TR", "5", exceptions=SAID), as_json(USES, "TR", "5.1"), as_json(USES, "IR", "5.1"),
    as_table(USES), as_table(USES, "IR", separator=","),
]  # fmt: skip
STRANGE = [
    "null",
    "[]",
    "{}",
    "3",
    '"x"',
    "-1",
    "1e999",
    "NaN",
    "true",
    "[[[]]]",
    '{"Code": {}}',
    '"\\ud800"',
    "9" * 5000,
]


def mutants(whole: bytes, seed: int, count: int) -> Iterator[bytes]:
    """The same report cut, with bytes changed, taken out, doubled or put in, or with a part of another kind."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 5))):
            at, to = sorted(chance.randrange(len(data)) for _ in range(2)) if len(data) > 1 else (0, 0)
            match chance.randrange(6):
                case 0:
                    del data[at:]
                case 1:
                    data[at : at + 1] = bytes([chance.randrange(256)])
                case 2:
                    del data[at : min(to, at + 40)]
                case 3:
                    data[at:at] = data[at : min(to, at + 60)]
                case 4:
                    data[at:at] = chance.choice(STRANGE).encode()
                case 5:
                    data = bytearray(with_strange_part(bytes(data), chance))
        yield bytes(data)


def with_strange_part(data: bytes, chance: random.Random) -> bytes:
    """The report with one of its values replaced, so that it is still JSON; as it is where it is none."""
    try:
        said = json.loads(data)
    except ValueError:
        return data
    parts = [
        (holder, name)
        for holder in holders(said)
        for name in (holder if isinstance(holder, dict) else range(len(holder)))
    ]
    if not parts:
        return data
    holder, name = chance.choice(parts)
    holder[name] = "⚑"
    return json.dumps(said).replace('"\\u2691"', chance.choice(STRANGE)).encode()


def holders(said: Any) -> Iterator[Any]:
    if isinstance(said, dict | list):
        yield said
        for part in said.values() if isinstance(said, dict) else said:
            yield from holders(part)


@pytest.mark.parametrize("number", range(len(WHOLE)))
def test_a_mutant_gives_rows_or_a_fault(number: int) -> None:
    faults: list[Fault] = []
    for mutant in mutants(WHOLE[number], number, 200):
        try:
            read(mutant)
        except Fault as fault:
            faults += fault.all()
    assert len(faults) > 50
    assert all(one.code.startswith("counter-") and one.sentence() for one in faults)


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"Report_Items":[{"Items":', '{"body":', '{"Exceptions":['])
def test_depth_is_a_fault(opening: str) -> None:
    for depth in (200, 100_000):
        with pytest.raises(Fault):
            read((opening * depth).encode())
    deep = as_json(USES)[:-1] + b', "more": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    with pytest.raises(DamagedReport):
        read(deep)


def test_a_torn_report_names_the_place() -> None:
    text = json.dumps(json.loads(WHOLE[1]), indent=1)
    cut = text[: text.index('"2025-02"')]
    with pytest.raises(DamagedReport) as told:
        read(cut.encode())
    assert told.value.row >= cut.count("\n")


def test_nothing_may_stand_behind_the_report_or_twice_in_it() -> None:
    for data in (WHOLE[1] + b"{}", WHOLE[1][:-1] + b', "Report_Items": []}'):
        with pytest.raises(DamagedReport):
            read(data)


def in_worker(source: Path, target: Path, **bounds: int) -> Any:
    said = run_bounded(TASK, framed(source, target, {}), written=1024 * MEBIBYTE, **bounds)
    return said if said is None else converted(said)


def test_the_worker_says_what_the_reader_says(tmp_path: Path) -> None:
    source, target = tmp_path / "report.json", tmp_path / "rows.csv"
    source.write_bytes(WHOLE[0])
    found = in_worker(source, target)
    assert (found.rows, str(found.covers), found.report) == (2, "2025-01..2025-02", "TR")
    assert found.remarks[0].en == "COUNTER 3040 only part of the usage is there (Partial)"
    source.write_bytes(b"period,platform\n")
    assert in_worker(source, target) is None
    source.write_bytes(b'{"Report_Items": [')
    with pytest.raises(DamagedReport):
        in_worker(source, target)


def test_fifty_megabytes_are_read_within_half_a_gigabyte(tmp_path: Path) -> None:
    source, target = tmp_path / "report.json", tmp_path / "rows.csv"
    whole = as_json([]).decode()
    months = {f"2025-{month:02}": 1000 + month for month in range(1, 13)}
    with source.open("w", encoding="utf-8") as file:
        file.write(whole[: whole.index("[]") + 1])
        size = number = 0
        while size < 49 * MEBIBYTE:
            part = {"Data_Type": "Book", "Performance": {"M": months}}
            item = {"Title": f"書 {number}", "Platform": "P", "Attribute_Performance": [part], "Item_ID": "u" * 900}
            size += file.write(("," if number else "") + json.dumps(item))
            number += 1
        file.write(whole[whole.index("[]") + 1 :])
    found = in_worker(source, target, memory=512 * MEBIBYTE, seconds=240)
    assert found.rows == number * 12


def test_the_mutants_begin_with_what_can_be_read() -> None:
    assert all(rows_of(whole) for whole in WHOLE)
