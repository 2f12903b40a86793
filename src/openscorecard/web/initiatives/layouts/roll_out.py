"""A roll-out: sites by stage on a board and a map, use and cost of each, idle alarm, districts under the standard."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openscorecard.domain.initiatives.founding import FoundingStandard, Place, districts_under
from openscorecard.drawing.initiatives.tiles import Tile, TileMap, draw_tiles
from openscorecard.drawing.palette import WEB
from openscorecard.web.initiatives.blocks import Block, Cell, cell, heads, number
from openscorecard.web.initiatives.layouts.stages import stages_block
from openscorecard.web.initiatives.view import Row, View, amount, day_in, percent, plain, share, written_day

QUIET = 3
"""Months without use after which an open site counts as idle."""


def sentences(view: View) -> tuple[str, ...]:
    """How many sites are open of those on the board; uptime, idle sites, days per procedure where rows tell them."""
    said = []
    if view.value("planned") is not None:
        words = _("By the end of {period} {open} of {all} sites are open ({share}).")
        shown = {"open": plain(view.value("actual")), "all": plain(view.value("planned")), "period": view.when()}
        said.append(words.format(share=percent(view.value("actual"), view.value("planned")), **shown))
    for id_, words in (
        ("unit_cost", _("A site cost {value} to build.")),
        ("uptime", _("Its machines were up {value} of the time.")),
        ("procedure_days", _("A procedure takes {value}.")),
    ):
        if view.has(id_) and view.value(id_) is not None:
            said.append(words.format(value=view.said(id_)))
    idle = sum(one.status == "behind" for row in _points(view).rows for one in row)
    if idle:
        said.append(ngettext("{n} point is idle.", "{n} points are idle.", idle).format(n=idle))
    return tuple(said) or (_("No sites of this plan are on the board yet."),)


def blocks(view: View) -> tuple[Block, ...]:
    """The map, the board, the points with their use, and districts under the standard where branches are known."""
    found = [_map(view), stages_block(view, _("Sites by stage reached so far")), _board(view)]
    if view.rows("service_points"):
        found.append(_points(view))
    if view.residents:
        found.append(_standard(view))
    return tuple(found)


def _sites(view: View) -> dict[str, dict[str, Row]]:
    """The stages each site has reached by the period's end."""
    found: dict[str, dict[str, Row]] = {}
    for row in view.rows("sites"):
        day = day_in(row["reached_on"])
        if day and day <= view.day:
            found.setdefault(row["site"], {})[row["stage"]] = row
    return found


def _stages(view: View) -> list[str]:
    """The stages in the order in which sites reach them."""
    firsts: dict[str, list[str]] = {}
    for row in view.rows("sites"):
        if row["reached_on"]:
            firsts.setdefault(row["stage"], []).append(row["reached_on"])
    known = [value for stage in view.kind.stages for term in stage.formula.of for one in term.counting.conditions()
             if one.field == "stage" for value in one.values]  # fmt: skip
    return sorted(firsts, key=lambda one: (known.index(one) if one in known else len(known), sorted(firsts[one])[0]))


def _district(stages: Mapping[str, Row]) -> str:
    return next((row["district"] for row in stages.values() if row["district"]), "")


def _map(view: View) -> Block:
    stages = _stages(view)
    last = stages[-1] if stages else ""
    by_district: dict[str, list[Mapping[str, Row]]] = {}
    for reached in _sites(view).values():
        by_district.setdefault(_district(reached) or _("No district"), []).append(reached)
    counted = {name: (sum(last in one for one in sites), len(sites)) for name, sites in sorted(by_district.items())}
    title = _("Sites open by district, {period}").format(period=view.when())
    tiles = tuple(
        Tile(name, (_("{open} of {all} open").format(open=done, all=whole), ""), share(Fraction(done), Fraction(whole)))
        for name, (done, whole) in counted.items()
    )
    svg = SafeString(draw_tiles(TileMap(title, view.language, tiles), WEB)) if tiles else ""
    rows = tuple(
        (cell(name), number(done), number(whole), number(percent(Fraction(done), Fraction(whole))))
        for name, (done, whole) in counted.items()
    )
    columns = heads([_("District")], [_("Open"), _("On the board"), _("Share")])
    note = _("Tiles lie as districts lie to one another; they are no boundaries.")
    return Block("map", title, columns, rows, svg=svg, note=note, empty=_("No sites yet; import the roll-out board."))


