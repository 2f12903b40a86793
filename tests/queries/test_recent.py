"""What was made lately is at hand; the least used is given up."""

from __future__ import annotations

from openscorecard.queries.recent import Recent


def test_a_value_is_made_once_and_the_least_used_is_given_up() -> None:
    recent: Recent[str] = Recent(2)
    made: list[str] = []

    def get(key: str) -> str:
        return recent.get((key, 1), lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    assert [get(key) for key in ("A", "B", "A", "C", "A", "B")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["A", "B", "C", "B"]
    assert len(recent) == 2
