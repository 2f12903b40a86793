"""`openscorecard limits` and `openscorecard marks`: what people know about the chart of a measure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, get_args

import click

from openscorecard.cli.data import JSON, USER
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source
from openscorecard.domain.scores.marks import Happening

MEASURE = click.argument("measure", metavar="MEASURE")
PERIOD = click.argument("period", metavar="PERIOD")
REASON = click.option("--reason", default="", metavar="TEXT", help=say("原因", "why"))
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(help=say("管制界限自某期起重新計算，附原因與沿革", "Limits of a chart calculated anew from a period on"))
def limits() -> None:
    pass


@limits.command(
    "list", help=say("一個衡量方式的重新計算，含已撤回的", "Recalculations of a measure, withdrawn ones too")
)
@MEASURE
@JSON
@answered
def list_limits(measure: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.variation_answers import recalculation_shape
    from openscorecard.queries.measures import measure_named
    from openscorecard.queries.scores.variation import recalculations

    rows = [recalculation_shape(row) for row in recalculations(measure_named(measure).id)]
    _listed(rows, ("period", "version", "withdrawn", "reason", "by", "at"), as_json=as_json)


@limits.command(help=say("自一期起重新計算，須有原因", "Calculate limits anew from a period on, for a reason"))
@MEASURE
@PERIOD
@click.option("--reason", required=True, metavar="TEXT", help=say("原因", "why"))
@USER
@JSON
@answered
def recalculate(measure: str, period: str, reason: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.limits import recalculate_limits
    from openscorecard.cli.variation_answers import recalculation_shape
    from openscorecard.domain.measures.periods import parse_period

    row = recalculate_limits(measure, parse_period(period), reason, by=acting(by), now=now(), source=source())
    words = say(
        f"{measure} 的界限已從 {period} 起重新計算。", f"Limits of {measure} are calculated anew from {period}."
    )
    _told(recalculation_shape(row), words, as_json=as_json)


@limits.command("withdraw", help=say("撤回一次重新計算，沿革保留", "Take a recalculation back; its history stays"))
@MEASURE
@PERIOD
@REASON
@USER
@JSON
@answered
def withdraw_limits(measure: str, period: str, reason: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.limits import withdraw_recalculation
    from openscorecard.cli.variation_answers import recalculation_shape
    from openscorecard.domain.measures.periods import parse_period

    row = withdraw_recalculation(measure, parse_period(period), reason, by=acting(by), now=now(), source=source())
    words = say(f"已撤回 {measure} 從 {period} 起的重新計算。", f"The recalculation from {period} is withdrawn.")
    _told(recalculation_shape(row), words, as_json=as_json)


@click.group(help=say("圖上的已知事件", "Known events on charts"))
def marks() -> None:
    pass


@marks.command("list", help=say("已知事件，含已撤回的", "Known events, withdrawn ones too"))
@click.option(
    "--measure", default="", metavar="MEASURE", help=say("只看影響此衡量方式的", "those that concern a measure")
)
@JSON
@answered
def list_marks(measure: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.variation_answers import mark_shape
    from openscorecard.queries.measures import measure_named
    from openscorecard.queries.scores.variation import all_marks, marks_on

    rows = [mark_shape(row) for row in (marks_on(measure_named(measure)) if measure else all_marks())]
    _listed(rows, ("mark", "kind", "since", "until", "about", "item", "text", "withdrawn"), as_json=as_json)


@marks.command(
    help=say(
        "登記一個已知事件；不指定對象即為全機關", "Enter a known event, of the whole institution unless told otherwise"
    )
)
@click.option("--kind", type=click.Choice(get_args(Happening)), required=True)
@click.option("--since", type=DAY, required=True, metavar="DAY", help=say("起日", "its first day"))
@click.option("--until", type=DAY, metavar="DAY", help=say("迄日，單日免填", "its last day, where it is not the same"))
@click.option("--zh", required=True, metavar="TEXT", help=say("中文說明", "in words, Chinese"))
@click.option("--en", default="", metavar="TEXT", help=say("英文說明", "in words, English"))
@click.option("--measure", default="", metavar="MEASURE", help=say("只影響此衡量方式", "a measure it concerns"))
@click.option("--dataset", default="", metavar="DATASET", help=say("影響此資料集", "a dataset it concerns"))
@USER
@JSON
@answered
def add(
    kind: Happening, since: datetime, until: datetime | None, zh: str, en: str, measure: str, dataset: str, by: str,
    as_json: bool,
) -> None:  # fmt: skip
    if measure and dataset:
        raise click.UsageError(say("--measure 與 --dataset 只能擇一", "give --measure or --dataset, not both"))
    open_store()
    from openscorecard.actions.scores.marks import About, add_mark
    from openscorecard.cli.variation_answers import mark_shape
    from openscorecard.domain.scores.marks import Mark
    from openscorecard.domain.text import Text

    about: About = "measure" if measure else "dataset" if dataset else "institution"
    mark = Mark(kind, since.date(), Text(zh, en), _day(until))
    row = add_mark(mark, about, measure or dataset, by=acting(by), now=now(), source=source())
    words = say(f"已登記已知事件 {row.number}。", f"Known event {row.number} is entered.")
    _told(mark_shape(row), words, as_json=as_json)


@marks.command(
    "withdraw", help=say("撤回一個已知事件，沿革保留", "Take a known event off the charts; its history stays")
)
@click.argument("mark", type=int, metavar="MARK")
@REASON
@USER
@JSON
@answered
def withdraw_event(mark: int, reason: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.scores.marks import withdraw_mark
    from openscorecard.cli.variation_answers import mark_shape

    row = withdraw_mark(mark, reason, by=acting(by), now=now(), source=source())
    words = say(f"已撤回已知事件 {mark}。", f"Known event {mark} is withdrawn.")
    _told(mark_shape(row), words, as_json=as_json)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _listed(rows: list[dict[str, Any]], heads: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
    else:
        table([tuple(_cell(row[head]) for head in heads) for row in rows], heads)


def _told(shape: dict[str, Any], words: str, *, as_json: bool) -> None:
    if as_json:
        print_json(shape)
    else:
        click.echo(words)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return say("是", "yes") if value else "-"
    return "-" if value in (None, "") else str(value)
