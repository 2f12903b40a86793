"""`openscorecard example`: load and remove the example's rows."""

from __future__ import annotations

import click

from openscorecard.cli.progress import progress_bar
from openscorecard.cli.speaking import answered, print_json, say
from openscorecard.cli.store import acting, now, open_store, source

JSON = click.option("--json", "as_json", is_flag=True, help=say("只輸出一份 JSON", "print one JSON document only"))
USER = click.option("--user", "by", default="", help=say("以此帳號執行", "act as this account"))


def usual_scale() -> str:
    """The scale of the example's rows where nobody names one: that of the environment, else the whole."""
    from django.conf import settings

    return str(settings.EXAMPLE_SCALE)


@click.group(help=say("示範資料列", "The example's rows"))
def example() -> None:
    pass


@example.command(
    help=say("載入示範計畫與資料列，或接續、復原", "Load the example's plans and rows, go on, or bring back")
)
@click.option("--scale", default="", metavar="1/10", help=say("規模：1 為全部", "how much of it; 1 is the whole"))
@USER
@JSON
@answered
def load(scale: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.example_layer import restore_example_rows
    from openscorecard.actions.example_rows import load_example_rows, recipe_of, scale_of
    from openscorecard.actions.initiatives.example import restore_example_charters
    from openscorecard.actions.scores.example import restore_example_targets
    from openscorecard.queries.example import example_rows

    wanted = scale_of(scale or usual_scale())
    load_plans(by)
    there = example_rows()
    if there.state == "removed" and there.recipe == recipe_of(wanted).name:
        turned = restore_example_rows(by=acting(by), now=now(), source=source())
        shape = {"scale": str(wanted), "batches": turned.batches, "rows": turned.rows}
    else:
        shape = {"scale": str(wanted), "batches": 0, "rows": 0}
    restore_example_charters(by=acting(by), now=now(), source=source())
    restore_example_targets(by=acting(by), now=now(), source=source())
    with progress_bar() as progress:
        more = load_example_rows({"scale": str(wanted)}, progress, by=acting(by), now=now(), source=source())
    shape = {**shape, "batches": shape["batches"] + more["batches"], "rows": shape["rows"] + more["rows"]}
    if as_json:
        print_json(shape)
    else:
        click.echo(say(f"已載入 {shape['batches']} 批、{shape['rows']:,} 列（規模 {wanted}）",
                       f"{shape['batches']} batches, {shape['rows']:,} rows are loaded (scale {wanted})"))  # fmt: skip


@example.command(
    help=say("一次移除全部示範資料列；可再載入", "Remove all the example's rows at once; load brings them back")
)
@USER
@JSON
@answered
def remove(by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.whole_example import remove_example

    turned = remove_example(by=acting(by), now=now(), source=source())
    if as_json:
        print_json({"batches": turned.batches, "rows": turned.rows})
    else:
        click.echo(say(f"已移除 {turned.batches} 批、{turned.rows:,} 列",
                       f"{turned.batches} batches, {turned.rows:,} rows are removed"))  # fmt: skip


def load_plans(by: str = "") -> None:
    """Load the example's institutions and plans where they are missing."""
    from openscorecard.actions.example import load_example
    from openscorecard.actions.initiatives.example import load_example_charters
    from openscorecard.actions.scores.example import load_example_targets
    from openscorecard.formats.example import (
        example_charters,
        example_institutions,
        example_plans,
        example_targets,
    )

    load_example(example_plans(), example_institutions(), by=acting(by), now=now(), source=source())
    strategy, charters = example_charters()
    load_example_charters(strategy, charters, by=acting(by), now=now(), source=source())
    load_example_targets(*example_targets(), by=acting(by), now=now(), source=source())


def ask_for_rows() -> None:
    """Let the worker load what is missing of the example's rows."""
    from openscorecard.actions.example_rows import ask_for_example_rows

    ask_for_example_rows(usual_scale(), by=acting(""), now=now(), source=source())
