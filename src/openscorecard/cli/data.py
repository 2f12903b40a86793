"""`openscorecard data`: import, list, status, withdraw, restore, verify, sync, template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source, working

if TYPE_CHECKING:
    from openscorecard.engines.rows.manifest import Mode

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help=say("只輸出一份 JSON", "print one JSON document only"))
USER = click.option("--user", "by", default="", help=say("以此帳號執行", "act as this account"))


@click.group(help=say("資料集與批次", "Datasets and their batches"))
def data() -> None:
    pass


@data.command(
    "import",
    help=say("匯入 CSV、XLSX、ODS 的資料列，或 COUNTER 報表", "Import rows from CSV, XLSX or ODS, or COUNTER reports"),
)
@click.argument("dataset")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--mode",
    type=click.Choice(["append", "replace", "correct", "update"]),
    default=None,
    help=say(
        "附加、取代一段期間、依鍵值更正、更新；預設附加，COUNTER 報表則更新",
        "add rows, replace a period, correct rows by key, or correct and add; adds by default, COUNTER reports update",
    ),
)
@click.option(
    "--covers", default="", metavar="FROM..TO", help=say("涵蓋期間，例如 2025-01..2025-03", "the period covered")
)
@click.option("--keep-good", is_flag=True, help=say("略過有錯的列，存入其餘", "leave faulty rows out, store the rest"))
@click.option("--map", "map_file", type=FILE, help=say("欄位對應檔（YAML 或 JSON）", "what columns mean, YAML or JSON"))
@USER
@JSON
@answered
def import_(
    dataset: str,
    files: tuple[Path, ...],
    mode: Mode | None,
    covers: str,
    keep_good: bool,
    map_file: Path | None,
    by: str,
    as_json: bool,
) -> None:
    open_store()
    from openscorecard.actions.data.counter import terms
    from openscorecard.actions.data.importing import import_batch
    from openscorecard.cli.data_answers import import_shape, print_import, print_remarks
    from openscorecard.cli.data_files import named_by_path, read_mapping, reading_files
    from openscorecard.domain.measures.coverage import parse_coverage
    from openscorecard.queries.data import dataset_named

    contract = dataset_named(dataset)
    span = parse_coverage(covers) if covers else None
    mapping = read_mapping(map_file) if map_file else None
    with named_by_path(files), reading_files(contract, files, mapping, keep_good) as sent:
        print_remarks(sent)
        how = terms(sent, mode, span)
        with working("存入", "Storing"):
            info = import_batch(
                contract, sent, mode=how.mode, covers=how.covers, whole_of=how.whole_of, note=how.note,
                keep_good=keep_good, by=acting(by), now=now(), source=source(),
            )  # fmt: skip
        shape = import_shape(info, sent)
    if as_json:
        print_json(shape)
    else:
        print_import(shape, info)


@data.command("list", help=say("列出批次，新的在前", "List the batches, newest first"))
@click.argument("dataset", required=False, default="")
@JSON
@answered
def list_(dataset: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.data_answers import batch_shape
    from openscorecard.queries.data import batches, dataset_named

    rows = [batch_shape(row) for row in batches(dataset_named(dataset).name if dataset else "")]
    if as_json:
        print_json(rows)
    elif rows:
        heads = ("batch", "dataset", "mode", "state", "rows", "stored", "rejected", "covers", "by", "at")
        table([tuple(str(row[head])[: 12 if head == "batch" else None] for head in heads) for row in rows], heads)
    else:
        click.echo(
            say(
                "還沒有批次；用 openscorecard data import 資料集 檔案 匯入。",
                "No batch yet; import one with: openscorecard data import DATASET FILE",
            )
        )


@data.command(help=say("各資料集的資料列、涵蓋期間與新舊", "Rows, coverage and freshness of every dataset"))
@JSON
@answered
def status(as_json: bool) -> None:
    open_store()
    from openscorecard.cli.data_answers import status_line, status_shape
    from openscorecard.queries.data import datasets

    rows = [status_shape(row) for row in datasets()]
    if as_json:
        print_json(rows)
        return
    heads = ("dataset", "rows", "batches", "covers", "fresh_as_of")
    table([status_line(row) for row in rows], heads)


@data.command(help=say("撤回一個批次；可再復原", "Withdraw a batch; it can be restored"))
@click.argument("batch")
@USER
@JSON
@answered
def withdraw(batch: str, by: str, as_json: bool) -> None:
    _turn(batch, by, as_json, visible=False)


@data.command(help=say("復原撤回的批次", "Bring a withdrawn batch back"))
@click.argument("batch")
@USER
@JSON
@answered
def restore(batch: str, by: str, as_json: bool) -> None:
    _turn(batch, by, as_json, visible=True)


def _turn(batch: str, by: str, as_json: bool, *, visible: bool) -> None:
    open_store()
    from openscorecard.actions.data.withdrawing import restore_batch, withdraw_batch
    from openscorecard.cli.data_answers import batch_shape

    row = (restore_batch if visible else withdraw_batch)(batch, by=acting(by), now=now(), source=source())
    if as_json:
        print_json(batch_shape(row))
    elif visible:
        click.echo(say(f"已復原批次 {row.id[:12]}（{row.dataset}）", f"Batch {row.id[:12]} of {row.dataset} is back"))
    else:
        click.echo(say(f"已撤回批次 {row.id[:12]}（{row.dataset}）",
                       f"Batch {row.id[:12]} of {row.dataset} is withdrawn"))  # fmt: skip


@data.command(help=say("核對所有資料檔的檢查碼", "Check every row file against its checksum"))
@JSON
@answered
def verify(as_json: bool) -> None:
    open_store()
    from openscorecard.cli.progress import progress_bar
    from openscorecard.cli.speaking import INPUT_WRONG, print_faults
    from openscorecard.queries.data import row_files
    from openscorecard.queries.row_checks import check_rows

    with progress_bar() as progress:
        damaged = check_rows(progress)
    shape = {"files": len(row_files()), "whole": not damaged, "damaged": [fault.facts["item"] for fault in damaged]}
    if as_json:
        print_json(shape)
    elif not damaged:
        click.echo(say(f"{shape['files']} 個資料檔都完好", f"{shape['files']} row files are whole"))
    for fault in damaged:
        print_faults(fault, fault.facts["item"])
    if damaged:
        raise click.exceptions.Exit(INPUT_WRONG)


@data.command(help=say("讀取來源的新資料列", "Bring in what is new in a source"))
@click.argument("source_id", metavar="SOURCE")
@USER
@JSON
@answered
def sync(source_id: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.sources.sync import sync_source
    from openscorecard.cli.progress import progress_bar
    from openscorecard.cli.source_answers import print_run, run_shape

    with progress_bar() as report:
        row = sync_source(source_id, by=acting(by), now=now(), source=source(), report=report)
    if as_json:
        print_json(run_shape(row))
    else:
        print_run(row)


@data.command(help=say("寫出資料集的空白範本（csv、xlsx、ods）", "Write an empty file of a dataset (csv, xlsx, ods)"))
@click.argument("dataset")
@click.option("--to", "file", type=OUT, required=True)
@answered
def template(dataset: str, file: Path) -> None:
    from openscorecard.cli.data_files import TEMPLATES, write_template

    if file.suffix.lower() not in TEMPLATES:
        raise click.UsageError(say("--to 要以 .csv、.xlsx 或 .ods 結尾", "--to must end with .csv, .xlsx or .ods"))
    open_store()
    from openscorecard.queries.data import dataset_named

    write_template(dataset_named(dataset), file)
    click.echo(say(f"已寫出 {file}", f"{file} is written"))
