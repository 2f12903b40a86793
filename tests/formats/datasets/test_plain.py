"""A plain CSV read column by column says to the byte what the row-by-row reader says, or leaves the file to it."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.engines.rows import plain_columns, plain_csv
from openscorecard.engines.rows.loading import load_rows
from openscorecard.engines.rows.schema import as_texts
from openscorecard.formats.bounded import MEBIBYTE
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.intake import read_file, read_rows_to
from openscorecard.formats.datasets.plain import read_plainly
from openscorecard.formats.datasets.reading import Request, RowsReading

DATASETS = standard_datasets()
NAMES = ["circulation", "holdings", "cards", "events", "budget", "visits", "outreach", "branches", "sites", "grants"]
LEAST = 40  # rows; below it nothing is taken for plain

days = st.dates(date(1990, 1, 1), date(2029, 12, 31))
moments = st.tuples(days, st.integers(0, 86_399)).map(
    lambda one: datetime.combine(one[0], time()) + timedelta(seconds=one[1])
)
words = st.text("abcdefghXYZ0123456789-_ .", min_size=4, max_size=12)
CLEAN: dict[str, st.SearchStrategy[str]] = {
    "text": words.map(str.strip).filter(lambda text: len(text) > 3) | st.sampled_from(["B01", "中山分館", "總館"]),
    "whole": st.integers(0, 10**6).map(str),
    "number": st.decimals(0, 1, places=4).map(str),
    "money": st.decimals(0, 10**9, places=2).map(str),
    "day": days.map(str),
    "moment": st.one_of(moments.map(str), moments.map(lambda one: one.isoformat() + "+08:00")),
    "period": st.sampled_from(["2025-01", "2025-02", "2024", "2025-Q1"]),
    "flag": st.sampled_from(["true", "false", "是", "N"]),
    "list": st.sampled_from(["child、teen", "child", "senior、adult"]),
}  # fmt: skip
DIRTY = st.sampled_from(
    ["", " ", "-", "NA", "n/a", "…", "小計", "合計", "total", "Subtotal", "sum", "notes", "Source: x",
     "資料來源：教育局", "114/03/05", "114年3月", "1,234", "１２３", "5-", "(5)", "+7", "007", "-0", "1e5", "39%",
     "NT$5", "5.0", "0.12345", "0.1234567890123", "12345.678901", "999999999999999999", "1000000000000000000",
     "2025-02-30", "2025-03-05 14",
     "2025-03-05T24:00:00", "2025-03-05T23:59:60", "2025-03-05 14:30", "2025-03-05T14:30:05.123", "2025-3-5 14:30",
     "2025-03-05T14:30:05.1234567", "2025-03-05T14:30:05Z", "2025-03-05T14:30:05+0800", "2025-03-05T14:30:05-14:00",
     "2025-03-05T14:30+08:00", "0999-01-01T00:00:00", "45000", "A123456789", "#N/A", "#REF!", "Err:502", "item_id",
     "Card", "借閱證代碼", "issue", "借閱", "ISSUE",
     "nonsense", "a\u00a0b", "\u3000x", "x ", "a\tb", "tab\t", "é\u200b",
     "x\x01y", "\x7fzzz", 'say "x"', "a,b", "two\nlines", "x" * 1200, "0-5", "65+", "YES", "true"]
)  # fmt: skip


def _cell(field: Field) -> st.SearchStrategy[str]:
    return st.sampled_from(field.values()) if field.choices and field.type == "text" else CLEAN[field.type]


@st.composite
def files(draw: st.DrawFn, dirt: int) -> tuple[Dataset, bytes]:
    """A dataset and a CSV of it; `dirt` cells of it are anything."""
    dataset = DATASETS[draw(st.sampled_from(NAMES))]
    left_out = {field.name for field in dataset.fields if not field.required and draw(st.booleans())}
    fields = draw(st.permutations([field for field in dataset.fields if field.name not in left_out]))
    sure = next(place for place, field in enumerate(fields) if field.required)
    fields = [fields[sure], *fields[:sure], *fields[sure + 1 :]]
    count = draw(st.integers(LEAST, LEAST + 20))
    pools = [draw(st.lists(_cell(field), min_size=6, max_size=6)) for field in fields]
    seed = draw(st.randoms(use_true_random=False))
    rows = [[_made(field, pool, number, seed) for field, pool in zip(fields, pools, strict=True)]
            for number in range(count)]  # fmt: skip
    for _ in range(dirt):
        rows[draw(st.integers(0, count - 1))][draw(st.integers(0, len(fields) - 1))] = draw(DIRTY)
    call = draw(st.sampled_from([lambda field: field.name, lambda field: field.title.zh, lambda field: field.title.en]))
    buffer = io.StringIO()
    ends, separator = draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from(",,,;\t|"))
    writer = csv.writer(buffer, delimiter=separator, lineterminator=ends)
    writer.writerows([[call(field) for field in fields], *rows])
    text = buffer.getvalue() if draw(st.booleans()) else buffer.getvalue().removesuffix(ends)
    return dataset, draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def _made(field: Field, pool: list[str], number: int, seed: object) -> str:
    """A clean value; keys differ from row to row, ends come late enough, other fields may be empty."""
    if field.not_before:
        return f"2030-01-{number % 28 + 1:02}"
    if field.required and field.type == "text" and not field.choices:
        return f"K{number:05}"
    if not field.required and seed.random() < 0.2:  # type: ignore[attr-defined]
        return ""
    return str(seed.choice(pool))  # type: ignore[attr-defined]


def both(dataset: Dataset, data: bytes, request: Request) -> tuple[RowsReading | None, bool]:
    """The plain reading, after it was compared with the other, and whether that took the file."""
    with tempfile.TemporaryDirectory() as folder:
        source, fast, slow = (Path(folder) / name for name in ("source", "fast", "slow"))
        source.write_bytes(data)
        plain = read_plainly(dataset, source, fast, request)
        try:
            expected = read_file(dataset, source, slow, request)
        except Fault:
            assert plain is None
            return None, False
        if plain is not None:
            assert plain == expected
            numbers = range(2, expected.stored + 2)
            rows, others = load_rows(dataset, fast, numbers), load_rows(dataset, slow, numbers)
            assert as_texts(rows.table).equals(others.table)
            assert list(rows.numbers) == list(others.numbers)
        return plain, True


@pytest.fixture(params=[300, plain_csv.BLOCK], ids=["small blocks", "one block"])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_csv, "BLOCK", request.param)


anything = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a whole file takes minutes and tells no more
)


@anything
@given(files(0))
def test_a_clean_file_is_read_column_by_column_and_says_the_same(block: None, made: tuple[Dataset, bytes]) -> None:
    plain, taken = both(*made, Request())
    assume(taken)  # two rows may have drawn the same key
    assert plain is not None


@anything
@given(files(1) | files(3) | files(30), st.booleans())
def test_a_file_that_is_not_quite_clean_says_the_same_or_is_left_to_the_other_reader(
    block: None, made: tuple[Dataset, bytes], keep_good: bool
) -> None:
    both(*made, Request(keep_good=keep_good))


def circulation(*rows: str, head: str = "occurred_at,kind,quantity") -> bytes:
    clean = [f"2025-01-05T10:00:{number:02}+08:00,issue,{number}" for number in range(LEAST)]
    return "\n".join([head, *clean, *rows, ""]).encode()


@pytest.mark.parametrize(
    ("row", "is_plain"),
    [
        ("2025-02-01 10:00:00,return,1", True),
        ("2025-02-01T10:00:00Z,return,1", True),
        ("114/02/01 10:00,借閱,1", True),  # read by the reader itself, text by text
        ("2025-02-01 10:00:00,issue,１２", True),
        ("小計,,40", False),
        (",,", False),
        ("", False),
        ("2025-02-01 10:00:00,issue", False),
        ("2025-02-01 10:00:00,issue,1,", False),
        ('2025-02-01 10:00:00,"issue",1', False),
        ("2025-02-01 10:00:00,unheard,1", False),
        ("2025-02-01 10:00:00,,1", False),
        ("occurred_at,kind,quantity", False),
        ("資料來源：教育局,,", False),
    ],
)
def test_what_is_plain(row: str, is_plain: bool) -> None:
    plain, _ = both(DATASETS["circulation"], circulation(row), Request(keep_good=True))
    assert (plain is not None) == is_plain


def test_columns_may_be_mapped_left_unread_and_written() -> None:
    request = Request({"occurred_at": "when", "kind": "what", "plan": "=AP-1"}, {"kind": {"checkout": "issue"}})
    rows = [f"2025-01-05 10:00:{number:02},checkout,note {number}" for number in range(LEAST)]
    data = "\n".join(["when,what,remark", *rows, ""]).encode()
    assert both(DATASETS["circulation"], data, request)[0] is not None
    assert both(DATASETS["circulation"], data.replace(b"note 7", b"note\x01"), request)[0] is None


def test_big5_is_left_to_the_other_reader() -> None:
    data = "\n".join(
        ["日期,館所代碼,到館人次", *(f"2025-01-{day % 28 + 1:02},中山{day},1" for day in range(LEAST)), ""]
    )
    assert both(DATASETS["visits"], data.encode(), Request())[0] is not None
    assert both(DATASETS["visits"], data.encode("cp950"), Request()) == (None, True)


def test_a_key_that_comes_twice_far_apart_is_left_to_the_other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_csv, "BLOCK", 256)
    rows = [f"C{number:06},2025-01-01" for number in range(200)]
    assert both(DATASETS["cards"], "\n".join(["card_id,issued_on", *rows, ""]).encode(), Request())[0] is not None
    data = "\n".join(["card_id,issued_on", *rows, "C000003,2025-01-02", ""]).encode()
    assert both(DATASETS["cards"], data, Request()) == (None, False)


def test_a_column_that_turns_out_to_be_various_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_columns, "REPEATING", 50)
    monkeypatch.setattr(plain_csv, "BLOCK", 4096)
    rows = [f"2025-01-01 10:00:00,issue,I{max(0, number - 500):06}" for number in range(1000)]
    data = "\n".join(["occurred_at,kind,item_id", *rows, ""]).encode()
    assert both(DATASETS["circulation"], data, Request())[0] is not None


def test_a_large_plain_file_crosses_over_as_an_arrow_stream_within_the_bounds(tmp_path: Path) -> None:
    source, target = tmp_path / "circulation.csv", tmp_path / "rows"
    rows = (f"2025-01-05 10:{number // 60 % 60:02}:{number % 60:02},issue,{number}" for number in range(60_000))
    source.write_text("\n".join(["occurred_at,kind,quantity", *rows, ""]), encoding="utf-8")
    assert source.stat().st_size > MEBIBYTE
    found = read_rows_to(DATASETS["circulation"], source, target)
    table = load_rows(DATASETS["circulation"], target, range(2, found.stored + 2)).table
    assert (found.stored, table.num_rows) == (60_000, 60_000)
    assert pa.types.is_dictionary(table.schema.field("kind").type)
    text = tmp_path / "text"
    read_rows_to(DATASETS["circulation"], source, text, always_text=True)
    assert load_rows(DATASETS["circulation"], text).table.equals(as_texts(table))
