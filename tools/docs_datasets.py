"""Publishes the contracts of the datasets: docs/datasets.md and one Table Schema each in docs/datasets/.

`python tools/docs_datasets.py` says which are out of date (status 1), `python tools/docs_datasets.py write` mends them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

if TYPE_CHECKING:
    from openscorecard.domain.measures.datasets import Dataset
    from openscorecard.domain.measures.fields import Field

FOLDER = ROOT / "docs" / "datasets"

HEAD = """# Datasets

*Made from the code by `python tools/docs_datasets.py write`.*

Every figure comes out of rows that a library keeps anyway. These are the tables it may hand in, as CSV, XLSX or ODS;
each links to its Table Schema, a published standard of Frictionless Data. A file is known by its content.

## What is read

- **Columns** by the name below, the Chinese or the English title, or a mapping; in any order; those that are not
  required may be absent. A head may take up to three rows, with merged cells; rows above it are passed over.
- **Encodings** UTF-8 with or without a byte order mark, UTF-16 with one, Big5. Separators comma, semicolon, tab, bar.
- **No value** is an empty cell, `-`, `—`, `NA`, `N/A` or `…`. It is never zero.
- **Days** `2025-03-05`, `2025/3/5`, `20250305`, `114/03/05`, `114-3-5`, `1140305`, `民國114年3月5日`, and a
  spreadsheet's own dates. Year, month, day in this order: 5/3/2025 could mean two days and is refused.
- **Moments** a day with a clock, `2025-03-05 14:30` or `2025/3/5 下午 02:30`; Asia/Taipei where no offset is given.
- **Periods** `2025`, `2025-H1`, `2025-Q1`, `2025-01`, `SY2025`, `114年3月`, `114年第1季`, `114學年度`.
- **Numbers** exactly: full-width digits, `1,234`, `(5)` and `△5` for -5, `39%` for 0.39; in money NT$ and 元.
  `8.75E+06` has lost digits and is refused.
- **Flags** 是, 有, Y, yes, true, 1 and 否, 無, N, no, false, 0. **Lists** are split at 、 ; , and |.
- **Choices** by the value below or its title in either language.
- **Passed over and counted**: blank rows, rows of 小計, 合計, 總計, heads repeated on a new page, remarks below.
- **Keys** (bold) name a row; two rows with one key are refused. **Personal numbers** where a hash belongs are refused.

One wrong row refuses the whole file, with row, column and reason, unless the good rows are asked for.

## Kinds

- **events**: one row for each thing that happened; a batch covers the days it names, by default first to last.
- **life-cycle**: one row for each thing that exists, with its beginning and end; covers all up to the extract's day.
- **snapshot**: a state on a date; covers its dates.
- **ledger**: one row for each piece of work that moves through stages; covers all up to the extract's day.
"""


def markdown(datasets: list[Dataset]) -> str:
    """docs/datasets.md."""
    return "\n".join([HEAD, *(_section(dataset) for dataset in datasets)])


def _section(dataset: Dataset) -> str:
    about = f"{_sentence(dataset.description.en)} Kind: {dataset.kind}; its time is `{dataset.time_field}`."
    rows = [("field", "zh-Hant", "English", "type", "may be"), ("---",) * 5]
    rows += [
        (_name(field, dataset), field.title.zh, field.title.en, _type(field), _bounds(field))
        for field in dataset.fields
    ]
    lines = "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)
    return f"## [{dataset.name}](datasets/{dataset.name}.json): {dataset.title.zh}\n\n{about}\n\n{lines}"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."


def _name(field: Field, dataset: Dataset) -> str:
    return f"**`{field.name}`**" if field.name in dataset.key else f"`{field.name}`"


def _type(field: Field) -> str:
    return f"{field.grain or field.type}{', required' if field.required else ''}"


def _bounds(field: Field) -> str:
    said = [", ".join(f"`{value}`" for value in field.values())] if field.choices else []
    if field.least is not None or field.most is not None:
        said.append(
            f"{'' if field.least is None else field.least} … {'' if field.most is None else field.most}".strip()
        )
    said += [f"a `{field.references}`"] if field.references else []
    said += [f"{field.default} where empty"] if field.default is not None else []
    said += [f"not before `{field.not_before}`"] if field.not_before else []
    said += [field.description.en] if field.description else []
    return "; ".join(said)


def documents() -> dict[Path, str]:
    """What each made document should say."""
    from openscorecard.formats.datasets.contracts import standard_datasets
    from openscorecard.formats.datasets.table_schema import table_schema

    datasets = standard_datasets()
    schemas = {
        FOLDER / f"{name}.json": json.dumps(table_schema(dataset), ensure_ascii=False, indent=2) + "\n"
        for name, dataset in datasets.items()
    }
    return {ROOT / "docs" / "datasets.md": markdown(list(datasets.values())), **schemas}


def main(arguments: list[str]) -> int:
    """Write, or say what is out of date."""
    made = documents()
    FOLDER.mkdir(exist_ok=True)
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if arguments == ["write"]:
            path.write_text(made[path], encoding="utf-8")
        print(f"{'written' if arguments == ['write'] else 'out of date'}: {path.relative_to(ROOT)}")
    extra = [path for path in FOLDER.glob("*.json") if path not in made]
    for path in extra:
        print(f"of no dataset: {path.relative_to(ROOT)}")
    return 1 if extra or (stale and arguments != ["write"]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
