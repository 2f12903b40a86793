"""`openscorecard measures`: list, show, import, export, retire."""

from __future__ import annotations

from pathlib import Path

import click

from openscorecard.cli.data import FILE, JSON, OUT, USER
from openscorecard.cli.speaking import answered, language, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source, working
from openscorecard.domain.faults import Fault


@click.group(help=say("衡量方式目錄與自訂衡量方式", "The catalogue of measures, and measures of one's own"))
def measures() -> None:
    pass


@measures.command("list", help=say("列出衡量方式", "List the measures"))
@JSON
@answered
def list_(as_json: bool) -> None:
    open_store()
    from openscorecard.cli.measure_answers import measure_shape
    from openscorecard.queries.measures import catalogue, own_measures

    own = own_measures()
    kept = {row.id for row in own}
    rows = [measure_shape(one, one.id in kept) for one in catalogue()]
    if as_json:
        print_json(rows)
        return
    heads = ("measure", "kind", "frequency", "own", "version", "name")
    table([tuple(_cell(row[head]) for head in heads) for row in rows], heads)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return say("是", "yes") if value else "-"
    return str(value)


@measures.command(help=say("以文字說明一個衡量方式", "Tell in words what a measure counts"))
@click.argument("measure", metavar="MEASURE")
@JSON
@answered
def show(measure: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.measure_answers import measure_details, measure_lines
    from openscorecard.queries.measures import measure_named, versions_of

    shape = measure_details(measure_named(measure), versions_of(measure))
    if as_json:
        print_json(shape)
        return
    for line in measure_lines(shape):
        click.echo(line)


@measures.command("import", help=say("存入一份衡量方式檔（YAML）", "Store the measures of a file (YAML)"))
@click.argument("file", type=FILE)
@USER
@JSON
@answered
def import_(file: Path, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.measures.defining import define_measures

    try:
        with working(f"讀取 {file.name}", f"Reading {file.name}"):
            found = define_measures(file.read_bytes(), by=acting(by), now=now(), source=source())
    except Fault as fault:
        for wrong in fault.all():
            wrong.facts["file"] = str(file)
        raise
    rows = [{"measure": one.measure.id, "version": one.version, "changed": one.changed} for one in found]
    if as_json:
        print_json(rows)
        return
    for one in found:
        state = say("已存入", "stored") if one.changed else say("未變", "unchanged")
        click.echo(f"{one.measure.id}  {one.version}  {state}  {one.measure.name.says(language())[0]}")


@measures.command(help=say("把一個衡量方式寫成檔案", "Write a measure to a file"))
@click.argument("measure", metavar="MEASURE")
@click.option("--to", "file", required=True, type=OUT, help=say("寫到此檔，- 為標準輸出", "the file, - for output"))
@JSON
@answered
def export(measure: str, file: Path, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.plan_files import write_out
    from openscorecard.formats.measures.files import write_measures
    from openscorecard.queries.measures import measure_data

    text = write_measures(measure_data(measure))
    write_out(file, text, {"measure": measure}, as_json)


@measures.command(help=say("停用一個自訂衡量方式；版本與數字保留", "Retire a measure of one's own; its versions stay"))
@click.argument("measure", metavar="MEASURE")
@USER
@JSON
@answered
def retire(measure: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.measures.defining import retire_measure

    row = retire_measure(measure, by=acting(by), now=now(), source=source())
    if as_json:
        print_json({"measure": row.id, "version": row.version, "retired": row.retired})
    else:
        click.echo(say(f"已停用 {row.id}；版本與已算出的數字都保留。", f"{row.id} is retired; its versions stay."))
