"""Stages as bars with their table: how many reached each, what share of the first and of the one before."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openscorecard.domain.initiatives.progress import StageCount
from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.web.frame.said_in_words import STATUS_SAYS
from openscorecard.web.initiatives.blocks import Block, Cell, bars, cell, heads, number
from openscorecard.web.initiatives.view import View, percent, plain


def stage_name(view: View, id_: str) -> str:
    """What a stage is called; empty where there is none."""
    return next((one.name.says(view.language)[0] for one in view.kind.stages if one.id == id_), "")


def stages_block(view: View, title: str, words: tuple[str, ...] = ()) -> Block:
    """The stages of the plan in its period. One that cannot be told yet says why, and is not zero."""
    counts = view.progress.stages
    waiting = {one.id for one in view.kind.stages if view.waits(one.formula)}
    first = counts[0].count if counts else None
    drawn, rows = [], []
    for place, one in enumerate(counts):
        name = stage_name(view, one.id)
        before = counts[place - 1].count if place else None
        drawn.append(
            Bar(
                name,
                None if one.count is None else float(one.count),
                plain(one.count)
                if one.count is not None
                else _("not due yet")
                if one.id in waiting
                else _("not known"),
            )
        )
        rows.append(
            (
                cell(name),
                number(plain(one.count)),
                number(percent(one.count, before) if place else "—"),
                number(percent(one.count, first)),
                _remark(one, one.id in waiting),
            )
        )
    svg = bars("stages", title, view.language, drawn) if first is not None or any(one.count for one in counts) else ""
    columns = heads([_("Stage")], [_("Count"), _("Of the stage before"), _("Of the first stage")])
    return Block(
        "stages", title, (*columns, *heads([_("Remark")])), tuple(rows), words, svg, _("No stages are counted.")
    )


def _remark(one: StageCount, waiting: bool) -> Cell:
    if one.count is not None:
        return cell("")
    if waiting:
        return Cell(_("Not due yet: the days in which it may follow are not over"), status="not_due")
    return Cell(str(STATUS_SAYS.get(one.status, "")), status=one.status)
