"""Readings in force: which way of counting holds from which day on; choices look forward, never back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.measure import Measure


class UnknownReading(Fault):
    """A measure has no such reading."""

    code = "unknown-reading"
    zh = "衡量方式 {measure} 沒有計法「{reading}」；可用的有：{known}。"
    en = "Measure {measure} has no reading “{reading}”; it has: {known}."


class ReadingBackwards(Fault):
    """A choice of reading that would change what has been."""

    code = "reading-backwards"
    zh = "計法只能從 {least} 以後改變，不能從 {since} 起；過去的數字維持原計法。"
    en = "A reading can change from {least} on, not from {since}; past figures keep the reading they were made with."


@dataclass(frozen=True, slots=True, order=True)
class ReadingChoice:
    """From the day `since` on `reading` is in force, under the rule or law `under` (may be empty)."""

    since: date
    reading: str
    under: str = ""


def in_force(measure: Measure, choices: Iterable[ReadingChoice], day: date) -> ReadingChoice | None:
    """The choice that holds on `day`; None where it is the measure's first reading, never changed."""
    held = [choice for choice in choices if choice.since <= day]
    return max(held, key=lambda choice: choice.since) if held else None


def reading_on(measure: Measure, choices: Iterable[ReadingChoice], day: date) -> str:
    """The name of the reading in force on `day`."""
    choice = in_force(measure, choices, day)
    return choice.reading if choice else measure.variants[0].name


def check_choice(measure: Measure, choices: Iterable[ReadingChoice], new: ReadingChoice, today: date) -> None:
    """Raise UnknownReading, or ReadingBackwards where `new` begins before today or not after every earlier choice."""
    if new.reading not in {variant.name for variant in measure.variants}:
        known = "、".join(variant.name for variant in measure.variants)
        raise UnknownReading(measure=measure.id, reading=new.reading, known=known)
    # A day has one choice: the next can begin the day after.
    least = max([today, *(choice.since + timedelta(days=1) for choice in choices)])
    if new.since < least:
        raise ReadingBackwards(least=least, since=new.since)
