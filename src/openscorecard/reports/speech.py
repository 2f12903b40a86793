"""Words in the reader's language for rooms without Django: both languages stand side by side where they are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.large_numbers import shortened
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.roc import ROC_OFFSET
from openscorecard.domain.measures.written import NO_VALUE, write_number, write_period
from openscorecard.domain.text import Language, Text

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Speech:
    """Says things to a reader of `tag`, which begins with en for English and is Chinese else."""

    tag: str

    @property
    def english(self) -> bool:
        """Whether it is English that is spoken."""
        return self.tag.startswith("en")

    @property
    def language(self) -> Language:
        """The language as the domain names it."""
        return "en" if self.english else "zh-Hant"

    def __call__(self, zh: str, en: str, **facts: object) -> str:
        """One of both sentences, with facts in its braces."""
        words = en if self.english else zh
        return words.format(**facts) if facts else words

    def text(self, text: Text) -> str:
        """A text of a plan or a list, in Chinese where it has no English."""
        return text.says(self.tag)[0]

    def counted(self, number: int, zh: str, one: str, many: str) -> str:
        """A sentence with a number: Chinese has one form, English two; `{n}` stands for it."""
        return self(zh, one if number == 1 else many, n=f"{number:,}")

    def period(self, period: Period) -> str:
        """A period in words."""
        return write_period(period, self.tag)

    def day(self, day: date | None) -> str:
        """A day with the year of the Republic in Chinese; a dash for none."""
        if day is None:
            return NO_VALUE
        if self.english:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        year = f"民國{day.year - ROC_OFFSET}年" if day.year > ROC_OFFSET else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日"

    def days(self, days: Coverage) -> str:
        """A span of days, in months where it is made of whole ones."""
        first, last = Period.of(days.first, "month"), Period.of(days.last, "month")
        whole = (first.first_day, last.last_day) == (days.first, days.last)
        ends = [self.period(first), self.period(last)] if whole else [self.day(days.first), self.day(days.last)]
        return ends[0] if ends[0] == ends[1] else self("{a}至{b}", "{a} to {b}", a=ends[0], b=ends[1])

    def short(self, words: str) -> str:
        """A sentence with its large numbers in 萬 and 億, or thousand and million; tables beside it have all digits."""
        return shortened(words, self.tag)

    def joined(self, parts: list[str]) -> str:
        """Several things in a row."""
        return (", " if self.english else "、").join(parts)

    def together(self, sentences: list[str] | tuple[str, ...]) -> str:
        """Sentences one after another."""
        return (" " if self.english else "").join(sentences)

    def percent(self, number: Fraction | None, places: int = 0) -> str:
        """A number of percent points with its sign."""
        if number is None:
            return NO_VALUE
        return f"{write_number(number, places)}{' ' if self.english else ''}%"

    def money(self, amount: Fraction | None) -> str:
        """Whole NT$."""
        return NO_VALUE if amount is None else f"NT$ {write_number(amount, 0)}"
