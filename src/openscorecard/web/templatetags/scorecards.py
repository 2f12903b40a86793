"""The cells of a scorecard's table; made without a template, because a page has a hundred of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openscorecard.web.quoting import quoted
from openscorecard.web.templatetags.components import badge
from openscorecard.web.templatetags.plan_words import Linked, linked, listed
from openscorecard.web.templatetags.stands import Stands, stand

register = template.Library()


class Cell(Linked, Protocol):
    """What a cell says of an item; see `plans.scorecard`."""

    @property
    def rows(self) -> int: ...
    @property
    def bound(self) -> bool: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def late(self) -> bool: ...
    @property
    def stand(self) -> Stands | None: ...


class Row(Protocol):
    """One line; None where a cell above reaches down to it."""

    @property
    def objective(self) -> Cell | None: ...
    @property
    def kpi(self) -> Cell | None: ...
    @property
    def initiative(self) -> Cell | None: ...
    @property
    def no_kpi(self) -> bool: ...
    @property
    def no_initiative(self) -> bool: ...


@register.simple_tag
def scorecard_cells(row: Row) -> SafeString:
    """The cells of one line after that of its perspective."""
    return SafeString("".join(_cells(row)))


def _cells(row: Row) -> Iterator[str]:
    if one := row.objective:
        yield f'<th scope="row" rowspan="{one.rows}">{linked(one)}{_note(_stand(one))}</th>'
    if one := row.kpi:
        yield f'<td rowspan="{one.rows}">{linked(one)}{_note(_stand(one))}{_note(_measured(one))}</td>'
    if row.no_kpi:
        yield f"<td>{_soft(gettext('No KPI'))}</td><td></td>"
    if one := row.initiative:
        yield f"<td>{linked(one)}{_late(one)}{_note(_others(gettext('Same plan:'), one))}</td>"
    if row.no_initiative:
        yield f"<td>{_soft(gettext('No action plan'))}</td>"


def _note(words: str) -> str:
    return f'<p class="cell-notes">{words}</p>' if words else ""


def _soft(words: str) -> str:
    return f'<span class="soft">{quoted(words)}</span>'


def _stand(one: Cell) -> str:
    return stand(one.stand, one.code) if one.stand else ""


def _measured(one: Cell) -> str:
    """Whether it has a measure, where no status says so, and which others share it."""
    bound = badge(gettext("Measure bound"), "improving", "tick") if one.bound and not one.stand else ""
    none = "" if one.bound else badge(gettext("No measure"), "watch", "ring")
    return " ".join(part for part in (bound, none, _others(gettext("Same measure:"), one)) if part)


def _late(one: Cell) -> str:
    return f" {badge(gettext('plan late'), 'behind', 'square')}" if one.late else ""


def _others(words: str, one: Cell) -> str:
    return _soft(f"{words} {listed(one.notes)}") if one.notes else ""
