"""`openscorecard targets export`, `import`, `restore` and the example's layer: many targets at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openscorecard.cli.data import JSON, USER
from openscorecard.cli.speaking import answered, language, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source

if TYPE_CHECKING:
    from openscorecard.actions.scores.looking import Looked

PERIOD = click.option("--period", required=True, metavar="PERIOD", help=say("例如 2025", "such as 2025"))


@click.command("export", help=say("一期的目標寫成 ODS 或 XLSX", "The targets of a period as ODS or XLSX, to fill in"))
@click.argument("plan", metavar="PLAN")
@PERIOD
@click.option("--to", "to", required=True, metavar="FILE", help=say("寫到這個檔案", "the file to write"))
@JSON
@answered
def export(plan: str, period: str, to: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.reading import ending_of
    from openscorecard.cli.plan_files import replace_file
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.formats.scores.sheets import write_targets
    from openscorecard.queries.scores.sheets import sheet_of

    ending = ending_of(to)
    sheet = sheet_of(plan, parse_period(period), SYSTEM)
    replace_file(Path(to), write_targets(sheet, ending, language()))
    if as_json:
        print_json({"plan": plan, "period": period, "kpis": len(sheet.rows), "file": to})
    else:
        click.echo(say(f"已將 {len(sheet.rows)} 個 KPI 的目標寫到 {to}。",
                       f"The targets of {len(sheet.rows)} KPIs are written to {to}."))  # fmt: skip


@click.command(
    "import", help=say("讀入 ODS 或 XLSX 的目標，全部存檔或都不存", "Store the targets of a file, all or none")
)
@click.argument("plan", metavar="PLAN")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@PERIOD
@click.option("--dry-run", is_flag=True, help=say("只看會改變什麼", "only say what would change"))
@USER
@JSON
@answered
def import_(plan: str, file: str, period: str, dry_run: bool, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.looking import faults_of, look_at_targets
    from openscorecard.actions.scores.reading import askings_of
    from openscorecard.actions.scores.targets import set_targets
    from openscorecard.domain.faults import Fault, refuse
    from openscorecard.domain.measures.periods import parse_period

    at, reader = parse_period(period), acting(by)
    try:
        askings = askings_of(Path(file).read_bytes(), plan, at)
        looked = look_at_targets(plan, at, askings, reader)
        refuse(faults_of(looked))
        if not dry_run:
            set_targets(plan, at, askings, by=reader, now=now(), source=source())
    except Fault as fault:
        for one in fault.all():
            one.facts["file"] = file
        raise
    rows = [_shape(one) for one in looked]
    if as_json:
        print_json({"plan": plan, "period": period, "stored": not dry_run, "targets": rows})
        return
    table([tuple(str(row[head] or "-") for head in _HEADS) for row in rows if row["kind"] != "unchanged"], _HEADS)
    kinds = [row["kind"] for row in rows]
    changed, same = len(kinds) - kinds.count("unchanged"), kinds.count("unchanged")
    click.echo(say(f"{changed} 個目標有變動，{same} 個不變{'，未存檔' if dry_run else ''}。",
                   f"{changed} targets change, {same} do not{'; nothing was stored' if dry_run else ''}."))  # fmt: skip


_HEADS = ("kpi", "kind", "before", "after")


def _shape(one: Looked) -> dict[str, Any]:
    """One line of what a file would do: `kind` is new, revised, lowered, dropped or unchanged."""
    from openscorecard.domain.scores.targets import asked

    before = one.last.target if one.last else None
    after = one.wanted.stored.target if one.wanted and one.wanted.stored else None
    if one.kind == "unchanged":
        after = before
    return {
        "kpi": one.asking.kpi,
        "kind": one.kind,
        "before": asked(before) if before else None,
        "after": asked(after) if after else None,
    }


@click.command("restore", help=say("還原一個目標的舊版，成為新版", "Bring an earlier version back, as a new one"))
@click.argument("plan", metavar="PLAN")
@click.argument("kpi", metavar="KPI")
@click.argument("period", metavar="PERIOD")
@click.argument("version", metavar="VERSION", type=int)
@click.option("--reason", default="", metavar="TEXT", help=say("調降的原因", "why it is lowered"))
@click.option("--countermeasure", default="", metavar="TEXT", help=say("因應對策", "what is done about it"))
@USER
@JSON
@answered
def restore(
    plan: str, kpi: str, period: str, version: int, reason: str, countermeasure: str, by: str, as_json: bool
) -> None:
    open_store()
    from openscorecard.actions.scores.targets import restore_target
    from openscorecard.cli.score_answers import target_shape
    from openscorecard.domain.measures.periods import parse_period

    row = restore_target(
        plan,
        kpi,
        parse_period(period),
        version,
        reason=reason,
        countermeasure=countermeasure,
        by=acting(by),
        now=now(),
        source=source(),
    )
    if as_json:
        print_json(target_shape(kpi, row))
    else:
        click.echo(say(f"{kpi} 在 {row.period} 的第 {version} 版已還原為第 {row.version} 版。",
                       f"Version {version} of {kpi} in {row.period} is back as version {row.version}."))  # fmt: skip


@click.command("remove-example", help=say("移除示範目標；自訂的不動", "Remove the example's targets; your own stay"))
@USER
@JSON
@answered
def remove_example(by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.example import remove_example_targets

    _turned(remove_example_targets(by=acting(by), now=now(), source=source()), as_json, "已移除", "removed")


@click.command("restore-example", help=say("復原示範目標", "Bring the example's targets back"))
@USER
@JSON
@answered
def restore_example(by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.example import restore_example_targets

    _turned(restore_example_targets(by=acting(by), now=now(), source=source()), as_json, "已復原", "brought back")


def _turned(count: int, as_json: bool, zh: str, en: str) -> None:
    if as_json:
        print_json({"targets": count})
    else:
        click.echo(say(f"{zh} {count} 個示範目標。", f"{count} targets of the example are {en}."))
