"""What an upload would store, plan by plan, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import slug
from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness import soundness_findings
from openscorecard.drawing.strategy import draw_map
from openscorecard.formats.strategy.assembling import Reading
from openscorecard.queries.answers import PlanRow
from openscorecard.queries.incoming import Incoming
from openscorecard.queries.measures import catalogue
from openscorecard.web.editing.access import language, said, sentence
from openscorecard.web.editing.differences import DifferenceRow, told


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """One plan of the file: new, equal to what is stored, or with differences to it.

    `namesake` is the id of a stored plan of the same institution that a new plan may be meant for, else empty.
    """

    id: str
    name: str
    institution: str
    address: str
    is_new: bool
    is_equal: bool
    stored_edition: int
    draft: int
    namesake: str
    counts: tuple[int, int, int, int, int]
    differences: tuple[DifferenceRow, ...]
    warnings: int
    notes: int
    map: SafeString

    @property
    def replaces_draft(self) -> bool:
        return bool(self.draft) and not self.is_equal


@dataclass(frozen=True, slots=True)
class UnplacedLine:
    """A text of the file that found no place in a plan."""

    text: str
    row: int
    column: int
    sheet: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What is wrong with a file, and where; 0 and empty where there is no such place."""

    sentence: str
    row: int
    column: int
    sheet: str
    code: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole upload."""

    filename: str
    plans: tuple[PlanPreview, ...]
    unplaced: tuple[UnplacedLine, ...]

    @property
    def all_equal(self) -> bool:
        return all(plan.is_equal for plan in self.plans)

    @property
    def ids(self) -> str:
        """Ids to read the file with once more: those of stored plans where a new one may be meant for them."""
        return ", ".join(plan.namesake or plan.id for plan in self.plans)

    @property
    def has_namesakes(self) -> bool:
        return any(plan.namesake for plan in self.plans)

    @property
    def replaces_draft(self) -> bool:
        return any(plan.replaces_draft for plan in self.plans)


def preview(filename: str, reading: Reading, ready: list[Incoming], stored: Iterable[PlanRow]) -> Preview:
    """The page object of an upload, its plans in the document's order; `stored` are the plans there are."""
    known = catalogue()
    homes = {row.institution_name.zh: row.id for row in stored}
    plans = {one.plan.id: one for one in ready}
    read = {id_: one.plan for id_, one in plans.items()}
    return Preview(
        filename,
        tuple(_plan(plans[plan.id], place, read, homes, known) for place, plan in enumerate(reading.plans, 1)),
        tuple(UnplacedLine(one.text, one.place.row, one.place.column, one.place.sheet) for one in reading.unplaced),
    )


def fault_lines(fault: Fault) -> tuple[FaultLine, ...]:
    """A fault and those found with it, each with its place."""
    return tuple(FaultLine(sentence(one), one.row, one.column, one.sheet, one.code) for one in fault.all())


def _plan(
    one: Incoming, place: int, read: Mapping[str, Plan], homes: Mapping[str, str], known: Catalogue
) -> PlanPreview:
    plan, base = one.plan, one.base
    weights = [finding.weight for finding in soundness_findings(plan, known, *_around(plan, read))]
    found = one.differences
    return PlanPreview(
        id=plan.id,
        name=said(plan.name),
        institution=said(plan.institution),
        address=_address(plan.id) if base else "",
        is_new=base is None,
        is_equal=base is not None and base.digest == one.content.digest,
        stored_edition=base.edition if base else 0,
        draft=(base.draft or 0) if base else 0,
        namesake=_namesake(one, homes),
        counts=(
            len(plan.themes),
            len(plan.objectives),
            sum(1 for _ in plan.kpis()),
            sum(1 for _ in plan.standings()),
            len(plan.initiatives),
        ),
        differences=told(found, base.plan, plan, known) if base else (),
        warnings=weights.count("warning"),
        notes=weights.count("note"),
        map=mark_safe(draw_map(plan, language=language(), prefix=f"map-{place}")),  # noqa: S308 - our own drawing, escaped there
    )


def _namesake(one: Incoming, homes: Mapping[str, str]) -> str:
    name = one.plan.institution.zh
    own = one.plan.id != slug(name)  # the file named it itself, and an id from outside would not count
    return "" if one.base or own else homes.get(name, "")


def _around(plan: Plan, read: Mapping[str, Plan]) -> tuple[Plan | None, list[Plan]]:
    above = read.get(plan.cascade.parent_plan) if plan.cascade else None
    return above, [other for other in read.values() if other.cascade and other.cascade.parent_plan == plan.id]


def _address(plan_id: str) -> str:
    try:
        return reverse("plan", args=[plan_id])
    except NoReverseMatch:
        return ""
