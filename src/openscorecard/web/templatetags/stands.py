"""How a node of a plan stands, in a line; made without a template, because a page has a hundred of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openscorecard.web.quoting import quoted
from openscorecard.web.templatetags.components import badge, status_badge

register = template.Library()


class Stands(Protocol):
    """What is said of a node; see `plans.standing.Stand`."""

    @property
    def status(self) -> str: ...
    @property
    def score(self) -> str: ...
    @property
    def partial(self) -> str: ...
    @property
    def coverage(self) -> str: ...
    @property
    def whole(self) -> bool: ...
    @property
    def address(self) -> str: ...
    @property
    def red_below(self) -> bool: ...
    @property
    def undeclared(self) -> bool: ...
    @property
    def falling(self) -> bool: ...
    @property
    def example(self) -> bool: ...


@register.simple_tag
def stand(one: Stands | None, name: str) -> SafeString:
    """Status and score with the way to why; `name` is what the node is called, for those who hear the link alone."""
    if not one:
        return SafeString("")
    score = f' <span class="stand-score">{quoted(one.score)}</span>' if one.score else ""
    why = quoted(gettext("why %(name)s stands so") % {"name": name})
    words = f'{status_badge(one.status)}{score}<span class="visually-hidden"> {why}</span>'
    link = f'<a class="stand-link" href="{quoted(one.address)}">{words}</a>'
    return SafeString(f'<span class="stand">{" ".join((link, *_beside(one)))}</span>')


def _beside(one: Stands) -> Iterator[str]:
    """What stands beside the link."""
    if words := _how_much(one):
        yield f'<span class="soft">{quoted(words)}</span>'
    if one.red_below:
        yield badge(gettext("Hides one behind"), "behind", "square")
    if one.falling:
        yield badge(gettext("A figure beside it got worse"), "concern", "triangle")
    if one.example and one.score:
        yield status_badge("example")


def _how_much(one: Stands) -> str:
    """How much of the score is known, where that is not all."""
    if one.undeclared:
        known = f"{one.partial} · " if one.partial else ""
        return known + gettext("contributors not declared complete")
    if one.partial:
        said = gettext("%(partial)s of what is known (%(coverage)s %%)")
        return said % {"partial": one.partial, "coverage": one.coverage}
    if one.score and not one.whole:
        return gettext("%(coverage)s %% covered") % {"coverage": one.coverage}
    return ""
