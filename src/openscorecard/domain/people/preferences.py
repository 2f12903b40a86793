"""What a reader chose of calendar and numbers, in force while they are answered; papers are always as usual."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

CALENDARS = ("auto", "roc", "common")
NUMBERS = ("short", "full")


@dataclass(frozen=True, slots=True)
class Preferences:
    """`calendar`: auto (as the language has it), roc or common; `numbers`: short (萬, million) or full."""

    calendar: str = "auto"
    numbers: str = "short"

    def in_roc(self, language: str) -> bool:
        """Whether years are those of the Republic on a page in `language`."""
        return not language.startswith("en") if self.calendar == "auto" else self.calendar == "roc"

    def __str__(self) -> str:
        return f"{self.calendar} {self.numbers}"


USUAL = Preferences()
_chosen: ContextVar[Preferences] = ContextVar("preferences", default=USUAL)


def preferences() -> Preferences:
    """Those in force: of the reader who is being answered, else the usual ones."""
    return _chosen.get()


@contextmanager
def preferring(wanted: Preferences) -> Iterator[None]:
    """Puts `wanted` in force for the block."""
    token = _chosen.set(wanted)
    try:
        yield
    finally:
        _chosen.reset(token)
