"""`openscorecard initiatives` and `openscorecard charters`: what action plans have done, what is declared of them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from openscorecard.cli.data import FILE, JSON, OUT, USER
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source, working
from openscorecard.domain.faults import Fault

PLAN = click.argument("plan", metavar="PLAN")
INITIATIVE = click.argument("initiative", metavar="INITIATIVE")


@click.command(help=say("行動方案的進度與貢獻，由資料列算出", "Progress and contribution of action plans, from rows"))
@PLAN
@click.option("--period", required=True, metavar="PERIOD", help=say("例如 2025", "such as 2025"))
@JSON
@answered
def initiatives(plan: str, period: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.initiative_answers import initiatives_shape
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.initiatives.contributions import contributions
    from openscorecard.queries.initiatives.known import initiative_homes
    from openscorecard.queries.initiatives.progress import standings
    from openscorecard.queries.plans import open_plan

    asked = parse_period(period)
    opened = open_plan(plan, SYSTEM).plan
    shape = initiatives_shape(opened, standings(opened, asked), contributions(opened, asked), initiative_homes())
    if as_json:
        print_json(shape)
        return
    heads = ("plan_id", "kind", "status", "stage", "planned", "actual", "spent", "unit_cost", "name")
    table([tuple(_cell(row[head]) for head in heads) for row in shape["plans"]], heads)
    click.echo()
    parts = ("kpi", "kind", "value", "denominator", "no_plan")
    rows = [(*(_cell(row[part]) for part in parts), _by_plan(row["by_plan"])) for row in shape["kpis"]]
    table(rows, (*parts, "by_plan"))


def _cell(value: object) -> str:
    text = "-" if value is None else str(value)
    whole, dot, decimals = text.partition(".")
    return f"{whole}{dot}{decimals[:4]}"


def _by_plan(rows: list[dict[str, str]]) -> str:
    words = {"removed": say("已移出計畫", "removed"), "elsewhere": say("屬其他計畫", "of another plan"),
             "unknown": say("無此方案", "no such plan")}  # fmt: skip
    said = ((row, f"（{words[row['gone']]}）" if "gone" in row else "") for row in rows)
    return " ".join(f"{row['plan_id']}{mark}={_cell(row['value'])}" for row, mark in said) or "-"


@click.group(help=say("行動方案的宣告：類型、里程碑、預算、風險等", "What is declared of action plans"))
def charters() -> None:
    pass


@charters.command(help=say("顯示一個行動方案的宣告", "Show what is declared of one action plan"))
@PLAN
@INITIATIVE
@JSON
@answered
def show(plan: str, initiative: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.charters import charter_or_fault
    from openscorecard.cli.initiative_answers import charter_shape
    from openscorecard.formats.initiatives.files import write_charters

    row = charter_or_fault(plan, initiative)
    if as_json:
        print_json(charter_shape(row))
    else:
        sys.stdout.write(write_charters(plan, (row.charter,)))


@charters.command(help=say("一個行動方案的各版宣告", "Every version of what is declared"))
@PLAN
@INITIATIVE
@JSON
@answered
def history(plan: str, initiative: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.initiative_answers import charter_shape
    from openscorecard.queries.initiatives.charters import charter_versions

    rows = [charter_shape(row) for row in charter_versions(plan, initiative)]
    if as_json:
        print_json(rows)
        return
    heads = ("version", "at", "by", "note")
    table([tuple(str(row[head]) for head in heads) for row in rows], heads)


@charters.command("import", help=say("存入一份宣告檔（YAML）", "Store the charters of a file (YAML)"))
@PLAN
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help=say("只檢查，不存檔", "only check, store nothing"))
@USER
@JSON
@answered
def import_(plan: str, file: Path, dry_run: bool, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.charters import declare_charters, read_for

    try:
        with working(f"讀取 {file.name}", f"Reading {file.name}"):
            found = read_for(plan, file.read_bytes(), acting(by))
            done = () if dry_run else declare_charters(plan, found, by=acting(by), now=now(), source=source())
    except Fault as fault:
        for wrong in fault.all():
            wrong.facts["file"] = str(file)
        raise
    versions = {row.charter.plan: row.version for row in done}
    rows = [{"plan_id": one.plan, "version": versions.get(one.plan), "changed": one.plan in versions} for one in found]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['plan_id']}  {row['version'] or '-'}  {say('已存入', 'stored') if row['changed'] else '-'}")


@charters.command(help=say("把所有宣告寫成一份檔案", "Write every charter to a file"))
@PLAN
@click.option("--to", "file", required=True, type=OUT, help=say("寫到此檔，- 為標準輸出", "the file, - for output"))
@JSON
@answered
def export(plan: str, file: Path, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.plan_files import write_out
    from openscorecard.formats.initiatives.files import write_charters
    from openscorecard.queries.initiatives.charters import charters as charters_of

    rows = charters_of(plan)
    text = write_charters(plan, tuple(row.charter for row in rows.values()))
    write_out(file, text, {"plan": plan, "charters": len(rows)}, as_json)


@charters.command(help=say("回到某一版", "Bring a version back"))
@PLAN
@INITIATIVE
@click.argument("version", type=int, metavar="VERSION")
@USER
@JSON
@answered
def restore(plan: str, initiative: str, version: int, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.charters import restore_charter
    from openscorecard.cli.initiative_answers import charter_shape

    row = restore_charter(plan, initiative, version, by=acting(by), now=now(), source=source())
    if as_json:
        print_json(charter_shape(row))
    else:
        click.echo(say(f"{initiative} 已回到第 {version} 版的內容，存為第 {row.version} 版。",
                       f"{initiative} is as in version {version} again, stored as version {row.version}."))  # fmt: skip
