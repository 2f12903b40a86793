"""`openscorecard kinds`: the kinds of action plans, and those of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from openscorecard.cli.data import FILE, JSON, OUT, USER
from openscorecard.cli.speaking import answered, language, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source, working
from openscorecard.domain.faults import Fault


@click.group(help=say("行動方案類型與自訂類型", "Kinds of action plans, and kinds of one's own"))
def kinds() -> None:
    pass


@kinds.command("list", help=say("列出類型", "List the kinds"))
@JSON
@answered
def list_(as_json: bool) -> None:
    open_store()
    from openscorecard.queries.initiatives.kinds import kinds as known
    from openscorecard.queries.initiatives.kinds import own_kinds

    own = {row.id: row.version for row in own_kinds() if not row.retired}
    rows = [
        {
            "kind": kind.id,
            "name": kind.name.says(language())[0],
            "layout": kind.layout,
            "ledgers": list(kind.ledgers),
            "stages": [stage.id for stage in kind.stages],
            "own": kind.id in own,
            "version": own.get(kind.id, kind.version),
        }
        for kind in known().values()
    ]
    if as_json:
        print_json(rows)
        return
    heads = ("kind", "layout", "own", "name")
    table([tuple(str(row[head]) for head in heads) for row in rows], heads)


@kinds.command(help=say("把一個類型寫成檔案", "Write a kind to a file"))
@click.argument("kind", metavar="KIND")
@click.option("--to", "file", required=True, type=OUT, help=say("寫到此檔，- 為標準輸出", "the file, - for output"))
@JSON
@answered
def export(kind: str, file: Path, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.kinds import kind_data
    from openscorecard.cli.plan_files import write_out
    from openscorecard.formats.initiatives.files import write_kinds

    text = write_kinds(kind_data(kind))
    write_out(file, text, {"kind": kind}, as_json)


@kinds.command("import", help=say("存入一份類型檔（YAML）", "Store the kinds of a file (YAML)"))
@click.argument("file", type=FILE)
@USER
@JSON
@answered
def import_(file: Path, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.kinds import define_kinds

    try:
        with working(f"讀取 {file.name}", f"Reading {file.name}"):
            found = define_kinds(file.read_bytes(), by=acting(by), now=now(), source=source())
    except Fault as fault:
        for wrong in fault.all():
            wrong.facts["file"] = str(file)
        raise
    rows = [{"kind": kind.id, "version": version, "changed": new} for kind, version, new in found]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['kind']}  {row['version']}  {say('已存入', 'stored') if row['changed'] else '-'}")


@kinds.command(help=say("停用一個自訂類型；版本保留", "Retire a kind of one's own; its versions stay"))
@click.argument("kind", metavar="KIND")
@USER
@JSON
@answered
def retire(kind: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.kinds import retire_kind

    row = retire_kind(kind, by=acting(by), now=now(), source=source())
    if as_json:
        print_json({"kind": row.id, "version": row.version, "retired": row.retired})
    else:
        click.echo(say(f"已停用 {row.id}；版本都保留。", f"{row.id} is retired; its versions stay."))
