"""Tables that several layouts share: a quantity by the cells of a dimension."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from openscorecard.domain.measures.figures import Observation
from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.web.initiatives.blocks import Block, bars, cell, heads, number
from openscorecard.web.initiatives.view import View, plain

MOST_BARS = 15


def by_dimension(view: View, dimension: str, ids: Sequence[str], title: str, drawn: str, words: str = "") -> Block:
    """Quantities by the cells of a dimension, the largest of `drawn` first; its bars frame the first of `ids`."""
    tables = {id_: view.split(id_, dimension) for id_ in ids}
    cells = sorted(
        {name for table in tables.values() for name in table}, key=lambda one: (-_of(tables[drawn], one), one)
    )
    frame = ids[0] if ids[0] != drawn else ""
    bars_drawn = [
        Bar(
            view.cell_name(drawn, dimension, one),
            float(_of(tables[drawn], one)),
            plain(_value(tables[drawn].get(one))),
            of=float(_of(tables[frame], one)) if frame else None,
        )
        for one in cells[:MOST_BARS]
    ]
    rows = tuple(
        (
            cell(view.cell_name(drawn, dimension, one)),
            *(number(plain(_value(tables[id_].get(one)) if one in tables[id_] else Fraction(0))) for id_ in ids),
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
    )


def _value(one: Observation | None) -> Fraction | None:
    return one.value if one is not None else None


def _of(table: object, name: str) -> Fraction:
    found = table.get(name) if hasattr(table, "get") else None
    return found.value if found is not None and found.value is not None else Fraction(0)
