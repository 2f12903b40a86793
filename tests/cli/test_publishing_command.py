"""`openscorecard publish`: a period opened to the public, listed and withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_action_plan_commands import ran, shape

PLAN = "taipei-public-library"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("home")
    ran(found, "example", "load", "--scale", "0")
    return found


def test_a_period_is_published_listed_and_withdrawn(place: Path) -> None:
    assert shape(place, "publish", PLAN) == []
    made = shape(place, "publish", PLAN, "--period", "2025", "--reason", "年度結算")
    assert {name: made[name] for name in ("plan", "period", "version", "act", "by", "reason")} == {
        "plan": PLAN, "period": "2025", "version": 1, "act": "published", "by": "system", "reason": "年度結算",
    }  # fmt: skip
    assert "2025" in ran(place, "publish", PLAN, "--period", "2025", "--withdraw")
    assert [row["act"] for row in shape(place, "publish", PLAN)] == ["withdrawn", "published"]
    assert "年度結算" in ran(place, "publish", PLAN)


def test_what_cannot_be_is_told(place: Path) -> None:
    for words, code in (
        ((PLAN, "--period", "lately"), "unfit-period"),
        ((PLAN, "--period", "2099"), "unfit-publication"),
        ((PLAN, "--period", "2001", "--withdraw"), "not-published"),
        (("nothing", "--period", "2025"), "unknown-plan"),
        (("nothing",), "unknown-plan"),
    ):
        assert code in ran(place, "publish", *words, status=1)
