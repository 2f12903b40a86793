"""A pipeline of ideas: how many at each stage, time to review, what became of those put into practice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openscorecard.web.initiatives.blocks import Block, cell, heads, number
from openscorecard.web.initiatives.layouts.stages import stages_block
from openscorecard.web.initiatives.layouts.tables import by_dimension
from openscorecard.web.initiatives.view import View, day_in, plain, written_day


def sentences(view: View) -> tuple[str, ...]:
    """How many came in and were put into practice, and how long a review takes."""
    if view.value("planned") is None:
        return (_("No ideas of this plan are in the rows of {period}.").format(period=view.when()),)
    words = _("{period}: {new} ideas came in, {done} were put into practice.")
    said = [words.format(period=view.when(), new=plain(view.value("planned")), done=plain(view.value("actual")))]
    if view.has("review_time") and view.value("review_time") is not None:
        said.append(_("A review takes {days} on average.").format(days=view.said("review_time")))
    return tuple(said)


def blocks(view: View) -> tuple[Block, ...]:
    """Stages, units, and ideas put into practice with their benefit."""
    found = [stages_block(view, _("Ideas submitted in {period}, by stage").format(period=view.when()))]
    if any(view.split(id_, "unit") for id_ in ("planned", "actual")):
        words = _("A joint idea stands under each of its units.")
        found.append(by_dimension(view, "unit", ("planned", "actual"), _("By unit"), "planned", words))
    return (*found, _practice(view))


def _practice(view: View) -> Block:
    first = view.period.first_day
    rows = [
        row for row in view.rows("proposals") if (day := day_in(row["implemented_on"])) and first <= day <= view.day
    ]
    rows.sort(key=lambda row: row["implemented_on"], reverse=True)
    return Block(
        "practice",
        _("Put into practice in {period}").format(period=view.when()),
        (
            *heads([_("Idea"), _("Submitted"), _("Put into practice"), _("Units"), _("Benefit")]),
            *heads([], [_("Proposers")]),
        ),
        tuple(
            (
                cell(row["proposal_id"]),
                cell(written_day(row["submitted_on"], view.language)),
                cell(written_day(row["implemented_on"], view.language)),
                cell(row["org_units"] or "—"),
                cell(row["benefit"] or _("not given")),
                number(row["proposers"] or "—"),
            )
            for row in rows
        ),
        note=view.shortened("proposals"),
        empty=view.lists("proposals", _("No idea was put into practice in this period.")),
    )
