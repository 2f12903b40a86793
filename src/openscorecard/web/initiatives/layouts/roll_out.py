"""A roll-out: sites by stage on a board and a map, and what stands below them: points, districts, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openscorecard.drawing.initiatives.tiles import Tile, TileMap, draw_tiles
from openscorecard.drawing.palette import WEB
from openscorecard.web.initiatives.blocks import Block, cell, heads, number
from openscorecard.web.initiatives.layouts.before_after import before_and_after, procedures_blocks
from openscorecard.web.initiatives.layouts.districts import standard_blocks
from openscorecard.web.initiatives.layouts.points import idle_points, points_block
from openscorecard.web.initiatives.layouts.sites import district_of, is_open, reached_by, stages_of
from openscorecard.web.initiatives.layouts.stages import stages_block
from openscorecard.web.initiatives.layouts.tables import by_dimension
from openscorecard.web.initiatives.view import Row, View, amount, percent, plain, share, written_day


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
    ):
        if view.has(id_) and view.value(id_) is not None:
            said.append(words.format(value=view.said(id_)))
    said += before_and_after(view)
    idle = idle_points(view)
    if idle:
        said.append(ngettext("{n} point is idle.", "{n} points are idle.", idle).format(n=idle))
    return tuple(said) or (_("No sites of this plan are on the board yet."),)


def blocks(view: View) -> tuple[Block, ...]:
    """The map, the board, the points with their use, what was before and after, districts under a declared standard."""
    found = [_map(view), stages_block(view, _("Sites by stage reached so far")), _board(view)]
    if view.rows("service_points"):
        found.append(points_block(view))
    else:
        used = [id_ for id_ in ("transactions", "uptime") if view.has(id_) and view.split(id_, "branch")]
        if used:
            found.append(by_dimension(view, "branch", used, _("Use and uptime by branch"), used[0]))
    found += [*procedures_blocks(view), *standard_blocks(view)]
    return tuple(found)


def _map(view: View) -> Block:
    by_district: dict[str, list[Mapping[str, Row]]] = {}
    for reached in reached_by(view).values():
        by_district.setdefault(district_of(reached) or _("No district"), []).append(reached)
    counted = {
        name: (sum(is_open(view, one) for one in sites), len(sites)) for name, sites in sorted(by_district.items())
    }
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
    return Block("map", title, columns, rows, svg=svg, note=note, empty=_empty(view))


def _board(view: View) -> Block:
    stages, sites = stages_of(view), reached_by(view)
    rows = []
    for name, reached in sorted(sites.items(), key=lambda item: (-len(item[1]), item[0])):
        cost = sum((amount(row["cost"]) or Fraction(0) for row in reached.values()), Fraction(0))
        days = [
            cell(written_day(reached[one]["reached_on"], view.language) if one in reached else "—") for one in stages
        ]
        rows.append((cell(name), cell(district_of(reached) or "—"), *days, number(plain(cost) if cost else "—")))
    columns = (*heads([_("Site"), _("District"), *stages]), *heads([], [_("Cost, NT$")]))
    title = _("Board of sites and stages")
    return Block("board", title, columns, tuple(rows), note=view.shortened("sites"), empty=_empty(view))


def _empty(view: View) -> str:
    return view.lists("sites", _("No sites of this plan yet; import the roll-out board."))
