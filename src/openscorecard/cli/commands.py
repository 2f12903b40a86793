"""The root of the command line and its groups; each command's work stands in a file of its own."""

from __future__ import annotations

import click

from openscorecard import __version__
from openscorecard.cli.data import data
from openscorecard.cli.example import example
from openscorecard.cli.figures import measure, observe
from openscorecard.cli.initiatives import charters, initiatives
from openscorecard.cli.kinds import kinds
from openscorecard.cli.measures import measures
from openscorecard.cli.people import user
from openscorecard.cli.plans import plan
from openscorecard.cli.publishing import publish
from openscorecard.cli.reports import report
from openscorecard.cli.scores import score, targets
from openscorecard.cli.scoring import scoring
from openscorecard.cli.serving import run
from openscorecard.cli.site import site
from openscorecard.cli.sources import source
from openscorecard.cli.speaking import say
from openscorecard.cli.tags import tags
from openscorecard.cli.tokens import token
from openscorecard.cli.variation import limits, marks
from openscorecard.cli.work import tick


@click.group(
    help=say(
        "開放計分卡：讀入策略文件，檢查、繪圖、管理計分卡。",
        "OpenScorecard: reads a strategy document, checks it, draws its map, keeps its scorecard.",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__)
def openscorecard() -> None:
    pass


openscorecard.add_command(run)
openscorecard.add_command(user)
openscorecard.add_command(token)
openscorecard.add_command(plan)
openscorecard.add_command(data)
openscorecard.add_command(source)
openscorecard.add_command(measures)
openscorecard.add_command(measure)
openscorecard.add_command(observe)
openscorecard.add_command(initiatives)
openscorecard.add_command(charters)
openscorecard.add_command(kinds)
openscorecard.add_command(tags)
openscorecard.add_command(targets)
openscorecard.add_command(score)
openscorecard.add_command(scoring)
openscorecard.add_command(report)
openscorecard.add_command(limits)
openscorecard.add_command(marks)
openscorecard.add_command(publish)
openscorecard.add_command(site)
openscorecard.add_command(tick)
openscorecard.add_command(example)
