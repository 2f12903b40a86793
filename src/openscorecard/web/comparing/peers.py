"""A KPI among institutions: what each published of the newest year, the best first."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.standing import PeerFigure, own_institution
from openscorecard.formats.example.figures import peer_indicators
from openscorecard.queries.peers import PeersOf
from openscorecard.web.comparing.compared import Compared, Row, Value
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period

_SUMS = 1000


def among_peers(found: PeersOf, measure: Measure, institution: str, language: str) -> Compared:
    """All institutions with what they published; no query."""
    own = own_institution(institution, sorted({one.institution for one in found.figures}))
    rows = sorted(found.figures, key=lambda one: _order(one, measure.better == "down"))
    known = peer_indicators()
    name = known[found.indicator].says(language)[0] if found.indicator in known else found.indicator
    year = write_period(Period("year", found.year), language)
    missing = sum(one.value is None for one in rows)
    words = ngettext(
        "{n} institution published no figure; that is not zero.",
        "{n} institutions published no figure; that is not zero.",
        missing,
    )
    return Compared(
        part="peers",
        title=gettext("{indicator}, {year}, by institution").format(indicator=name, year=year),
        first=gettext("Institution"),
        heads=(year,),
        rows=tuple(_row(one, own) for one in rows),
        unit="",
        language=language,
        notes=(
            gettext(
                "These are figures that institutions published themselves; the KPI above may be counted otherwise."
            ),
            *((words.format(n=missing),) if missing else ()),
        ),
        example=found.example,
        has_change=False,
    )


def _order(one: PeerFigure, rising: bool) -> tuple[bool, float, str]:
    number = float(one.value or 0)
    return one.value is None, number if rising else -number, one.institution


def _row(one: PeerFigure, own: str) -> Row:
    places = 2 if one.value is not None and abs(one.value) < _SUMS else 0
    value = Value(one.value, write_number(one.value, places) if one.value is not None else NO_VALUE)
    return Row(
        one.institution,
        (value if one.value is not None else Value(None, NO_VALUE, "no_data"),),
        note=one.source,
        own=one.institution == own,
    )
