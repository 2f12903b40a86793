"""From the drafts of a document to sound plans: ids, action plans, cascade, measures, places of faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.identity import slug
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.document import Document, Place
from openscorecard.formats.strategy.appendix import laid_over
from openscorecard.formats.strategy.data import plan_from_data
from openscorecard.formats.strategy.draft import Draft, Unplaced
from openscorecard.formats.strategy.faults import (
    InitiativeWithoutKpi,
    KpiWithoutObjective,
    NamelessCode,
    NoPlan,
    SamePlanTwice,
    WrongNumberOfIds,
)
from openscorecard.formats.strategy.flat import Flat, unflatten
from openscorecard.formats.strategy.reading import DocumentReader
from openscorecard.formats.strategy.schema import check_data
from openscorecard.formats.strategy.words import MAP_HEADING, SCORECARD_TITLE


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its plans in the order of their maps, and the texts that could not be placed."""

    plans: tuple[Plan, ...]
    unplaced: tuple[Unplaced, ...] = field(default=())


def read_plans_of(document: Document, measures: Mapping[str, str], ids: Sequence[str] = ()) -> Reading:
    """The plans of a document. `measures` binds KPI names to measure ids; `ids` names plans in order.

    Raises the first fault with its place, the others in its `also`.
    """
    reader = DocumentReader(document)
    drafts = sorted((draft for draft in reader.drafts if draft.has_content), key=lambda draft: draft.order)
    if not drafts:
        raise NoPlan()
    # A heading below which nothing of a plan stands is no plan.
    idle = [draft for draft in reader.drafts if draft.name and not draft.has_content]
    unplaced = [*reader.unplaced, *(Unplaced(draft.name, draft.places["plan", ""]) for draft in idle)]
    for draft in drafts:
        _take_cascade(draft, drafts, unplaced)
        complete(draft, measures)
        if reader.issued_on:
            draft.flat.setdefault(("plan", "", "issued_on"), reader.issued_on.isoformat())
    refuse(fault for draft in drafts for fault in (*draft.faults, *_hanging(draft)))
    flats = _identified(drafts, ids)
    plans = tuple(build_plan(unflatten(flat), draft.places) for draft, flat in zip(drafts, flats, strict=True))
    return Reading(plans, tuple(sorted(unplaced, key=lambda item: item.place)))


def complete(draft: Draft, measures: Mapping[str, str]) -> None:
    """Add what follows from the rest: name and institution, bound measures, one action plan per name."""
    name = draft.name or MAP_HEADING
    draft.flat.setdefault(("plan", "", "name"), name)
    draft.flat.setdefault(("plan", "", "institution"), institution_in(name))
    for code in draft.keys("kpi"):
        measure = measures.get(draft.get("kpi", code, "name"))
        if measure:
            draft.set("kpi", code, "measure", measure)
    by_name: dict[str, str] = {}
    for code in draft.keys("standing"):
        plan_name = draft.flat.pop(("standing", code, "name"), "")
        draft.set("standing", code, "initiative", by_name.setdefault(plan_name, code))
    for plan_name, first_code in by_name.items():
        draft.set("initiative", first_code, "name", plan_name)


def institution_in(name: str) -> str:
    """The institution a plan's name begins with: 臺北市立圖書館 of 臺北市立圖書館 策略地圖與平衡計分卡."""
    for ending in (SCORECARD_TITLE, MAP_HEADING):
        if name.endswith(ending) and name.removesuffix(ending).strip():
            return name.removesuffix(ending).strip()
    return name


def _hanging(draft: Draft) -> Iterable[Fault]:
    flat = laid_over(draft.flat, draft.overlay)
    for section, above, kind in (("kpi", "objective", KpiWithoutObjective), ("standing", "kpi", InitiativeWithoutKpi)):
        for code in draft.keys(section):
            missing = flat.get((section, code, above), "")
            if (above, missing, "name") not in flat:
                yield _at(kind(item=code, missing=missing), draft.places.get((section, code)))
    for section in ("objective", "kpi", "initiative"):
        for code in dict.fromkeys([*draft.keys(section), *_keys(draft, section)]):
            if not flat.get((section, code, "name")) and any(key[:2] == (section, code) for key in flat):
                yield _at(
                    NamelessCode(item=code), draft.places.get((section, code), draft.places.get(("standing", code)))
                )


def _keys(draft: Draft, section: str) -> list[str]:
    return [key for known, key in draft.places if known == section]


def _take_cascade(draft: Draft, drafts: list[Draft], unplaced: list[Unplaced]) -> None:
    own = {(draft.get("theme", letter, "name"), letter) for letter in draft.keys("theme")}
    for place, (name, letter, at) in enumerate(draft.cascade):
        if (name, letter) in own:
            continue
        parent = next(
            (other for other in drafts if other is not draft and letter and other.get("theme", letter, "name") == name),
            None,
        )
        declared = ("plan", "", "parent_plan") in draft.overlay
        if place == 0 and (parent or declared):
            draft.parent = parent
            draft.set("plan", "", "parent_theme", letter)
        else:
            unplaced.append(Unplaced(f"{name}({letter})" if letter else name, at))


def _identified(drafts: list[Draft], ids: Sequence[str]) -> list[Flat]:
    if ids and len(ids) != len(drafts):
        raise WrongNumberOfIds(given=len(ids), found=len(drafts))
    flats = [laid_over(draft.flat, draft.overlay) for draft in drafts]
    for place, flat in enumerate(flats):
        own = ids[place] if ids else slug(flat["plan", "", "institution"])
        flat.setdefault(("plan", "", "id"), own)
    named = [flat["plan", "", "id"] for flat in flats]
    for id_ in named:
        if named.count(id_) > 1:
            raise SamePlanTwice(item=id_)
    for draft, flat in zip(drafts, flats, strict=True):
        if draft.parent:
            flat.setdefault(("plan", "", "parent_plan"), named[drafts.index(draft.parent)])
    return flats


def build_plan(data: dict[str, Any], places: Mapping[tuple[str, str], Place]) -> Plan:
    """The plan that `data` describes; faults carry the place of the item they name."""
    refuse(_located(fault, places) for fault in check_data(data))
    try:
        return plan_from_data(data)
    except Fault as fault:
        for one in fault.all():
            _located(one, places)
        raise


def _located(fault: Fault, places: Mapping[tuple[str, str], Place]) -> Fault:
    known = {key: place for (_, key), place in reversed(list(places.items()))}
    place = next((known[fact] for fact in fault.facts.values() if fact in known), None)
    return _at(fault, place or places.get(("plan", "")))


def _at(fault: Fault, place: Place | None) -> Fault:
    return fault.at(place.row, place.column, place.sheet) if place else fault
