"""`openscorecard measure` and `openscorecard observe`: count the figures, and tell what they say."""

from __future__ import annotations

import click

from openscorecard.cli.progress import progress_bar
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, source

JSON = click.option("--json", "as_json", is_flag=True, help=say("只輸出一份 JSON", "print one JSON document only"))
USER = click.option("--user", "by", default="", help=say("以此帳號執行", "act as this account"))
GRAINS = ("month", "quarter", "half", "year", "ytd", "school_year")


@click.command(help=say("計算所有衡量方式的數字", "Count the figures of every measure"))
@click.option("--through", default="", metavar="MONTH", help=say("算到此月，例如 2025-12", "through this month"))
@click.option("--engine", type=click.Choice(["duckdb", "plain"]), default="duckdb", show_default=True)
@USER
@JSON
@answered
def measure(through: str, engine: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.initiatives.listing import list_ledgers
    from openscorecard.actions.measures.computing import compute_figures
    from openscorecard.domain.measures.periods import parse_period

    last = parse_period(through).months()[-1] if through else None
    list_ledgers(by=acting(by), now=now(), source=source())
    with progress_bar() as report:
        outcome = compute_figures(through=last, engine=engine, by=acting(by), now=now(), source=source(), report=report)
    shape = {
        "run": outcome.run.id if outcome.run else None,
        "engine": engine,
        "counted": outcome.counted,
        "changed": outcome.changed,
        "kept": outcome.kept,
    }
    if as_json:
        print_json(shape)
    elif outcome.run is None:
        click.echo(say("資料沒有變動，數字維持不變。", "No rows have changed; the figures are as they were."))
    else:
        click.echo(
            say(
                f"計算 {outcome.counted} 個數字，其中 {outcome.changed} 個新增或變動；{outcome.kept} 個不需重算。",
                f"{outcome.counted} figures counted, {outcome.changed} of them new or different; {outcome.kept} kept.",
            )
        )


@click.command(help=say("一個衡量方式的觀測值", "The observations of one measure"))
@click.argument("measure_id", metavar="MEASURE")
@click.option("--from", "start", required=True, metavar="PERIOD", help=say("起，例如 2025-01", "such as 2025-01"))
@click.option("--to", "end", required=True, metavar="PERIOD", help=say("迄，例如 2025-12", "such as 2025-12"))
@click.option("--grain", type=click.Choice(GRAINS), help=say("期間長短", "length of the periods"))
@click.option("--by", "dimension", default="", metavar="DIMENSION", help=say("依此細分，例如 branch", "drill down by"))
@click.option("--reading", default="", metavar="NAME", help=say("計法或對照數", "a reading or a companion"))
@JSON
@answered
def observe(
    measure_id: str, start: str, end: str, grain: str | None, dimension: str, reading: str, as_json: bool
) -> None:
    open_store()
    from openscorecard.cli.figure_answers import observe_lines, observe_shape
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.queries.observed import Asked, observed

    question = Asked(measure_id, parse_period(start), parse_period(end), grain or "", reading, dimension)
    shape = observe_shape(observed(question))
    if as_json:
        print_json(shape)
    else:
        table(*observe_lines(shape))
