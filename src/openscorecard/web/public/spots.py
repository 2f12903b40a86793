"""Where things of the public site are: addresses below `/public/` that last, and the ways between them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import quote

from openscorecard.domain.reviews.publication import Publication

Language = Literal["zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Kind = Literal[
    "home", "index", "catalogue", "plan", "kpi", "action-plans", "embed-map", "embed-kpi", "map-svg", "kpi-svg",
    "list-json", "plan-json", "plan-csv", "kpi-json", "kpi-csv",
]  # fmt: skip
PAGES: frozenset[Kind] = frozenset(
    {"home", "index", "catalogue", "plan", "kpi", "action-plans", "embed-map", "embed-kpi"}
)
KPI_KINDS: tuple[Kind, ...] = ("kpi", "kpi-svg", "embed-kpi")
EMBEDDED: frozenset[Kind] = frozenset({"embed-map", "embed-kpi"})


@dataclass(frozen=True, slots=True)
class Spot:
    """One address: what stands there, in which language, of which plan, period (as text) and KPI (its id).

    `period` empty: the newest that is published.
    """

    kind: Kind
    language: Language | Literal[""] = ""
    plan: str = ""
    period: str = ""
    kpi: str = ""

    @property
    def path(self) -> str:
        """The address below `/public/`."""
        shape = _SHAPES[self.kind][1 if self.period and len(_SHAPES[self.kind]) > 1 else 0]
        return shape.format(language=self.language, plan=self.plan, period=self.period, kpi=self.kpi)


_SHAPES: dict[Kind, tuple[str, ...]] = {
    "home": ("",),
    "index": ("{language}/",),
    "catalogue": ("catalogue/{language}/",),
    "list-json": ("data/index.json",),
    "plan-json": ("data/{plan}/{period}.json", "data/{plan}/{period}.json"),
    "plan-csv": ("data/{plan}/{period}.csv", "data/{plan}/{period}.csv"),
    "kpi-json": ("data/{plan}/kpi/{kpi}.json",),
    "kpi-csv": ("data/{plan}/kpi/{kpi}.csv",),
    "plan": ("{language}/{plan}/", "{language}/{plan}/{period}/"),
    "map-svg": ("{language}/{plan}/map.svg", "{language}/{plan}/{period}/map.svg"),
    "action-plans": ("{language}/{plan}/action-plans/",),
    "embed-map": ("{language}/{plan}/embed/map/",),
    "embed-kpi": ("{language}/{plan}/embed/kpi/{kpi}/",),
    "kpi": ("{language}/{plan}/kpi/{kpi}/",),
    "kpi-svg": ("{language}/{plan}/kpi/{kpi}.svg",),
}
_PARTS = {
    "language": "|".join(LANGUAGES),
    "plan": r"[^/]+",
    "period": r"\d{4}(?:-[QH]?\d+)?",
    "kpi": r"[^/]+",
}


def _form(shape: str) -> re.Pattern[str]:
    named = {name: f"(?P<{name}>{form})" for name, form in _PARTS.items()}
    return re.compile(re.escape(shape).replace(r"\{", "{").replace(r"\}", "}").format(**named), re.ASCII)


_FORMS = [(kind, _form(shape)) for kind, shapes in _SHAPES.items() for shape in dict.fromkeys(shapes)]


def spot_at(path: str) -> Spot | None:
    """What an address below `/public/` asks for, whether it is there or not; None where it is no address of ours."""
    for kind, form in _FORMS:
        if found := form.fullmatch(path):
            return Spot(kind, **found.groupdict())  # type: ignore[arg-type]  # one of the languages
    return None


def every_spot(published: Iterable[Publication]) -> Iterator[Spot]:
    """Every address there is while these periods are published, each once."""
    plans: dict[str, list[Publication]] = {}
    for one in published:
        plans.setdefault(one.plan, []).append(one)
    yield Spot("home")
    yield Spot("list-json")
    for language in LANGUAGES:
        yield Spot("index", language)
        yield Spot("catalogue", language)
    for plan, periods in plans.items():
        yield from _of_plan(plan, periods)


def _of_plan(plan: str, periods: list[Publication]) -> Iterator[Spot]:
    kpis = dict.fromkeys(kpi.id for one in periods for kpi in one.kpis)
    names = [str(one.period) for one in periods]
    for period in names:
        yield Spot("plan-json", plan=plan, period=period)
        yield Spot("plan-csv", plan=plan, period=period)
    for kpi in kpis:
        yield Spot("kpi-json", plan=plan, kpi=kpi)
        yield Spot("kpi-csv", plan=plan, kpi=kpi)
    for language in LANGUAGES:
        for period in ("", *names):
            yield Spot("plan", language, plan, period)
            yield Spot("map-svg", language, plan, period)
        yield Spot("action-plans", language, plan)
        yield Spot("embed-map", language, plan)
        for kind in KPI_KINDS:
            yield from (Spot(kind, language, plan, kpi=kpi) for kpi in kpis)


def lasting(spot: Spot) -> Spot:
    """The one address of what stands at several: of a drawing for other pages, the page that it comes from."""
    kinds: dict[Kind, Kind] = {"home": "index", "embed-map": "plan", "embed-kpi": "kpi"}
    return replace(spot, kind=kinds.get(spot.kind, spot.kind), language=spot.language or LANGUAGES[0])


@dataclass(frozen=True, slots=True)
class Ways:
    """From the page at `here` to others by relative links; in a folder (`static`) a page is its `index.html`."""

    here: str
    static: bool = False

    def to(self, target: Spot | str) -> str:
        """The link to a spot, or to a path below `/public/`."""
        path = target.path if isinstance(target, Spot) else target
        start = posixpath.dirname(self.here) or "."
        way = posixpath.relpath(path or ".", start)
        if path.endswith("/") or not path:
            way += "/index.html" if self.static else "/"
        return quote(way.removeprefix("./") if way.startswith("./") and len(way) > 2 else way)


def file_of(path: str) -> str:
    """The file of a folder that an address is kept in."""
    return f"{path}index.html" if path.endswith("/") or not path else path
