"""Districts under the founding standard that a charter declares: branches needed, there, missing and too close."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openscorecard.domain.initiatives.founding import DistrictNeed, FoundingStandard, Place, districts_under
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.said_in_words import write_number
from openscorecard.web.initiatives.blocks import Block, Cell, cell, heads, number
from openscorecard.web.initiatives.view import View, plain


def standard_blocks(view: View) -> tuple[Block, ...]:
    """The section, where the charter declares a standard; none where it does not."""
    charter = view.standing.charter.charter if view.standing.charter else None
    return (_standard(view, charter.standard),) if charter and charter.standard else ()


def _standard(view: View, standard: FoundingStandard) -> Block:
    places = [
        Place(one.name or code, one.district, one.lat, one.lon)
        for code, one in view.branches.items()
        if one.type in {"main", "branch"} and one.open_on(view.day)
    ]
    needs = districts_under(standard, view.residents, places)
    columns = heads([_("District")], [_("Residents"), _("Needed"), _("There"), _("Missing")])
    apart = _("Nearer to one another than {apart} km").format(apart=_km(standard.apart))
    return Block(
        "standard",
        _("Districts under the founding standard"),
        (*columns, *heads([apart])),
        tuple(_row(one) for one in needs),
        _words(standard, needs),
        note=_version(view),
        empty=_("Rows tell neither residents nor branches of any district; import population and branches."),
    )


def _words(standard: FoundingStandard, needs: Sequence[DistrictNeed]) -> tuple[str, ...]:
    rule = _("One branch above {first} residents of a district, one more for every {each}, {apart} km apart.")
    said = [rule.format(first=_whole(standard.first), each=_whole(standard.each), apart=_km(standard.apart))]
    known = [one for one in needs if one.missing is not None]
    if known:
        missing = sum(one.missing or 0 for one in known)
        words = ngettext("{n} branch is missing in all.", "{n} branches are missing in all.", missing)
        said.append(words.format(n=_whole(missing)))
    if len(known) < len(needs):
        words = _("Of {n} districts the residents are not known, so what they need cannot be told.")
        said.append(words.format(n=len(needs) - len(known)))
    return tuple(said)


def _row(one: DistrictNeed) -> tuple[Cell, ...]:
    return (
        cell(one.district),
        number(plain(one.residents)),
        number("—" if one.needed is None else one.needed),
        number(one.there),
        number("—" if one.missing is None else one.missing),
        cell(_close(one)),
    )


def _close(one: DistrictNeed) -> str:
    """How many pairs stand too close, and the nearest of them."""
    if not one.close:
        return "—"
    first, other, metres = min(one.close, key=lambda pair: pair[2])
    words = ngettext(
        "{n} pair; nearest: {a} and {b}, {km} km", "{n} pairs; nearest: {a} and {b}, {km} km", len(one.close)
    )
    return words.format(n=len(one.close), a=first, b=other, km=plain(Fraction(metres, 1000)))


def _version(view: View) -> str:
    """Whose text it is: the version in force of the charter, else that nobody has declared it."""
    version = view.progress.version
    if version is None:
        return _(
            "The charter declares the numbers of this standard, but no version of its text; it is to be confirmed."
        )
    words = _("After “{version}”, in force since {day}.")
    return words.format(
        version=version.title.says(view.language)[0], day=write_day(version.in_force_from, view.language)
    )


def _km(value: Fraction) -> str:
    """As people write it: 1, 2.5, 1.25."""
    places = next((place for place in (0, 1) if (value * 10**place).denominator == 1), 2)
    return write_number(value, places)


def _whole(value: int) -> str:
    return plain(Fraction(value))
