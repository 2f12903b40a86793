"""Writes the documents that the code is the source of: docs/checks.md, faults.md, scoring-rules.md and api.md.

`python tools/docs_tables.py` says which are out of date (status 1), `python tools/docs_tables.py write` mends them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from docs_api import reference
from docs_rules import rules

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "openscorecard"

CHECKS_HEAD = """# Soundness checks

*Made from the code by `python tools/docs_tables.py write`.*

`openscorecard plan check PLAN` and the page of findings list what is allowed in a plan but unwise. A finding has the
code of its check, the codes of the items it speaks of, and a sentence. A **warning** (`!`) asks for a change or a
decision; a **note** (`·`) is good to know. Nothing is refused because of a finding; what cannot be stored at all is a
[fault](faults.md).

Those of targets and figures are made for a period: `openscorecard plan check PLAN --period 2025`, and on the page for
people who see figures. Owners of KPIs are kept from a later release on; until then no check asks for them.
"""

FAULTS_HEAD = """# Faults

*Made from the code by `python tools/docs_tables.py write`.*

A fault is something a person must mend before anything is stored. The command line writes each as
`FILE:ROW:COLUMN CODE sentence` on standard error; the site shows the sentence where the mistake is. Codes are stable.
Words in braces are filled in.
"""


# Where a fault is declared tells what it is about; the longest beginning of the path decides.
ROOMS = {
    "formats": "Files",
    "formats/strategy": "Documents and plan files",
    "formats/datasets": "Source rows",
    "formats/measures": "Files of measures",
    "domain/strategy": "Plans",
    "domain": "Texts and ids",
    "domain/measures": "Measures",
    "domain/people": "People and institutions",
    "domain/work": "Background work",
    "actions": "Acts",
    "queries": "Questions",
    "reports": "Exports",
    "drawing": "Drawing",
    "engines": "Row store",
    "forecasting": "Forecasts",
    "connectors": "Sources",
    "connectors/counter": "COUNTER reports",
    "cli": "Command line",
    "web": "Pages",
    "api": "The read API",
    "config": "Set-up",
}


class FaultRow(NamedTuple):
    """One kind of fault as the code declares it."""

    room: str
    code: str
    zh: str
    en: str


def checks() -> str:
    """docs/checks.md."""
    sys.path.insert(0, str(ROOT / "src"))
    from openscorecard.domain.strategy.soundness.finding import RULES

    rows = [(f"`{code}`", rule.weight, rule.zh, rule.en) for code, rule in RULES.items()]
    return f"{CHECKS_HEAD}\n{table(('code', 'weight', 'zh-Hant', 'English'), rows)}"


def faults() -> str:
    """docs/faults.md."""
    found = list(fault_rows())
    parts = [FAULTS_HEAD]
    for room, heading in ROOMS.items():
        rows = [(f"`{row.code}`", row.zh, row.en) for row in found if row.room == room]
        if rows:
            parts.append(f"## {heading}\n\n{table(('code', 'zh-Hant', 'English'), rows)}")
    return "\n".join(parts)


def fault_rows() -> Iterator[FaultRow]:
    """Every kind of fault, read from the source: importing all rooms would start the site."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and {"code", "zh", "en"} <= (said := _texts(node)).keys():
                yield FaultRow(_room(path.relative_to(PACKAGE).as_posix()), said["code"], said["zh"], said["en"])


def _room(path: str) -> str:
    """The room of ROOMS a file belongs to; a file elsewhere must be given one first."""
    return max((room for room in ROOMS if path.startswith(f"{room}/")), key=len)


def _texts(node: ast.ClassDef) -> dict[str, str]:
    return {
        line.targets[0].id: line.value.value
        for line in node.body
        if isinstance(line, ast.Assign)
        and isinstance(line.targets[0], ast.Name)
        and isinstance(line.value, ast.Constant)
        and isinstance(line.value.value, str)
    }


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def documents() -> dict[Path, str]:
    """What each made document should say."""
    docs = ROOT / "docs"
    return {
        docs / "checks.md": checks(),
        docs / "faults.md": faults(),
        docs / "scoring-rules.md": rules(table),
        docs / "api.md": reference(table),
    }


def main(arguments: list[str]) -> int:
    """Write, or say what is out of date."""
    made = documents()
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if arguments == ["write"]:
            path.write_text(made[path], encoding="utf-8")
        print(f"{'written' if arguments == ['write'] else 'out of date'}: {path.relative_to(ROOT)}")
    return 1 if stale and arguments != ["write"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