def _board(view: View) -> Block:
    stages, sites = _stages(view), _sites(view)
    rows = []
    for name, reached in sorted(sites.items(), key=lambda item: (-len(item[1]), item[0])):
        cost = sum((amount(row["cost"]) or Fraction(0) for row in reached.values()), Fraction(0))
        days = [
            cell(written_day(reached[one]["reached_on"], view.language) if one in reached else "—") for one in stages
        ]
        rows.append((cell(name), cell(_district(reached) or "—"), *days, number(plain(cost) if cost else "—")))
    columns = (*heads([_("Site"), _("District"), *stages]), *heads([], [_("Cost, NT$")]))
    return Block("board", _("Board of sites and stages"), columns, tuple(rows), empty=_("No sites yet."))


def _points(view: View) -> Block:
    used = (
        {name: one.value for name, one in view.split("transactions", "branch").items()}
        if view.has("transactions")
        else {}
    )
    lately = _lately(view)
    rows = []
    for row in view.rows("service_points"):
        opened, closed = day_in(row["opened_on"]), day_in(row["closed_on"])
        if opened and opened <= view.day and (closed is None or closed > view.day):
            rows.append(_point(row, used.get(row["branch"]) if row["branch"] else None, lately, view))
    columns = heads(
        [_("Point"), _("District"), _("Open since")], [_("Issues and returns"), _("Cost a year"), _("Cost per use")]
    )
    return Block(
        "points",
        _("Points, their use and cost, {period}").format(period=view.when()),
        (*columns, *heads([_("Status")])),
        tuple(rows),
        note=_(
            "Idle: no issue or return in the last {n} months. A point without a code in circulation cannot be told."
        ).format(n=QUIET),
        empty=_("No point of this plan is open in this period."),
    )


def _point(row: Row, used: Fraction | None, lately: frozenset[str] | None, view: View) -> tuple[Cell, ...]:
    cost = amount(row["yearly_cost"])
    each = cost / used if cost is not None and used else None
    return (
        cell(row["name"] or row["point_id"]),
        cell(row["district"] or "—"),
        cell(written_day(row["opened_on"], view.language)),
        number(plain(used)),
        number(plain(cost)),
        number(plain(each)),
        _use(row["branch"], lately),
    )


def _use(branch: str, lately: frozenset[str] | None) -> Cell:
    if not branch or lately is None:
        return Cell(_("Cannot be told"), status="not_applicable")
    if branch in lately:
        return Cell(_("In use"), status="on_target")
    return Cell(_("Idle"), status="behind")


def _lately(view: View) -> frozenset[str] | None:
    """The branches with use in the last months; None where rows do not speak for them."""
    last = view.period.months()[-1]
    months = [last.shifted(-step) for step in range(QUIET)]
    found = [view.splits.get("branch", {}).get(("transactions", month)) for month in months]
    if not any(found):
        return None
    return frozenset(name for cells in found if cells for name, one in cells.items() if one.value)


def _standard(view: View) -> Block:
    charter = view.standing.charter.charter if view.standing.charter else None
    standard = FoundingStandard()
    places = [
        Place(one.name or code, one.district)
        for code, one in view.branches.items()
        if one.type in {"main", "branch"} and one.open_on(view.day)
    ]
    needs = districts_under(standard, view.residents, places)
    missing = sum(one.missing or 0 for one in needs)
    words = _(
        "One branch above {first} residents of a district, one more for every {each}: {n} are missing in all."
    ).format(first=plain(Fraction(standard.first)), each=plain(Fraction(standard.each)), n=missing)
    rows = tuple(
        (
            cell(one.district),
            number(plain(one.residents)),
            number("—" if one.needed is None else one.needed),
            number(one.there),
            number("—" if one.missing is None else one.missing),
        )
        for one in needs
    )
    columns = heads([_("District")], [_("Residents"), _("Needed"), _("There"), _("Missing")])
    note = _("Version of 1999; the library has to confirm it.") if charter is None or not charter.note else charter.note
    return Block("standard", _("Districts under the founding standard"), columns, rows, (words,), note=note)
