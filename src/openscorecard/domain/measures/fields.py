"""A field of a dataset: what one column of source rows may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta, timezone
from decimal import Decimal
from typing import Literal, get_args

from openscorecard.domain.faults import Fault
from openscorecard.domain.text import Text

FieldType = Literal["text", "whole", "number", "money", "day", "moment", "period", "flag", "list"]
"""What a value is in Python: str, int, Decimal, Decimal (New Taiwan dollars), date, aware datetime, Period, bool,
tuple of str. No value is None."""

TAIPEI = timezone(timedelta(hours=8), "Asia/Taipei")
"""The zone of moments that name none; without summer time since 1979, so that it needs no table of zones."""

NUMERIC: frozenset[str] = frozenset({"whole", "number", "money"})
TIMELY: frozenset[str] = frozenset({"day", "moment", "period"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class UnfitDataset(Fault):
    """A dataset or a field of it whose parts contradict each other."""

    code = "unfit-dataset"
    zh = "資料集 {item} 不可用：{reason}；請更正定義。"
    en = "Dataset {item} cannot be used: {reason}; correct its description."


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field may have, and what people call it."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a dataset.

    `required`: a row without it is refused. `choices` (text and list only): the values it may have, any where there
    are none. `references` is `dataset.field` of the table it points into, empty where none. `default` stands in, as
    a file would write it, where a row says nothing. `not_before` names the field of the same row whose time it may
    not come before. `least` and `most` bound numbers, both included. `grain` holds a period to one length, empty
    where any will do. Raises UnfitDataset.
    """

    name: str
    title: Text
    type: FieldType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    description: Text | None = None
    references: str = ""
    default: str | None = None
    not_before: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    grain: str = ""

    def __post_init__(self) -> None:
        for reason in self._contradictions():
            raise UnfitDataset(item=self.name, reason=reason)

    def _contradictions(self) -> list[str]:
        values = [choice.value for choice in self.choices]
        checks = {
            "name ∉ [a-z][a-z0-9_]*": not _NAME.fullmatch(self.name),
            f"type = {self.type}": self.type not in get_args(FieldType),
            "choices ⇒ text, list": bool(values) and self.type not in ("text", "list"),
            "choices × 2": len(set(values)) != len(values),
            "least, most ⇒ whole, number, money": self._bounded() and self.type not in NUMERIC,
            "least > most": self.least is not None and self.most is not None and self.least > self.most,
            "not_before ⇒ day, moment, period": bool(self.not_before) and self.type not in TIMELY,
            "grain ⇒ period": bool(self.grain) and self.type != "period",
        }
        return [reason for reason, wrong in checks.items() if wrong]

    def _bounded(self) -> bool:
        return self.least is not None or self.most is not None

    def values(self) -> tuple[str, ...]:
        """The values of its choices, empty where any value will do."""
        return tuple(choice.value for choice in self.choices)
