"""A funnel: each step with its rate; steps that cannot be told yet say so; by age and district."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openscorecard.web.initiatives.blocks import Block
from openscorecard.web.initiatives.layouts.stages import stages_block
from openscorecard.web.initiatives.layouts.tables import by_dimension
from openscorecard.web.initiatives.view import View, percent, plain


def sentences(view: View) -> tuple[str, ...]:
    """How many of those who may have a card were offered one and took it; what cannot be told yet."""
    counts = {one.id: one.count for one in view.progress.stages}
    said = []
    if view.value("planned") is not None:
        words = _("{period}: of {all} eligible, {some} took a card ({share}).")
        shown = {"all": plain(view.value("planned")), "some": plain(view.value("actual")), "period": view.when()}
        said.append(words.format(share=percent(view.value("actual"), view.value("planned")), **shown))
    offered = counts.get("offered")
    if offered:
        said.append(
            _("Of {n} who were reached, {share} took one.").format(
                n=plain(offered), share=percent(counts.get("card"), offered)
            )
        )
    due = {one.id for one in view.kind.stages if not view.waits(one.formula)}
    unknown = [one.id for one in view.progress.stages if one.count is None]
    if set(unknown) - due:
        said.append(_("Steps whose days have not passed yet are not due yet; that is not zero."))
    if set(unknown) & due:
        said.append(_("Steps whose rows are missing or lack readers are not known; that is not zero."))
    return tuple(said) or (_("No rows of this plan speak for {period}.").format(period=view.when()),)


def blocks(view: View) -> tuple[Block, ...]:
    """The steps, by age band and by district."""
    ids = [id_ for id_ in ("planned", "offered_people", "actual", "first_loans", "active_people") if view.has(id_)]
    found = [stages_block(view, _("From those eligible to those who use their card"))]
    for dimension, title in (("age_band", _("By age band")), ("district", _("By district"))):
        if dimension in view.splits:
            split = [id_ for id_ in ids if dimension in view.quantity(id_).by]
            if any(view.split(id_, dimension) for id_ in split):
                found.append(by_dimension(view, dimension, split, title, "actual" if "actual" in split else split[0]))
    return tuple(found)
