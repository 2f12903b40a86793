"""One cell to one exact value: what each type of field takes, and the fault where it cannot."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from openscorecard.domain.measures.fields import TAIPEI, Field
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.roc import read_day, read_period
from openscorecard.formats.datasets.faults import (
    BrokenFormula,
    CellTooLong,
    MissingValue,
    NumberOutOfRange,
    PersonalNumber,
    UnfitDay,
    UnfitFlag,
    UnfitMoment,
    UnfitNumber,
    UnfitPeriodCell,
    UnfitWhole,
    UnknownChoice,
)
from openscorecard.formats.datasets.moments import read_moment
from openscorecard.formats.datasets.numbers import is_missing, read_flag, read_number
from openscorecard.formats.office.normal import normal_text

Value = str | int | Decimal | dt.date | dt.datetime | Period | bool | tuple[str, ...] | None
"""What a cell is in Python; None is no value, which is not zero."""

CELL_LIMIT = 32_767
_EDGES = " \t\r\n\u3000\u00a0\ufeff"
_SHOWN = 40
_SEPARATORS = re.compile(r"[、;；,，|｜\n]")
_PERSONAL = re.compile(r"[A-Z][A-D1289]\d{8}", re.ASCII)  # citizens' and residents' numbers
_PRIVATE = frozenset({"patron_key", "card_id"})
_FORMULA_ERRORS = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "Err:502", "Err:508"}
)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119, as spreadsheets count days; 11403 is March of 114
_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_GRAINS = {"month": ("月份", "month"), "year": ("年份", "year"), "": ("期間", "period")}


def reader_of(field: Field, head: str, aliases: Mapping[str, str] | None = None) -> Callable[[object], Value]:
    """A function that reads the cells of `field`, whose column is called `head` in the file.

    `aliases` maps texts of the file to what the contract calls them. The function raises a Fault without a place.
    """
    given = {folded(text): value for text, value in (aliases or {}).items()}
    parse = _PARSERS[field.type]
    # A list is split before its parts are looked up, so that they must be known under their aliases too.
    choices = _choices(field) | {_dashes(text): value for text, value in given.items() if value in field.values()}
    default = parse(field.default, field, head, choices) if field.default is not None else None

    def read(cell: object) -> Value:
        text = cell_of(cell, head)
        if given and isinstance(text, str):
            text = given.get(folded(text), text)
        if text is None or (isinstance(text, str) and is_missing(text)):
            if default is None and field.required:
                raise MissingValue(head=head)
            return default
        return parse(text, field, head, choices)

    return read


def folded(text: str) -> str:
    """`text` without differences of case, width and blanks, for comparing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def cell_of(cell: object, head: str) -> Any:
    """A cell trimmed: text, or the number, date or flag a workbook holds; whole floats as int."""
    if isinstance(cell, str):
        text = cell.strip(_EDGES)
        if not text.isprintable():
            text = normal_text(text).strip(_EDGES)  # without tabs and controls, which no table can hold
        if len(text) > CELL_LIMIT:
            raise CellTooLong(head=head, length=len(text), limit=CELL_LIMIT)
        if text in _FORMULA_ERRORS and text != "#N/A":
            raise BrokenFormula(head=head, text=text)
        return None if text == "#N/A" else text
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def _shown(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "seconds")
    text = str(cell).replace("\n", " ")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _choices(field: Field) -> dict[str, str]:
    names: dict[str, str] = {}
    for choice in field.choices:
        for name in (choice.title.en, choice.title.zh, choice.value):
            names[_dashes(folded(name))] = choice.value
    return names


def _dashes(text: str) -> str:
    return re.sub("[~–—−‐]", "-", text)


_Choices = Mapping[str, str]


