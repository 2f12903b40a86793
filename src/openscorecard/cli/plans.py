"""`openscorecard plan`: import, list, show, check, diff, export, draw, publish."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from openscorecard.cli.plan_files import chosen, export_bytes, read_files
from openscorecard.cli.speaking import answered, language, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help=say("只輸出一份 JSON", "print one JSON document only"))
USER = click.option("--user", "by", default="", help=say("以此帳號執行", "act as this account"))


@click.group(help=say("策略地圖與計分卡", "Strategy maps and scorecards"))
def plan() -> None:
    pass


@plan.command("import", help=say("讀入策略地圖文件或計畫檔", "Read strategy-map documents or plan files"))
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--as", "ids", default="", help=say("依文件順序指定識別碼，以逗號分隔", "ids in the document's order, by commas")
)
@click.option("--dry-run", is_flag=True, help=say("只讀不存", "read and say, store nothing"))
@click.option("--replace-draft", is_flag=True, help=say("取代尚未發布的草稿", "replace an open draft"))
@click.option("--publish", is_flag=True, help=say("存入後立即發布", "publish what was stored at once"))
@USER
@JSON
@answered
def import_(
    files: tuple[Path, ...], ids: str, dry_run: bool, replace_draft: bool, publish: bool, by: str, as_json: bool
) -> None:
    open_store()
    from openscorecard.actions.editions import publish_edition
    from openscorecard.actions.importing import import_document
    from openscorecard.cli.plan_answers import import_shape, print_import, print_stored

    reading = read_files(files, [id_.strip() for id_ in ids.split(",") if id_.strip()])
    shape = import_shape(reading, acting(by))
    if not as_json:
        print_import(shape, dry_run)
    if not dry_run:
        who, at = acting(by), now()
        for stored in import_document(reading, replace_draft=replace_draft, by=who, now=at, source=source()):
            if publish and stored.state == "draft":
                stored = publish_edition(  # noqa: PLW2901  # the same edition, published
                    stored.plan, expected_revision=stored.revision, by=who, now=at, source=source()
                )
            if not as_json:
                print_stored(stored)
    if as_json:
        print_json(shape)


@plan.command("list", help=say("列出計畫", "List the plans"))
@JSON
@answered
def list_(as_json: bool) -> None:
    open_store()
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.plans import list_plans

    rows: list[dict[str, Any]] = [
        {
            "plan": row.id,
            "name": row.name.zh,
            **({"name_en": row.name.en} if row.name.en else {}),
            "edition": row.edition.number,
            "state": row.edition.state,
            "objectives": row.edition.objectives,
            "kpis": row.edition.kpis,
        }
        for row in list_plans(SYSTEM)
    ]
    if as_json:
        print_json(rows)
    elif rows:
        heads = ("plan", "name", "edition", "state", "objectives", "kpis")
        table([tuple(str(row[head]) for head in heads) for row in rows], heads)
    else:
        click.echo(
            say(
                "還沒有計畫；用 openscorecard plan import 檔案 讀入。",
                "No plan yet; read one with: openscorecard plan import FILE",
            )
        )


@plan.command(help=say("顯示計畫，或其中一個代碼", "Show a plan, or one code of it"))
@click.argument("plan_id", metavar="PLAN")
@click.argument("code", required=False)
@JSON
@answered
def show(plan_id: str, code: str | None, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.plan_answers import print_plan
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.domain.strategy.faults import UnknownItem
    from openscorecard.queries.cascade import cascade_of
    from openscorecard.queries.shapes import item_shape, plan_shape

    view = cascade_of(plan_id, SYSTEM)
    parent = view.parent.plan if view.parent else None
    shape = item_shape(view.plan.plan, code) if code else plan_shape(view.plan.plan, parent)
    if shape is None:
        raise UnknownItem(item=code)
    if as_json:
        print_json(shape)
    else:
        print_plan(shape)


@plan.command(help=say("檢查計畫是否健全", "Check a plan's soundness"))
@click.argument("plan_id", metavar="PLAN")
@click.option("--period", default="", metavar="PERIOD", help=say("也查該期目標與數值", "also targets and figures"))
@JSON
@answered
def check(plan_id: str, period: str, as_json: bool) -> None:
    open_store()
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.checks import findings_of
    from openscorecard.queries.shapes import findings_shape

    findings = findings_of(plan_id, SYSTEM)
    if period:
        from openscorecard.domain.measures.periods import parse_period
        from openscorecard.queries.scores.soundness import figure_findings

        findings += figure_findings(plan_id, parse_period(period), SYSTEM, now())
    if as_json:
        print_json(findings_shape(findings, language()))
        return
    for item in findings:
        click.echo(f"{'!' if item.weight == 'warning' else '·'} {item.code} [{item.where}] {item.sentence(language())}")
    click.echo(say(f"共 {len(findings)} 項", f"{len(findings)} findings"))


@plan.command(help=say("比較計畫與檔案", "Compare a plan with a file"))
@click.argument("plan_id", metavar="PLAN")
@click.argument("file", type=FILE)
@JSON
@answered
def diff(plan_id: str, file: Path, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.plan_answers import changes_shape, print_changes
    from openscorecard.cli.plan_files import same_plan
    from openscorecard.domain.strategy.differences import differences
    from openscorecard.domain.strategy.matching import carry_ids

    stored = chosen(plan_id)
    found = differences(stored, carry_ids(same_plan(stored, read_files([file], [])), stored))
    if as_json:
        print_json({"equal": not found, "changes": changes_shape(found)})
    else:
        print_changes(found)


@plan.command(help=say("匯出計畫（依副檔名）", "Write a plan to a file, by its ending"))
@click.argument("plan_id", metavar="PLAN")
@click.option("--to", "file", type=OUT, required=True)
@click.option(
    "--lang", type=click.Choice(["zh-Hant", "en"]), default="zh-Hant", help=say("地圖語言", "language of a map")
)
@answered
def export(plan_id: str, file: Path, lang: str) -> None:
    open_store()
    export_bytes(plan_id, file, lang, "light")


@plan.command(help=say("畫策略地圖（svg 或 png）", "Draw the strategy map (svg or png)"))
@click.argument("plan_id", metavar="PLAN")
@click.option("--to", "file", type=OUT, required=True)
@click.option("--lang", type=click.Choice(["zh-Hant", "en"]), default="zh-Hant")
@click.option("--scheme", type=click.Choice(["light", "dark"]), default="light")
@answered
def draw(plan_id: str, file: Path, lang: str, scheme: str) -> None:
    if file.suffix.lower() not in {".svg", ".png"}:
        raise click.UsageError(say("--to 要以 .svg 或 .png 結尾", "--to must end with .svg or .png"))
    open_store()
    export_bytes(plan_id, file, lang, scheme)


@plan.command(help=say("發布草稿", "Publish a plan's draft"))
@click.argument("plan_id", metavar="PLAN")
@USER
@answered
def publish(plan_id: str, by: str) -> None:
    open_store()
    from openscorecard.actions.editions import publish_edition
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.plans import open_plan

    opened = open_plan(plan_id, SYSTEM)
    done = publish_edition(plan_id, expected_revision=opened.revision, by=acting(by), now=now(), source=source())
    click.echo(say(f"已發布 {plan_id} 第 {done.edition} 版", f"Edition {done.edition} of {plan_id} is published"))
