"""Codes of objectives, KPIs and action plans: the form a plan declares, and reading them out of running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from openscorecard.domain.strategy.faults import UnfitGrammar, UnfitLetter

Level = Literal["objective", "kpi", "initiative"]
LEVELS: tuple[Level, ...] = ("objective", "kpi", "initiative")

_TOKEN = re.compile(r"\{([a-z]+)\}")
_LETTER = re.compile(r"[A-Za-z][A-Za-z0-9]{0,3}")
_LITERAL = re.compile(r"[A-Za-z0-9._\-]*")
_MAY_HOLD = {
    "objective": {"theme", "perspective", "number"},
    "kpi": {"objective", "number"},
    "initiative": {"kpi", "number"},
}
_ANY_LETTER = "[A-Z]"


def check_letter(letter: str) -> None:
    """Raise UnfitLetter unless `letter` can name a theme or a perspective."""
    if not _LETTER.fullmatch(letter):
        raise UnfitLetter(item=letter)


@dataclass(frozen=True, slots=True)
class CodeGrammar:
    """The forms of a plan's codes, with `{theme}`, `{perspective}`, `{number}`, `{objective}`, `{kpi}` in braces.

    The default is the form of the Taipei document: AC1, AC1.1, AC1.1.1. Raises UnfitGrammar.
    """

    objective: str = "{theme}{perspective}{number}"
    kpi: str = "{objective}.{number}"
    initiative: str = "{kpi}.{number}"

    def __post_init__(self) -> None:
        for level in LEVELS:
            form = self.form(level)
            if not _fits(form, level):
                raise UnfitGrammar(item=form)

    def form(self, level: Level) -> str:
        return {"objective": self.objective, "kpi": self.kpi, "initiative": self.initiative}[level]

    def book(self, themes: Iterable[str] | None, perspectives: Iterable[str] | None) -> CodeBook:
        """The grammar with the letters of one plan; None where any capital letter may stand."""
        return _book(
            self,
            None if themes is None else tuple(themes),
            None if perspectives is None else tuple(perspectives),
        )

    def any_letters(self) -> CodeBook:
        """The grammar before a plan's letters are known: any capital letter stands for a theme or perspective."""
        return self.book(None, None)


def _fits(form: str, level: Level) -> bool:
    tokens = _TOKEN.findall(form)
    literal = _TOKEN.sub("", form)
    fits = len(form) <= 60 and form.endswith("{number}") and _LITERAL.fullmatch(literal) is not None
    if not fits or set(tokens) - _MAY_HOLD[level] or len(set(tokens)) != len(tokens):
        return False
    if level == "objective":
        return len(tokens) > 1 or re.search("[A-Za-z]", literal) is not None
    # The code it belongs to, then a sign that is no digit, then the number: so that AC1.1 is never read as AC11.
    return re.fullmatch(r"\{[a-z]+\}[^{}]*[^{}0-9]\{number\}", form) is not None


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code found in text: its level, its place, and the codes and letters it names; empty where it names none."""

    level: Level
    code: str
    start: int
    end: int
    theme: str
    perspective: str
    objective: str
    kpi: str


class CodeBook:
    """Reads and writes codes of one grammar with one plan's letters."""

    def __init__(self, grammar: CodeGrammar, themes: tuple[str, ...] | None, perspectives: tuple[str, ...] | None):
        self.grammar = grammar
        self._letters = {"theme": _one_of(themes), "perspective": _one_of(perspectives)}
        objective = self._pattern(grammar.objective, {})
        kpi = self._pattern(grammar.kpi, {"objective": f"(?P<objective>{objective})"})
        initiative = self._pattern(grammar.initiative, {"kpi": f"(?P<kpi>{kpi})"})
        self._whole = {
            "objective": re.compile(f"(?P<objective>{objective})"),
            "kpi": re.compile(f"(?P<kpi>{kpi})"),
            "initiative": re.compile(initiative),
        }
        # The longest form first; a code is not the tail of a longer word or number, nor cut before a digit.
        self._find = {
            level: re.compile(rf"(?<![A-Za-z0-9._]){self._whole[level].pattern}(?![0-9])") for level in reversed(LEVELS)
        }

    def _pattern(self, form: str, outer: dict[str, str]) -> str:
        known = {"number": "[0-9]{1,4}", **outer}
        parts = re.split(r"(\{[a-z]+\})", form)
        return "".join(self._token(part[1:-1], known) if part.startswith("{") else re.escape(part) for part in parts)

    def _token(self, token: str, known: dict[str, str]) -> str:
        return known.get(token) or f"(?P<{token}>{self._letters[token]})"

    def read(self, level: Level, code: str) -> ReadCode | None:
        """The parts of `code` when it is a whole code of `level`, else None."""
        match = self._whole[level].fullmatch(code)
        return _found(level, match) if match else None

    def find(self, text: str) -> Iterator[ReadCode]:
        """Every code in `text`, left to right, the longest form at each place."""
        place = 0
        while found := self._next(text, place):
            yield found
            place = found.end

    def _next(self, text: str, place: int) -> ReadCode | None:
        best: ReadCode | None = None
        for level, pattern in self._find.items():
            match = pattern.search(text, place)
            if match and (best is None or match.start() < best.start):
                best = _found(level, match)
        return best

    def write(self, level: Level, number: int, *, theme: str = "", perspective: str = "", above: str = "") -> str:
        """The code of `level` with `number`, below the code `above` (of an objective: of theme and perspective)."""
        return self.grammar.form(level).format(
            theme=theme, perspective=perspective, number=number, objective=above, kpi=above
        )

    def next_free(
        self, level: Level, taken: Iterable[str], *, theme: str = "", perspective: str = "", above: str = ""
    ) -> str:
        """The code of `level` with the lowest number that is not in `taken`."""
        used = set(taken)
        number = 1
        while (code := self.write(level, number, theme=theme, perspective=perspective, above=above)) in used:
            number += 1
        return code


def _one_of(letters: tuple[str, ...] | None) -> str:
    if letters is None:
        return _ANY_LETTER
    if not letters:
        return "(?!)"
    return "(?:" + "|".join(re.escape(letter) for letter in sorted(letters, key=len, reverse=True)) + ")"


def _found(level: Level, match: re.Match[str]) -> ReadCode:
    groups = match.groupdict()
    return ReadCode(
        level,
        match.group(0),
        match.start(),
        match.end(),
        groups.get("theme") or "",
        groups.get("perspective") or "",
        groups.get("objective") or "",
        groups.get("kpi") or "",
    )


@lru_cache(maxsize=256)
def _book(grammar: CodeGrammar, themes: tuple[str, ...] | None, perspectives: tuple[str, ...] | None) -> CodeBook:
    return CodeBook(grammar, themes, perspectives)
