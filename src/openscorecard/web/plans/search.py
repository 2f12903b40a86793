"""Search: what was found, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openscorecard.queries.people import reader_of
from openscorecard.queries.search import Found, Hit, search
from openscorecard.web.context import language_tag
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, say

PER_KIND = 30


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit; `other` is its name in the other language, None where there is none."""

    code: str
    name: Said
    other: Said | None
    address: str
    plan: Said


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits of one kind (plan, theme, objective, kpi, initiative); `more` counts those left out."""

    kind: str
    total: int
    more: int
    lines: tuple[HitLine, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    asked: str
    groups: tuple[HitGroup, ...]
    total: int


def search_page(text: str, found: tuple[Found, ...], language: str) -> SearchPage:
    """The page for what was asked and found."""
    groups = tuple(
        HitGroup(
            group.kind,
            group.total,
            group.total - len(group.hits),
            tuple(_line(hit, language) for hit in group.hits),
        )
        for group in found
    )
    return SearchPage(text, groups, sum(group.total for group in groups))


def _line(hit: Hit, language: str) -> HitLine:
    english = language.startswith("en")
    other = Said(hit.name.zh, "zh-Hant") if english else Said(hit.name.en, "en")
    return HitLine(
        hit.code.replace(" ", "、" if not english else ", "),
        say(hit.name, language),
        other if hit.name.en else None,
        _address(hit),
        say(hit.plan_name, language),
    )


def _address(hit: Hit) -> str:
    places = Places(hit.plan)
    if hit.kind == "plan":
        return places.page("plan")
    if hit.kind == "theme":
        return places.page("plan-map", theme=hit.code)
    return places.page(hit.kind, hit.item)


def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    text = request.GET.get("q", "").strip()[:200]
    found = search(text, reader_of(request.user), PER_KIND)
    return render(request, "plans/search.html", {"page": search_page(text, found, language_tag())})
