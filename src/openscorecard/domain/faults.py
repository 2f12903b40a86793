"""Faults: what is wrong, where, and how to mend it, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NoReturn

Facts = Mapping[str, str]
LISTS = frozenset({"allowed", "behind", "choices", "known", "names", "plans"})
"""Facts that are lists of codes and names."""


class Fault(ValueError):
    """One thing a person must mend.

    Subclasses declare `code` (stable, kebab case) and one sentence a language, with `{facts}` in braces.
    `row` and `column` are 1-based places in a file, 0 where there is none; `sheet` names a sheet of a workbook.
    """

    code: ClassVar[str] = "fault"
    zh: ClassVar[str] = "輸入有誤。"
    en: ClassVar[str] = "The input is wrong."
    registry: ClassVar[dict[str, type[Fault]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if Fault.registry.setdefault(cls.code, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"two faults share the code {cls.code}")

    def __init__(self, *, row: int = 0, column: int = 0, sheet: str = "", **facts: object) -> None:
        self.row, self.column, self.sheet = row, column, sheet
        self.facts: dict[str, str] = {key: str(value) for key, value in facts.items()}
        self.also: tuple[Fault, ...] = ()
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "zh-Hant") -> str:
        """The sentence in `language` (`zh-Hant` or `en`)."""
        template = self.en if language.startswith("en") else self.zh
        return template.format_map(_Facts(worded(self.facts, language)))

    def at(self, row: int, column: int = 0, sheet: str = "") -> Fault:
        """The same fault, placed in a file; a place it already has is kept."""
        if self.row:
            return self
        self.row, self.column, self.sheet = row, column, sheet
        return self

    def all(self) -> tuple[Fault, ...]:
        """This fault and those found together with it."""
        return (self, *self.also)

    def to_data(self) -> dict[str, Any]:
        """Plain data for JSON; `fault_from_data` reads it back."""
        return {"code": self.code, "row": self.row, "column": self.column, "sheet": self.sheet, "facts": self.facts}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and self.to_data() == other.to_data()

    def __hash__(self) -> int:
        return hash((self.code, self.row, self.column))


def worded(facts: Facts, language: str) -> dict[str, str]:
    """The facts as a sentence in `language` says them: lists are kept with 、 between, which English sets as commas."""
    english = language.startswith("en")
    return {key: value.replace("、", ", ") if english and key in LISTS else value for key, value in facts.items()}


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def fault_from_data(data: Mapping[str, Any]) -> Fault:
    """The fault that `Fault.to_data` wrote; an unknown code becomes a plain `Fault`."""
    kind = Fault.registry.get(str(data.get("code")), Fault)
    facts = {str(key): str(value) for key, value in dict(data.get("facts", {})).items()}
    fault = kind.__new__(kind)
    Fault.__init__(
        fault, row=int(data.get("row", 0)), column=int(data.get("column", 0)), sheet=str(data.get("sheet", "")), **facts
    )
    return fault


def refuse(faults: Iterable[Fault]) -> None:
    """Raise the first of `faults`, the rest in its `also`; do nothing when there is none."""
    found = tuple(faults)
    if found:
        _raise(found)


def _raise(found: tuple[Fault, ...]) -> NoReturn:
    first = found[0]
    first.also = tuple(other for one in found[1:] for other in one.all())
    raise first
