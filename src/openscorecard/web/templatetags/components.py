"""The tags pages are built from; loaded everywhere, no `{% load %}` needed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

register = template.Library()


class Status(NamedTuple):
    """How a status looks: a shape, a tone of the palette and a word."""

    shape: str
    tone: str
    word: str | Promise


STATUSES = {
    "on_target": Status("disc", "on-target", _("On target")),
    "watch": Status("triangle", "watch", _("Watch")),
    "behind": Status("square", "behind", _("Behind")),
    "no_target": Status("ring", "no-data", _("No target")),
    "no_data": Status("diamond", "no-data", _("No data")),
    "not_due": Status("clock", "no-data", _("Not due yet")),
    "not_applicable": Status("dash", "no-data", _("Not applicable")),
    "not_measured": Status("cross", "no-data", _("Not measured here")),
    "withheld": Status("lock", "no-data", _("Withheld")),
    "ok": Status("tick", "improving", pgettext_lazy("observation", "Has a value")),
    "partial": Status("half", "no-data", pgettext_lazy("observation", "Partly covered")),
    "not_computed": Status("dots", "no-data", pgettext_lazy("observation", "Not computed")),
    "suppressed": Status("lock", "no-data", pgettext_lazy("observation", "Suppressed")),
    "draft": Status("pencil", "watch", pgettext_lazy("edition", "Draft")),
    "published": Status("tick", "improving", pgettext_lazy("edition", "Published")),
    "retired": Status("dash", "no-data", pgettext_lazy("edition", "Retired")),
    "example": Status("star", "improving", _("Example")),
    "changed": Status("pencil", "improving", _("Changed")),
    "added": Status("plus", "on-target", _("Added")),
    "removed": Status("dash", "behind", _("Removed")),
    "waiting": Status("clock", "no-data", pgettext_lazy("work", "Waiting")),
    "running": Status("triangle", "improving", pgettext_lazy("work", "Running")),
    "done": Status("tick", "on-target", pgettext_lazy("work", "Done")),
    "failed": Status("cross", "behind", pgettext_lazy("work", "Failed")),
    "cancelled": Status("dash", "no-data", pgettext_lazy("work", "Cancelled")),
}


@register.simple_tag
def status_badge(status: str, word: str = "") -> SafeString:
    """A status as shape, word and colour; `word` replaces the usual one."""
    found = STATUSES.get(status, STATUSES["no_data"])
    return _badge(str(word or found.word), found.tone, found.shape)


@register.simple_tag
def badge(word: str, tone: str = "no-data", shape: str = "") -> SafeString:
    """A badge of your own: tones are those of the palette."""
    return _badge(str(word), tone, shape)


@lru_cache(maxsize=1024)  # a page has a hundred badges of few kinds
def _badge(word: str, tone: str, shape: str) -> SafeString:
    words = {"shape": shape, "tone": tone, "word": word}
    return SafeString(render_to_string("components/badge.html", words))


@register.inclusion_tag("components/legend.html")
def status_legend(*statuses: str) -> dict[str, Any]:
    """The shapes and what they mean; without names, the first five."""
    return {"statuses": [STATUSES[name] for name in statuses or tuple(STATUSES)[:5]]}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Links to the pages of a Paginator; other parameters of the address are kept."""
    kept = context["request"].GET.copy()
    kept.pop(parameter, None)
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {
        "page": page,
        "numbers": numbers,
        "before": f"?{kept.urlencode()}&" if kept else "?",
        "parameter": parameter,
    }


@register.simple_tag
def progress(value: float, of: float = 100, label: str = "") -> SafeString:
    """A bar with its figure in words beside it, never inside."""
    share = round(100 * value / of) if of else 0
    return format_html(
        '<span class="progress-line"><progress max="{}" value="{}" aria-label="{}"></progress>'
        '<span class="progress-figure">{} %</span></span>',
        *(f"{of:g}", f"{value:g}", label, share),
    )


@register.simple_block_tag
def scroll_box(content: str, label: str) -> SafeString:
    """What is wider than the screen scrolls inside its own box, by keyboard too; `label` names the box."""
    return format_html('<div class="scroll-box" role="region" aria-label="{}" tabindex="0">{}</div>', label, content)


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, kind: str = "") -> SafeString:
    """A card; `title` becomes a heading of `level`, `kind` adds a class."""
    heading = format_html('<h{0} class="card-title">{1}</h{0}>', level, title) if title else ""
    return format_html('<section class="card {}"><div class="card-body">{}{}</div></section>', kind, heading, content)


@register.simple_block_tag
def notice(content: str, tone: str = "improving", title: str = "") -> SafeString:
    """A remark in the page: tones improving (information), on-target, watch, behind."""
    words = {"content": content, "tone": tone, "title": title, "shape": _SHAPE_OF.get(tone, "info")}
    return SafeString(render_to_string("components/notice.html", words))


_SHAPE_OF = {"on-target": "disc", "watch": "triangle", "behind": "square"}


@register.filter
def in_language(tag: str, page: str) -> SafeString:
    """` lang="…"` for a text in another language than its page, else nothing."""
    return format_html(' lang="{}"', tag) if tag and tag != page else SafeString("")


@register.filter
def by_script(words: object) -> SafeString:
    """What people entered in one language only, with that language said.

    On an English page its Han is said to be Chinese, on a Chinese page words of Latin letters alone to be English.
    What is safe stays safe; everything else is escaped.
    """
    text = conditional_escape(words if isinstance(words, SafeString) else str(words))
    if (get_language() or "").startswith("en"):
        return SafeString(_OUTSIDE_TAGS.sub(lambda found: _HAN_RUN.sub(_CHINESE, found.group()), text))
    latin = not _HAN_RUN.search(text) and _LATIN_WORDS.search(text)
    return format_html('<span lang="en">{}</span>', SafeString(text)) if latin else SafeString(text)


_OUTSIDE_TAGS = re.compile(r"[^<>]+(?=<|$)")
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_HAN_RUN = re.compile(f"[「『（]?[{_HAN}][{_HAN}\u3000-\u303f\uff01-\uff5e0-9]*")
_CHINESE = r'<span lang="zh-Hant">\g<0></span>'
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