def _text(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    if choices:
        return _chosen(cell, field, head, choices)
    if isinstance(cell, (dt.datetime, dt.date, dt.time)):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = str(cell)
    if field.name in _PRIVATE and _PERSONAL.fullmatch(text):
        raise PersonalNumber(head=head)
    return text


def _chosen(cell: Any, field: Field, head: str, choices: _Choices) -> str:
    # A spreadsheet makes 12 June of the age band 6-12.
    text = f"{cell.month}-{cell.day}" if isinstance(cell, dt.date) else str(cell)
    found = choices.get(_dashes(folded(text)))
    if found is None:
        raise UnknownChoice(head=head, text=_shown(cell), choices=", ".join(field.values()))
    return found


def _list(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    parts = [part.strip() for part in _SEPARATORS.split(str(cell))]
    kept = [part for part in parts if not is_missing(part)]
    if choices:
        kept = [_chosen(part, field, head, choices) for part in kept]
    return tuple(dict.fromkeys(kept)) or None


def _number(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    number = _exact(cell, money=field.type == "money")
    if number is None:
        raise UnfitNumber(head=head, text=_shown(cell))
    return _within(number, field, head, cell)


def _exact(cell: Any, *, money: bool = False) -> Decimal | None:
    if isinstance(cell, (bool, dt.date, dt.time, dt.timedelta)):
        return None
    if isinstance(cell, (int, float)):
        number = Decimal(repr(cell))
        return number if number.is_finite() else None
    return read_number(str(cell), money=money)


def _within(number: Decimal, field: Field, head: str, cell: Any) -> Decimal:
    least, most = field.least, field.most
    if (least is not None and number < least) or (most is not None and number > most):
        raise NumberOutOfRange(
            head=head, text=_shown(cell), least="…" if least is None else least, most="…" if most is None else most
        )
    return number


def _whole(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    number = None if isinstance(cell, str) and cell.endswith(("%", "％")) else _exact(cell)
    if number is None or number != number.to_integral_value():
        raise UnfitWhole(head=head, text=_shown(cell))
    return int(_within(number, field, head, cell))


def _day(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    day = day_of(cell)
    if day is None:
        raise UnfitDay(head=head, text=_shown(cell))
    return day


def day_of(cell: Any) -> dt.date | None:
    """The day of a cell: a date, the day of a moment, a text, or a spreadsheet's serial number."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, (bool, float)):
        return None
    text = str(cell)
    if _SERIAL.fullmatch(text):
        serial = int(text)
        return _SERIAL_ZERO + dt.timedelta(days=serial) if _FIRST_SERIAL <= serial <= _LAST_SERIAL else None
    if day := read_day(text):
        return day
    moment = read_moment(text)
    return moment.date() if moment else None


def _moment(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=TAIPEI) if cell.tzinfo is None else cell.astimezone(TAIPEI)
    if isinstance(cell, float) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        seconds = round(Decimal(repr(cell)) * 86_400)
        return dt.datetime.combine(_SERIAL_ZERO, dt.time(), TAIPEI) + dt.timedelta(seconds=seconds)
    if isinstance(cell, str) and (moment := read_moment(cell)):
        return moment
    if day := day_of(cell):
        return dt.datetime.combine(day, dt.time(), TAIPEI)
    raise UnfitMoment(head=head, text=_shown(cell))


def _period(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    period: Period | None
    if isinstance(cell, dt.date):
        # A spreadsheet makes the first day of it of a month.
        period = Period.of(cell, "month") if cell.day == 1 else None
    else:
        period = read_period(str(cell))
    if period is None or (field.grain and period.grain != field.grain):
        zh, en = _GRAINS.get(field.grain, _GRAINS[""])
        raise UnfitPeriodCell(head=head, text=_shown(cell), wanted=zh, wanted_en=en)
    return period


def _flag(cell: Any, field: Field, head: str, choices: _Choices) -> Value:
    flag = read_flag(str(cell))
    if flag is None:
        raise UnfitFlag(head=head, text=_shown(cell))
    return flag


_PARSERS: dict[str, Callable[[Any, Field, str, _Choices], Value]] = {
    "text": _text,
    "list": _list,
    "number": _number,
    "money": _number,
    "whole": _whole,
    "day": _day,
    "moment": _moment,
    "period": _period,
    "flag": _flag,
}
