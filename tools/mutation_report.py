"""What mutation testing found, in words: the tables of docs/mutation.md and what is printed."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from mutation_operators import Mutant

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "mutation.md"
EQUIVALENTS = Path(__file__).with_name("mutation_equivalents.yaml")
HEAD = """# Mutation testing of the domain

Written by `make mutation`: what the tests of the rules would notice. Each mutant is one small change to one module of
`src/openscorecard/domain`; it is killed where a test fails, timed out where a test no longer ends, and survives where
all pass. {when}: Python {python}, {machine}, {cores} cores. What is changed, what is not, and why this tool:
[decision 29](decisions/0029-mutants-by-swapping-functions.md).

An equivalent mutant cannot be told from the original by any test, for the reason given; it counts as a survivor in
*found*, and is left out in *of those that can be*.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """A mutant, what it came to, the test that found it, and why no test can, where that is known."""

    mutant: Mutant
    outcome: str
    by: str
    equivalent: str


class Equivalents:
    """Declared equivalents: by module, scope and change; `nth` where the same change stands there several times."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows = list(rows)

    def reason(self, one: Mutant) -> str:
        """Why no test can tell this mutant, or "" where that was not said."""
        for row in self._rows:
            same = (row["module"], row["scope"], row["before"], row["after"])
            if same == (_short(one.module), one.scope, one.before, one.after) and one.nth == row.get("nth", one.nth):
                return str(row["why"])
        return ""


def equivalents() -> Equivalents:
    said = yaml.safe_load(EQUIVALENTS.read_text(encoding="utf-8")) if EQUIVALENTS.exists() else []
    return Equivalents(said or [])


def _short(module: str) -> str:
    return module.removeprefix("openscorecard.domain.").replace(".", "/")


def report(results: Sequence[Result]) -> str:
    """The whole of docs/mutation.md."""
    head = HEAD.format(
        when=f"{datetime.now(tz=UTC):%Y-%m-%d}", python=platform.python_version(), machine=platform.machine(),
        cores=os.cpu_count(),
    )  # fmt: skip
    return "\n".join([head, *_table(results), "", *_survivors(results)]) + "\n"


def _table(results: Sequence[Result]) -> Iterator[str]:
    yield "| module | mutants | killed | timed out | survived | equivalent | found, % | of those that can be, % |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    modules = sorted({one.mutant.module for one in results})
    columns = sorted({_short(name).partition("/")[0] for name in modules if "/" in _short(name)})
    for column in columns:
        of_column = [one for one in results if _short(one.mutant.module).startswith(f"{column}/")]
        yield _row(f"**{column}**", of_column)
        for name in modules:
            if _short(name).startswith(f"{column}/"):
                yield _row(_short(name), [one for one in results if one.mutant.module == name])
    for name in modules:
        if "/" not in _short(name):
            yield _row(_short(name), [one for one in results if one.mutant.module == name])
    yield _row("**all**", results)


def _row(name: str, results: Sequence[Result]) -> str:
    total, killed = len(results), sum(one.outcome == "killed" for one in results)
    late, same = sum(one.outcome == "timeout" for one in results), sum(_equivalent(one) for one in results)
    left = total - killed - late
    return (
        f"| {name} | {total} | {killed} | {late} | {left} | {same} | "
        f"{_percent(killed + late, total)} | {_percent(killed + late, total - same)} |"
    )


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}" if whole else "–"


def _equivalent(one: Result) -> bool:
    return one.outcome == "survived" and bool(one.equivalent)


def _survivors(results: Sequence[Result]) -> Iterator[str]:
    left = [one for one in results if one.outcome == "survived"]
    yield "## Survivors"
    yield ""
    for title, some in (("No test tells them yet", [one for one in left if not one.equivalent]),
                        ("Equivalent", [one for one in left if one.equivalent])):  # fmt: skip
        yield f"### {title}"
        yield ""
        yield "| where | in | was | became |" + (" why no test can tell |" if title == "Equivalent" else "")
        yield "| --- | --- | --- | --- |" + (" --- |" if title == "Equivalent" else "")
        for one in some:
            it = one.mutant
            cells = [f"{_short(it.module)}.py:{it.line}", it.scope, _code(it.before), _code(it.after)]
            yield "| " + " | ".join([*cells, *([one.equivalent] if one.equivalent else [])]) + " |"
        yield ""


def _code(text: str) -> str:
    line = " ".join(text.split())
    return "`" + (line if len(line) <= 90 else f"{line[:88]} …").replace("|", "\\|") + "`"


def summary(results: Sequence[Result], seconds: float) -> Iterator[str]:
    """What is printed: survivors without a reason, reasons that are wrong, and the table."""
    for one in results:
        it = one.mutant
        if one.outcome == "survived" and not one.equivalent:
            yield f"{_short(it.module)}.py:{it.line} {it.scope} [{it.operator}] {_cut(it.before)}  →  {_cut(it.after)}"
        if one.outcome != "survived" and one.equivalent:
            yield f"not equivalent after all: {_short(it.module)}.py:{it.line} {it.scope} {_cut(it.before)} by {one.by}"
    yield from _table(results)
    yield f"{len(results)} mutants in {seconds:.0f} s"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 110 else f"{line[:108]} …"
