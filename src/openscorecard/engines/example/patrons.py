"""Cards in streams, numbered in the order they were issued, and who of them borrows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import gcd

from openscorecard.engines.example.calendar import month_starts
from openscorecard.engines.example.chance import salt, shared_out
from openscorecard.engines.example.items import Span, spans
from openscorecard.engines.example.recipe import LAST, Recipe

GENERAL, STUDENT, BOOKSTART, EXPIRED, STAFF = 0, 1, 2, 3, 4
_FIRST_CARD = date(2008, 1, 1)
_FIRST_STUDENT = date(2018, 3, 1)
_FIRST_BOOKSTART = date(2020, 1, 1)  # older ones have run out
_LAST_EXPIRED = date(2020, 11, 30)  # cards of five years that had run out by the end of 2025
_SCHOOL = (2, 3, 1, 1, 2, 1, 1, 9, 62, 14, 3, 1)  # when schools enrol whole years, by month
_USUAL = (92, 84, 96, 90, 88, 104, 138, 131, 118, 97, 88, 74)
_OF_CARDS = {"0-5": 20, "6-12": 30, "13-18": 32, "19-34": 262, "35-54": 362, "55-64": 152, "65+": 142}
BORROWERS = ("35-54", "55-64", "65+", "19-34", "13-18", "6-12", "0-5")
"""The age bands of loans; pupils are known by their cards, so that all of them are drawn as `PUPIL`."""
PUPIL, INFANT = 4, 6
_YOUNG_CHILD = 62  # percent of student cards that are children's


@dataclass(frozen=True, slots=True)
class Turn:
    """A one-to-one turning about of the numbers below `count`: each number goes to `number * step % count`."""

    count: int
    step: int

    @classmethod
    def of(cls, count: int) -> Turn:
        """One that spreads neighbours evenly."""
        whole = max(1, count)
        step = whole * 618 // 1000 + 1
        while gcd(step, whole) != 1:
            step += 1
        return cls(whole, step)

    def there(self, number: str) -> str:
        """The SQL for where a number from 0 to `count` - 1 goes."""
        return f"(({number}) * {self.step} % {self.count})"

    def back(self, number: str) -> str:
        """The SQL for what number came there."""
        return f"(({number}) * {pow(self.step, -1, self.count) if self.count > 1 else 0} % {self.count})"


class Patrons:
    """How many cards came when in each stream, and the SQL for what is known of a card by its number."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.salt = salt(recipe.seed, "patron")

    @cached_property
    def general(self) -> list[Span]:
        months = month_starts(_FIRST_CARD, LAST)
        rest = self.recipe.scaled("cards") - self.recipe.scaled("student_cards") - self.recipe.scaled("bookstart_cards")
        return spans(months, shared_out(rest, map(_weight, months)))

    @cached_property
    def student(self) -> list[Span]:
        months = month_starts(_FIRST_STUDENT, LAST)
        weights = [_SCHOOL[month.month - 1] * (40 if month.year == 2021 else 100) for month in months]
        return spans(months, shared_out(self.recipe.scaled("student_cards"), weights))

    @cached_property
    def bookstart(self) -> list[Span]:
        months = month_starts(_FIRST_BOOKSTART, LAST)
        return spans(months, shared_out(self.recipe.scaled("bookstart_cards"), map(_weight, months)))

    @cached_property
    def expired(self) -> list[Span]:
        months = month_starts(_FIRST_CARD, _LAST_EXPIRED)
        return spans(months, shared_out(self.recipe.scaled("former_cards"), map(_weight, months)))

    @cached_property
    def lasting(self) -> Turn:
        """The general cards issued before the year of transactions: the adults who borrow in it."""
        return Turn.of(before(self.general, date(LAST.year, 1, 1)))

    @cached_property
    def pools(self) -> dict[str, tuple[int, int]]:
        """By age band where its cards begin after turning, and how many there are."""
        found, start = {}, 0
        counts = shared_out(self.lasting.count, _OF_CARDS.values())
        for band, count in zip(_OF_CARDS, counts, strict=True):
            found[band] = (start, count)
            start += count
        return found

    def band(self, number: str) -> str:
        """The age band of a general card."""
        turned = self.lasting.there(f"{number} % {self.lasting.count}")
        cases = [f"WHEN {turned} < {start + count} THEN '{band}'" for band, (start, count) in self.pools.items()]
        return f"CASE {' '.join(cases)} END"

    def is_child(self, number: str) -> str:
        """Whether a pupil's card is a child's, else a teenager's."""
        drawn = f"mix(xor(({number})::UBIGINT, {salt(self.recipe.seed, 'pupil')}::UBIGINT))"
        return f"({drawn} % 100 < {_YOUNG_CHILD})"

    def borrower(self, band: str, loan: str, quarters: Iterable[int], drawn: str) -> tuple[str, str]:
        """The SQL for stream and number of the card behind a loan whose band is a place of `BORROWERS`.

        `quarters` are the numbers of the loans at which the quarters of the year begin: young readers borrow with
        cards issued before their quarter, the newest most. `drawn` has 32 bits.
        """
        often = f"(({drawn} >> 16) * ({drawn} >> 16))"  # some borrow much, most little
        cases = []
        for place, name in enumerate(BORROWERS[:PUPIL]):
            start, count = self.pools[name]
            turned = self.lasting.back(f"{start} + (({max(1, count)} * {often}) >> 32)::BIGINT")
            cases.append(f"WHEN {band} = {place} THEN {turned}")
        pupils = self._newest(self.student, loan, list(quarters), often)
        infants = self._newest(self.bookstart, loan, list(quarters), often)
        number = f"CASE {' '.join(cases)} WHEN {band} = {PUPIL} THEN {pupils} ELSE {infants} END"
        stream = f"CASE {band} WHEN {PUPIL} THEN {STUDENT} WHEN {INFANT} THEN {BOOKSTART} ELSE {GENERAL} END"
        return stream, number

    def _newest(self, stream: list[Span], loan: str, quarters: list[int], often: str) -> str:
        issued = [max(1, before(stream, date(LAST.year, month, 1))) for month in (1, 4, 7, 10)]
        later = [f"WHEN {loan} < {end} THEN {count}" for count, end in zip(issued, quarters[1:], strict=False)]
        limit = f"(CASE {' '.join(later)} ELSE {issued[-1]} END)"
        return f"({limit} - 1 - (({limit} * {often}) >> 32)::BIGINT)"

    def key(self, stream: str, number: str) -> str:
        """The SQL for the patron key of card `number` of a stream: 48 bits, the first of them set, no two alike."""
        mixed = f"mix(xor((({number}) * 8 + {stream})::UBIGINT, {self.salt}::UBIGINT))"
        return f"(140737488355328::UBIGINT + {mixed} * 32768::UBIGINT + ({mixed} * 40503::UBIGINT) % 32768::UBIGINT)"


def before(stream: list[Span], day: date) -> int:
    """How many cards of a stream were issued in months before the one of `day`."""
    return max((span.stop for span in stream if span.month < day.replace(day=1)), default=0)


def _weight(month: date) -> int:
    """New cards come with the summer and the school year, and hardly in the closure."""
    usual = _USUAL[month.month - 1]
    return usual // 12 if date(2021, 6, 1) <= month <= date(2021, 7, 1) else usual
