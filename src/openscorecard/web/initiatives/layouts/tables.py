"""Tables that several layouts share: a quantity by the cells of a dimension."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.web.initiatives.blocks import Block, bars, cell, heads, number
from openscorecard.web.initiatives.view import View, plain

MOST_BARS = 15


def by_dimension(view: View, dimension: str, ids: Sequence[str], title: str, drawn: str, words: str = "") -> Block:
    """Quantities by the cells of a dimension, the largest of `drawn` first; its bars frame the first of `ids`."""
    tables = {id_: view.split(id_, dimension) for id_ in ids}
    cells = sorted(
        {name for table in tables.values() for name in table},
        key=lambda one: (-(_told(view, drawn, dimension, one) or Fraction(0)), one),
    )
    frame = ids[0] if ids[0] != drawn else ""
    bars_drawn = [
        Bar(
            view.cell_name(drawn, dimension, one),
            _drawn(_told(view, drawn, dimension, one)),
            plain(_told(view, drawn, dimension, one)),
            of=_drawn(_told(view, frame, dimension, one)) if frame else None,
        )
        for one in cells[:MOST_BARS]
    ]
    rows = tuple(
        (
            cell(view.cell_name(drawn, dimension, one)),
            *(number(plain(_told(view, id_, dimension, one))) for id_ in ids),
        )
        for one in cells
    )
    return Block(
        f"by-{dimension}",
        title,
        heads([_("Cell")], [view.title(id_) for id_ in ids]),
        rows,
        (words,) if words else (),
        bars(f"by-{dimension}", title, view.language, bars_drawn),
        _("Rows of this plan do not tell this, or there are none in this period."),
        _note(any(_told(view, id_, dimension, one) is None for one in cells for id_ in ids)),
    )


def _note(gaps: bool) -> str:
    return _("A dash is not zero: rows do not tell it yet, or too few readers stand behind it.") if gaps else ""


def _told(view: View, id_: str, dimension: str, cell: str) -> Fraction | None:
    """A cell's value; zero where rows speak for the period and have none of it, None where it is not told or hidden."""
    found = view.split(id_, dimension).get(cell)
    if found is not None:
        return found.value
    return Fraction(0) if view.speaks(id_, dimension) and not view.quantity(id_).formula.over else None


def _drawn(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
