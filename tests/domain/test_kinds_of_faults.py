"""Kinds of faults are classes like others: what their parents want told, they tell."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class Told:
    """Notes what classes below it were called."""

    said: str = ""

    def __init_subclass__(cls, said: str = "", **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.said = said


class FaultOfTwo(Fault, Told, said="two parents"):
    """A fault with another parent beside."""

    code = "fault-of-two-parents"
    zh = "兩個上級。"
    en = "Two parents."


def test_another_parent_is_told_of_its_class() -> None:
    assert FaultOfTwo.said == "two parents"
    assert Fault.registry["fault-of-two-parents"] is FaultOfTwo
