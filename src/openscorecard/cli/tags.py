"""`openscorecard tags`: which rows belong to which action plan, by rule and by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openscorecard.cli.data import FILE, JSON, USER
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source

if TYPE_CHECKING:
    from openscorecard.domain.measures.counting import Condition
    from openscorecard.domain.measures.tagging import Tag
    from openscorecard.queries.initiatives.tags import TagRow

DATASET = click.argument("dataset", metavar="DATASET")
INITIATIVE = click.argument("initiative", metavar="INITIATIVE")
TRY = click.option(
    "--dry-run", is_flag=True, help=say("只計算會歸入的列數，不存檔", "only count its rows, store nothing")
)
NOTE = click.option("--note", default="", help=say("說明", "why"))


@click.group(help=say("資料列屬於哪個行動方案", "Which rows belong to which action plan"))
def tags() -> None:
    pass


@tags.command("list", help=say("列出歸屬規則與其歷程", "List tags and their history"))
@click.argument("dataset", metavar="DATASET", default="")
@JSON
@answered
def list_(dataset: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.initiative_answers import tag_shape
    from openscorecard.queries.data import dataset_named
    from openscorecard.queries.initiatives.tags import tags as known

    if dataset:
        dataset_named(dataset)
    rows = [tag_shape(row) for row in known(dataset)]
    if as_json:
        print_json(rows)
        return
    heads = ("tag", "dataset", "plan_id", "by_hand", "where", "by", "ended_at")
    table([tuple(_cell(row[head]) for head in heads) for row in rows], heads)


def _cell(value: object) -> str:
    text = "-" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


@tags.command(
    help=say(
        "資料列依條件歸入行動方案，例如 --where 'source in student_card'",
        "Rows belong to an action plan by conditions, such as --where 'source in student_card'",
    )
)
@DATASET
@INITIATIVE
@click.option(
    "--where", "conditions", multiple=True, required=True, metavar="CONDITION",
    help=say("欄位 in|not_in|present|absent|since|until 值…", "FIELD in|not_in|present|absent|since|until VALUE…"),
)  # fmt: skip
@NOTE
@TRY
@USER
@JSON
@answered
def add(
    dataset: str, initiative: str, conditions: tuple[str, ...], note: str, dry_run: bool, by: str, as_json: bool
) -> None:
    open_store()
    from openscorecard.actions.initiatives.tagging import tag_rows
    from openscorecard.domain.measures.tagging import Tag

    tag = Tag(initiative, tuple((_condition(one, dataset),) for one in conditions))
    if dry_run:
        _counted(dataset, tag, as_json)
        return
    _told(tag_rows(dataset, tag, note=note, by=acting(by), now=now(), source=source()), as_json)


def _condition(text: str, dataset: str) -> Condition:
    from openscorecard.domain.measures.counting import Condition
    from openscorecard.domain.measures.tagging import UnfitTag

    field, _, rest = text.strip().partition(" ")
    op, *values = rest.split()
    if not op:
        raise UnfitTag(dataset=dataset, reason=f"{text} = ?")
    return Condition(field, op, tuple(values))  # type: ignore[arg-type]  # checked with the tag


@tags.command(help=say("逐列歸入行動方案；方案寫 - 表示不屬任何方案", "Give rows to a plan by hand; - is no plan"))
@DATASET
@INITIATIVE
@click.argument("keys", nargs=-1, metavar="KEY…")
@click.option("--file", "file", type=FILE, help=say("每行一個鍵值", "a file with one key a line"))
@NOTE
@TRY
@USER
@JSON
@answered
def hand(
    dataset: str,
    initiative: str,
    keys: tuple[str, ...],
    file: Path | None,
    note: str,
    dry_run: bool,
    by: str,
    as_json: bool,
) -> None:
    open_store()
    from openscorecard.actions.initiatives.tagging import tag_by_hand
    from openscorecard.domain.measures.tagging import by_keys
    from openscorecard.queries.data import dataset_named

    lines = file.read_text(encoding="utf-8-sig").splitlines() if file else []
    named = [*keys, *(line.strip() for line in lines if line.strip())]
    plan = "" if initiative == "-" else initiative
    if dry_run:
        _counted(dataset, by_keys(dataset_named(dataset), plan, named), as_json)
        return
    _told(tag_by_hand(dataset, named, plan, note=note, by=acting(by), now=now(), source=source()), as_json)


@tags.command(help=say("停止一條歸屬；歷程保留", "End a tag; its history stays"))
@click.argument("tag", type=int, metavar="TAG")
@USER
@JSON
@answered
def end(tag: int, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.tagging import untag_rows

    _told(untag_rows(tag, by=acting(by), now=now(), source=source()), as_json)


@tags.command(help=say("恢復一條已停止的歸屬", "Put an ended tag in force again"))
@click.argument("tag", type=int, metavar="TAG")
@USER
@JSON
@answered
def restore(tag: int, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.tagging import retag_rows

    _told(retag_rows(tag, by=acting(by), now=now(), source=source()), as_json)


def _counted(dataset: str, tag: Tag, as_json: bool) -> None:
    from openscorecard.cli.initiative_answers import caught_shape
    from openscorecard.queries.catching import caught

    shape = caught_shape(dataset, tag, caught(dataset, tag))
    if as_json:
        print_json(shape)
        return
    rows, changed = shape["rows"], shape["changed"]
    zh, en = (
        f"符合 {rows} 列，其中 {changed} 列會改歸；沒有存檔。",
        f"{rows} rows fit, the plan of {changed} would change",
    )
    if shape["hidden"]:
        zh, en = "符合的列不到五位讀者，不予計數；沒有存檔。", "fewer than five readers stand behind the rows that fit"
    click.echo(say(zh, f"{en}; nothing is stored"))


def _told(row: TagRow, as_json: bool) -> None:
    from openscorecard.cli.initiative_answers import tag_shape

    if as_json:
        print_json(tag_shape(row))
        return
    state = say("已停止", "ended") if row.ended_at else say("生效", "in force")
    click.echo(f"{row.id}  {row.dataset}  {row.tag.plan or '-'}  {state}")
    click.echo(say("請執行 openscorecard measure，讓數字跟上。", "Run openscorecard measure so that figures follow."))
