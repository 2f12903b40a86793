"""What was made lately is at hand; the least used is given up."""

from __future__ import annotations

from collections.abc import Hashable

from openscorecard.queries.recent import Recent


def test_a_value_is_made_once_and_the_least_used_is_given_up() -> None:
    recent: Recent[str] = Recent(2)
    made: list[str] = []

    def get(key: str) -> str:
        return recent.get((key, 1), lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    assert [get(key) for key in ("A", "B", "A", "C", "A", "B")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["A", "B", "C", "B"]
    assert len(recent) == 2


def test_those_at_hand_are_not_made_again_and_all_come_in_order() -> None:
    recent: Recent[str] = Recent(3)
    asked: list[list[Hashable]] = []

    def make(missing: list[Hashable]) -> dict[Hashable, str]:
        asked.append(missing)
        return {key: f"<{key}>" for key in missing}

    assert recent.get_all(["a", "b", "a"], make) == ["<a>", "<b>", "<a>"]
    assert recent.get_all(["c", "a"], make) == ["<c>", "<a>"]
    assert recent.get_all(["b", "c", "a"], make) == ["<b>", "<c>", "<a>"]
    assert asked == [["a", "b"], ["c"]]
    assert recent.get_all(["d", "e", "f", "g"], make) == ["<d>", "<e>", "<f>", "<g>"]
    assert len(recent) == 3
