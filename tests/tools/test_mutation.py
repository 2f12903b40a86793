"""Mutants are what they say, always in the same order, and what is called equivalent is still there."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.tools_of_the_tree import TOOLS, tool

operators = tool("mutation_operators")
ROOT = Path(__file__).parents[2]

SOURCE = '''"""What it is."""
LIMIT = 3
Kind = Literal["S", "F"]


class UnfitThing(Fault):
    """Wrong."""

    code = "unfit-thing"
    zh = "不可用"


def small(values: list[int], *, least: int = 0) -> int | None:
    """Say how many."""
    found = [one for one in values if one > least]
    for one in found:
        if not one:
            continue
        raise ValueError(f"no {one}")
    return len(found) if found and True else None
'''
EXPECTED = [
    (2, "constant", "3", "4"),
    (13, "constant", "0", "1"),
    (15, "comparison", "one > least", "one >= least"),
    (15, "comparison", "one > least", "one <= least"),
    (15, "filter removed", "one > least", "True"),
    (17, "not or minus removed", "not one", "one"),
    (18, "break or continue", "continue", "break"),
    (19, "statement removed", "raise ValueError(f'no {one}')", "pass"),
    (20, "return None", "return len(found) if found and True else None", "return None"),
    (20, "and or or", "found and True", "found or True"),
    (20, "constant", "True", "False"),
]


def test_what_is_changed_and_what_is_only_wording() -> None:
    found = operators.mutants_of("m", SOURCE)
    said = [(one.line, one.operator, one.before, one.after) for one in found]
    assert sorted(said) == sorted(EXPECTED)
    assert len({one.key for one in found}) == len(found)


def test_a_mutant_compiles_to_its_change_alone() -> None:
    (one,) = (one for one in operators.mutants_of("m", "def f(a):\n    return a < 2\n") if one.after == "a <= 2")
    names: dict[str, object] = {}
    exec(operators.mutated("def f(a):\n    return a < 2\n", one.number, "m.py"), names)
    assert [names["f"](value) for value in (1, 2, 3)] == [True, True, False]  # type: ignore[operator]


def test_what_is_called_equivalent_is_a_mutant_of_today() -> None:
    rows = yaml.safe_load((TOOLS / "mutation_equivalents.yaml").read_text(encoding="utf-8")) or []
    domain = ROOT / "src" / "openscorecard" / "domain"
    gone = []
    for row in rows:
        source = (domain / f"{row['module']}.py").read_text(encoding="utf-8")
        known = {(one.scope, one.before, one.after) for one in operators.mutants_of("m", source)}
        if (row["scope"], row["before"], row["after"]) not in known:
            gone.append(row)
        assert row["why"]
    assert gone == []
