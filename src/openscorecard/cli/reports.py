"""`openscorecard report`: a plan's paper of a period as a file, in the form that its ending names."""

from __future__ import annotations

from pathlib import Path

import click

from openscorecard.cli.plans import JSON, OUT, USER
from openscorecard.cli.speaking import answered, language, print_json, say
from openscorecard.cli.store import acting, now, open_store, source


@click.command(help=say("把計畫一期的報告文件寫成檔案（依副檔名）", "Write a paper of a plan to a file, by its ending"))
@click.argument("plan_id", metavar="PLAN")
@click.option("--period", required=True, metavar="PERIOD", help=say("例如 2025", "such as 2025"))
@click.option(
    "--paper",
    default="scorecard",
    show_default=True,
    metavar="PAPER",
    help=say("scorecard、monthly、review、council、annual 或 definitions",
             "scorecard, monthly, review, council, annual or definitions"),
)  # fmt: skip
@click.option("--to", "file", type=OUT, required=True, help="pdf odt ods docx pptx xlsx")
@click.option(
    "--language", "tongue", type=click.Choice(["zh-Hant", "en"]), help=say("文件語言", "the language of the paper")
)
@click.option("--as-of", default="", metavar="TIME", help=say("依當時所知，例如 2026-03-01", "as known at that time"))
@USER
@JSON
@answered
def report(
    plan_id: str, period: str, paper: str, file: Path, tongue: str | None, as_of: str, by: str, as_json: bool
) -> None:
    open_store()
    from openscorecard.actions.papers.making import Wanted, check_wanted, make_paper
    from openscorecard.cli.plan_files import replace_file
    from openscorecard.cli.progress import progress_bar
    from openscorecard.domain.measures.periods import parse_period
    from openscorecard.queries.scores.moments import parse_moment

    moment = now()
    form = file.suffix.lower().lstrip(".")
    known_at = parse_moment(as_of, moment) if as_of else None
    spoken = "en" if (tongue or language()) == "en" else "zh-Hant"
    wanted = Wanted(plan_id, parse_period(period), paper, form, spoken, known_at)  # type: ignore[arg-type]  # one of both
    check_wanted(wanted)
    with progress_bar() as progress:
        made = make_paper(wanted, by=acting(by), now=moment, source=source(), progress=progress)
    replace_file(file, made.content)
    if as_json:
        print_json({**wanted.to_data(), "file": str(file), "bytes": len(made.content)})
    else:
        click.echo(str(file))
