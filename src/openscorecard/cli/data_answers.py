"""What the data commands answer, as JSON shapes and as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from openscorecard.cli.speaking import language, print_faults, say

if TYPE_CHECKING:
    from openscorecard.actions.data.importing import BatchInfo
    from openscorecard.actions.data.intake import SentFile
    from openscorecard.domain.measures.coverage import Coverage
    from openscorecard.engines.rows.dangling import Dangling
    from openscorecard.queries.data import BatchRow, DatasetRow

Shape = dict[str, Any]


def import_shape(info: BatchInfo, files: Sequence[SentFile]) -> Shape:
    """`data import`: the batch, what the files held, what was stored, and each rejected row with its place."""
    from openscorecard.engines.rows.dangling import PLANS
    from openscorecard.engines.rows.faults import UnknownActionPlan

    batch = info.batch
    return {
        "batch": batch.id,
        "dataset": batch.dataset,
        "mode": batch.mode,
        "changed": info.changed,
        "rows": batch.rows_read,
        "stored": batch.rows_stored,
        "rejected": [
            {
                "file": fault.facts.get("file", ""),
                "sheet": fault.sheet,
                "row": fault.row,
                "column": fault.column,
                "code": fault.code,
                "sentence": fault.sentence(language()),
            }
            for fault in info.rejected
        ],
        "skipped": sum(one.skipped for one in files),
        "covers": days(batch.covers),
        "remarks": [remark.says(language())[0] for one in files for remark in one.remarks],
        "overlaps": list(info.overlaps),
        "dangling": [
            {
                "field": one.field,
                "references": one.references,
                "code": UnknownActionPlan.code if one.dataset == PLANS else None,
                "values": [_dangling_value(one, place) for place in range(len(one.values))],
                "more": one.more,
            }
            for one in info.dangling
        ],
    }


def _dangling_value(one: Dangling, place: int) -> Shape:
    """A value, how many rows have it, and the first row of the file that does, where one is known."""
    value, rows = one.values[place]
    return {"value": value, "rows": rows, "first_row": one.first[place] or None if one.first else None}


def batch_shape(row: BatchRow) -> Shape:
    """One line of `data list`; `rows` were read, `stored` kept, `rejected` counts the others."""
    return {
        "batch": row.id,
        "dataset": row.dataset,
        "mode": row.mode,
        "state": row.state,
        "superseded_by": row.superseded_by or None,
        "rows": row.rows_read,
        "stored": row.rows_stored,
        "rejected": row.rows_rejected,
        "covers": days(row.covers),
        "files": [file["name"] for file in row.files],
        "example": row.example,
        "note": row.note,
        "by": row.by,
        "at": row.at.isoformat(timespec="seconds"),
    }


def status_shape(row: DatasetRow) -> Shape:
    """One line of `data status`; `rows` are those in force."""
    return {
        "dataset": row.dataset.name,
        "rows": row.rows,
        "batches": row.batches,
        "covers": [days(span) for span in row.covers],
        "fresh_as_of": row.fresh_as_of.isoformat() if row.fresh_as_of else None,
    }


def status_line(shape: Shape) -> tuple[str, ...]:
    """The same for a table."""
    covers, fresh = ", ".join(shape["covers"]) or "-", shape["fresh_as_of"] or "-"
    return (shape["dataset"], str(shape["rows"]), str(shape["batches"]), covers, fresh)


def days(covers: Coverage) -> str:
    """A span by its first and last day, as `--covers` takes it."""
    return f"{covers.first}..{covers.last}"


def print_remarks(files: Sequence[SentFile]) -> None:
    """What who sent the files says beside their rows, on standard error."""
    for one in files:
        for remark in one.remarks:
            click.echo(f"{one.name}: {remark.says(language())[0]}", err=True)


def print_import(shape: Shape, info: BatchInfo) -> None:
    """What became of an import; rejected rows on standard error."""
    short = shape["batch"][:12]
    if not shape["changed"]:
        click.echo(say(f"內容相同，未變更：批次 {short}", f"unchanged: the same rows are stored as batch {short}"))
    else:
        click.echo(
            say(
                f"批次 {short}：讀到 {shape['rows']} 列，存入 {shape['stored']} 列，涵蓋 {shape['covers']}",
                f"batch {short}: {shape['rows']} rows read, {shape['stored']} stored, covers {shape['covers']}",
            )
        )
    if shape["skipped"]:
        click.echo(say(f"略過 {shape['skipped']} 列空白、小計或註記",
                       f"{shape['skipped']} blank rows, totals or notes left out"))  # fmt: skip
    if left := shape["rows"] - shape["stored"]:
        click.echo(say(f"有錯未存 {left} 列：", f"{left} rows rejected:"))
        for fault in info.rejected:
            print_faults(fault, "-")
    for other in info.overlaps:
        click.echo(say(f"注意：與批次 {other[:12]} 的期間重疊，兩者的數字會相加",
                       f"note: batch {other[:12]} covers some of the same days; both count"))  # fmt: skip
    print_dangling(info)


def print_dangling(info: BatchInfo) -> None:
    """A note for each field whose rows refer to what no dataset has."""
    from openscorecard.actions.data.telling import told
    from openscorecard.queries.data import dataset_named

    dataset = dataset_named(info.batch.dataset)
    for one in info.dangling:
        words = told(dataset, one)
        click.echo(say(f"注意：{words['zh']}", f"note: {words['en']}"))
