"""A cell is one exact value, no value, or a fault; never a guess."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.fields import TAIPEI, Choice, Field
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.numbers import MISSING_VALUES, read_number
from openscorecard.formats.datasets.values import CELL_LIMIT, reader_of

T = Text("欄", "column")
BANDS = tuple(
    Choice(value, Text(zh, en))
    for value, zh, en in [("6-12", "6-12 歲", "ages 6 to 12"), ("65+", "65 歲以上", "65 and over")]
)


def value(type_: Any, cell: object, **facts: Any) -> Any:
    return reader_of(Field("field", T, type_, **facts), "欄")(cell)


def code(type_: Any, cell: object, **facts: Any) -> str:
    with pytest.raises(Fault) as refused:
        value(type_, cell, **facts)
    assert "欄" in refused.value.sentence()
    return refused.value.code


@pytest.mark.parametrize("cell", [*MISSING_VALUES, "  ", "\u3000", "－", "n/a", "……", "--", None, "#N/A"])
@pytest.mark.parametrize("type_", ["text", "whole", "number", "money", "day", "moment", "period", "flag", "list"])
def test_no_value_is_none_and_never_zero(type_: Any, cell: object) -> None:
    assert value(type_, cell) is None


def test_no_value_where_one_is_required_is_a_fault() -> None:
    assert code("whole", "—", required=True) == "missing-value"


def test_a_default_stands_in_where_a_row_says_nothing() -> None:
    assert value("whole", "", default="1") == 1
    assert value("whole", "0", default="1") == 0


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1234.50", "1234.50"), ("1,234.5", "1234.5"), ("１，２３４．５", "1234.5"), ("1 234", "1234"), ("(5)", "-5"),
        ("（1,000）", "-1000"), ("△12", "-12"), ("-7", "-7"), ("7-", "-7"), ("39%", "0.39"), ("39 ％", "0.39"),
        ("−3.5", "-3.5"), ("+2", "2"), (0.1, "0.1"), (39, "39"), ("(0)", "0"), (1e-7, "1E-7"),
        (1234567.25, "1234567.25"),
    ],
)  # fmt: skip
def test_a_number_is_read_exactly(cell: object, number: str) -> None:
    assert value("number", cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell", ["12,34", "1,2345", "8.75E+06", "1.2.3", "abc", "5人", "1/2", "٣", True, "--5", "(-5)", "1e999", "9" * 30]
)
def test_what_is_no_exact_number_is_refused(cell: object) -> None:
    assert code("number", cell) == "unfit-number"


@pytest.mark.parametrize("cell", ["NT$1,200", "1200元", "$1,200", "新臺幣 1,200 元整", "(NT$1,200)", 1200.0])
def test_money_may_name_its_currency(cell: object) -> None:
    assert abs(value("money", cell)) == 1200


def test_other_numbers_name_none() -> None:
    assert code("number", "NT$5") == "unfit-number"


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=3))
def test_every_decimal_comes_back_from_its_text(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number
    assert read_number(f"{number:,f}") == number
    assert read_number(f"({abs(number):,f})") == -abs(number)


@pytest.mark.parametrize(("cell", "whole"), [("1,234", 1234), ("12.0", 12), (12.0, 12), ("０", 0), ("-3", -3)])
def test_a_whole_number_is_whole(cell: object, whole: int) -> None:
    found = value("whole", cell)
    assert found == whole
    assert type(found) is int


@pytest.mark.parametrize("cell", ["12.5", 12.5, "50%", "a", dt.date(2025, 1, 1), float("nan"), float("inf")])
def test_what_is_not_whole_is_refused(cell: object) -> None:
    assert code("whole", cell) == "unfit-whole"


def test_a_number_stays_within_its_bounds() -> None:
    bounds = {"least": Decimal(0), "most": Decimal(1)}
    assert value("number", "100%", **bounds) == 1
    assert code("number", "92", **bounds) == "number-out-of-range"
    assert code("whole", "-1", least=Decimal(0)) == "number-out-of-range"


@pytest.mark.parametrize(
    "cell",
    ["114/03/05", "2025-3-5", "1140305", 1140305.0, dt.date(2025, 3, 5), dt.datetime.fromisoformat("2025-03-05"),
     45721.0, "45721",
     "2025-03-05 00:00:00", "2025/3/5 23:59"],
)  # fmt: skip
def test_a_day_is_read_from_text_from_a_workbook_and_from_its_serial(cell: object) -> None:
    assert value("day", cell) == dt.date(2025, 3, 5)


@pytest.mark.parametrize("cell", ["5/3/2025", "2025-02-29", "11403", 12, 0.5, True, "昨天", "2025-03"])
def test_what_is_no_day_is_refused(cell: object) -> None:
    assert code("day", cell) == "unfit-day"


@pytest.mark.parametrize(
    "cell",
    ["2025-03-05 14:30", "2025-03-05T14:30:00", "2025-03-05T06:30:00Z", "2025-03-05T15:30:00+09:00", "114/03/05 14:30",
     "2025/3/5 下午 02:30:00", "2025/3/5 下午02:30", "民國114年3月5日 14時30分", "2025/3/5 2:30 PM", 45721.604166666664,
     dt.datetime.fromisoformat("2025-03-05T14:30"), dt.datetime(2025, 3, 5, 6, 30, tzinfo=dt.UTC),
     "１１４／３／５ １４：３０"],
)  # fmt: skip
def test_a_moment_is_in_taipei_unless_it_says_otherwise(cell: object) -> None:
    moment = value("moment", cell)
    assert moment == dt.datetime(2025, 3, 5, 14, 30, tzinfo=TAIPEI)
    assert moment.utcoffset() == dt.timedelta(hours=8)


def test_a_day_alone_is_its_first_moment() -> None:
    assert value("moment", "114/03/05") == dt.datetime(2025, 3, 5, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    "cell", ["2025-03-05 25:00", "14:30", "2025-03-05 下午 14:30", "2025-13-05 10:00", "2025-03-05 10:00:61", 3]
)
def test_what_is_no_moment_is_refused(cell: object) -> None:
    assert code("moment", cell) == "unfit-moment"


def test_a_period_keeps_to_its_length() -> None:
    assert value("period", "114年3月") == parse_period("2025-03")
    assert value("period", dt.date(2025, 3, 1), grain="month") == Period("month", 2025, 3)
    assert value("period", 2025.0, grain="year") == Period("year", 2025)
    assert code("period", "2025", grain="month") == "unfit-period-cell"
    assert code("period", dt.date(2025, 3, 5)) == "unfit-period-cell"


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("是", True),
        ("y", True),
        (1.0, True),
        (True, True),
        ("TRUE", True),
        ("否", False),
        ("N", False),
        (0, False),
        ("０", False),
    ],
)
def test_a_flag_is_yes_or_no(cell: object, flag: bool) -> None:
    assert value("flag", cell) is flag


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert code("flag", "可能") == "unfit-flag"
    assert code("flag", "2") == "unfit-flag"


@pytest.mark.parametrize("cell", ["甲、乙", "甲;乙", "甲, 乙，甲", "甲|乙", "甲\n乙", "甲、、乙、-"])
def test_a_list_is_split_where_people_split_it(cell: str) -> None:
    assert value("list", cell) == ("甲", "乙")


@pytest.mark.parametrize(
    "cell",
    [
        "6-12",
        "６－１２",
        "6~12",
        "6 - 12 歲",
        "Ages 6 to 12",
        dt.date(2025, 6, 12),
        dt.datetime.fromisoformat("2025-06-12"),
    ],
)
def test_a_choice_is_known_by_its_names_and_as_the_date_a_spreadsheet_makes_of_it(cell: object) -> None:
    assert value("text", cell, choices=BANDS) == "6-12"


def test_an_unknown_choice_is_refused_and_told_what_there_is() -> None:
    with pytest.raises(Fault, match="6-12, 65\\+") as refused:
        value("text", "6-11", choices=BANDS)
    assert refused.value.code == "unknown-choice"


def test_an_alias_is_what_the_contract_calls_it() -> None:
    read = reader_of(Field("field", T, "text", choices=BANDS), "欄", {"長 者": "65+"})
    assert read("長者") == "65+"


def test_a_text_is_trimmed_and_else_verbatim() -> None:
    assert value("text", "　台北 市立\t") == "台北 市立"
    assert value("text", 1001.0) == "1001"
    assert value("text", "00123") == "00123"
    assert code("text", "字" * (CELL_LIMIT + 1)) == "cell-too-long"


def test_a_broken_formula_is_no_text() -> None:
    assert code("text", "#REF!") == "broken-formula"


@pytest.mark.parametrize("cell", ["A123456789", "B212345678", "AC12345678"])
def test_a_personal_number_is_not_taken_for_a_hash(cell: str) -> None:
    with pytest.raises(Fault) as refused:
        reader_of(Field("patron_key", T, "text"), "證號")(cell)
    assert refused.value.code == "personal-number"
    assert cell not in refused.value.sentence()


@given(st.text(max_size=40) | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes())
def test_any_cell_is_a_value_or_a_fault(cell: object) -> None:
    for type_ in ("text", "whole", "number", "money", "day", "moment", "period", "flag", "list"):
        with suppress(Fault):
            found = value(type_, cell)
            assert found is None or found != ""
