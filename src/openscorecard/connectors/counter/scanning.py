"""Goes through a JSON text piece by piece, so that of a large report only one item is in memory at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

from openscorecard.connectors.counter.faults import DamagedReport

Visit = Callable[[str, int], int]
"""Told a key and where its value begins; answers where it ends."""

_BLANKS = re.compile(r"[ \t\n\r]*")
DEEPEST = 200


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


class Scanner:
    """A JSON text and the ways through it; every break is a DamagedReport with its line and column."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._decode = json.JSONDecoder(parse_constant=_no_constant).raw_decode

    def skip(self, at: int) -> int:
        """The next place that is no blank."""
        found = _BLANKS.match(self.text, at)
        return found.end() if found else at

    def kind(self, at: int) -> str:
        """The first character of the value at `at`."""
        return self.text[at : at + 1]

    def value(self, at: int) -> tuple[Any, int]:
        """The value that begins at `at`, whole, and where it ends."""
        try:
            return self._decode(self.text, at)
        except json.JSONDecodeError as broken:
            self.broken(broken.pos, broken.msg)
        except RecursionError:
            self.broken(at, f"> {DEEPEST} levels")
        except ValueError as unfit:  # a number of thousands of digits, or NaN
            self.broken(at, str(unfit)[:60])

    def members(self, at: int, visit: Visit) -> int:
        """Go through the object at `at`; gives where it ends."""
        at = self.skip(at + 1)
        if self.kind(at) == "}":
            return at + 1
        while True:
            if self.kind(at) != '"':
                self.broken(at, "a name")
            key, at = self.value(at)
            at = self.skip(at)
            self._expect(":", at)
            at = self.skip(visit(key, self.skip(at + 1)))
            if self.kind(at) == "}":
                return at + 1
            self._expect(",", at)
            at = self.skip(at + 1)

    def elements(self, at: int, visit: Callable[[int, int], int]) -> int:
        """Go through the array at `at`: `visit` is told each one's number from 1 and where it begins."""
        at, number = self.skip(at + 1), 1
        if self.kind(at) == "]":
            return at + 1
        while True:
            at = self.skip(visit(number, at))
            if self.kind(at) == "]":
                return at + 1
            self._expect(",", at)
            at, number = self.skip(at + 1), number + 1

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a place, from 1."""
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    def _expect(self, sign: str, at: int) -> None:
        if self.kind(at) != sign:
            self.broken(at, f"“{sign}”")

    def broken(self, at: int, reason: str) -> NoReturn:
        """Raise DamagedReport at a place."""
        row, column = self.place(at)
        raise DamagedReport(row=row, column=column, reason=f"JSON: {reason}")
