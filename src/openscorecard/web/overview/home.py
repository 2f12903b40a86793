"""The first page: institutions as a tree, each with its plans and what they take up."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from openscorecard.actions.permissions import may
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.answers import PlanRow
from openscorecard.queries.institutions import InstitutionForest, InstitutionNode, institution_tree
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.queries.taken_up import TakenTheme, themes_taken_up
from openscorecard.web.context import language_tag
from openscorecard.web.frame.dates import write_day
from openscorecard.web.overview.todo import Desk, Errand, todo_of_all
from openscorecard.web.plans.places import Places, address
from openscorecard.web.plans.said import Said, say

Taken = dict[tuple[str, str], TakenTheme]


@dataclass(frozen=True, slots=True)
class TakingUp:
    """The theme a plan takes up; the letter is empty where the parent is not loaded, and the name its id."""

    letter: str
    name: Said
    plan_name: Said | None


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in the tree with its counts and edition."""

    name: Said
    address: str
    map: str
    scorecard: str
    cascade: str
    issued_on: str
    edition: int
    state: str
    also_published: bool
    has_example: bool
    themes: int
    objectives: int
    kpis: int
    initiatives: int
    taking_up: TakingUp | None


@dataclass(frozen=True, slots=True)
class InstitutionCard:
    name: Said
    kind: str
    plans: tuple[PlanCard, ...]
    children: tuple[InstitutionCard, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The tree, and what a person may do: pairs of address and label, and addresses where there is no plan yet."""

    institutions: tuple[InstitutionCard, ...]
    plans: int
    signed_in: bool
    ways_on: tuple[tuple[str, str], ...]
    imports: str
    load_example: str
    todo: tuple[Errand, ...] | None = None


def home_page(
    forest: InstitutionForest, taken: Taken, reader: Reader, language: str, todo: tuple[Errand, ...] | None = None
) -> HomePage:
    """The page for `reader`: institutions with no plan in or below them are left out."""
    cards = tuple(card for root in forest.roots if (card := _institution(root, taken, language)))
    return HomePage(
        institutions=cards,
        plans=sum(len(node.plans) for node in forest.walk()),
        signed_in=reader.signed_in,
        ways_on=_ways_on(reader),
        imports=address("import") if may(reader, "plan.import") else "",
        load_example=address("load-example") if may(reader, "example.load") else "",
        todo=todo,
    )


def _ways_on(reader: Reader) -> tuple[tuple[str, str], ...]:
    ways = (
        ("plan.create", "plan-new", gettext("New plan")),
        ("plan.import", "import", gettext("Import")),
        ("institution.add", "institutions", gettext("Institutions")),
    )
    return tuple((address(name), label) for verb, name, label in ways if may(reader, verb))


def _institution(node: InstitutionNode, taken: Taken, language: str) -> InstitutionCard | None:
    children = tuple(card for child in node.children if (card := _institution(child, taken, language)))
    if not (node.plans or children):
        return None
    plans = tuple(_plan(plan, taken, language) for plan in node.plans)
    return InstitutionCard(say(node.institution.name, language), node.institution.kind, plans, children)


def _plan(row: PlanRow, taken: Taken, language: str) -> PlanCard:
    places, edition = Places(row.id), row.edition
    return PlanCard(
        name=say(row.name, language),
        address=places.page("plan"),
        map=places.page("plan-map"),
        scorecard=places.page("plan-scorecard") if edition.kpis else "",
        cascade=places.page("plan-cascade"),
        issued_on=write_day(edition.issued_on, language),
        edition=edition.number,
        state=edition.state,
        also_published=row.has_published and edition.state != "published",
        has_example=edition.has_example,
        themes=edition.themes,
        objectives=edition.objectives,
        kpis=edition.kpis,
        initiatives=edition.initiatives,
        taking_up=_taking_up(row, taken, language),
    )


def _taking_up(row: PlanRow, taken: Taken, language: str) -> TakingUp | None:
    edition = row.edition
    if not edition.parent_plan:
        return None
    theme = taken.get((edition.parent_plan, edition.parent_theme))
    if theme is None:
        return TakingUp("", Said(edition.parent_plan), None)
    return TakingUp(theme.letter, say(theme.name, language), say(theme.plan_name, language))


def _todo(forest: InstitutionForest, reader: Reader, language: str) -> tuple[Errand, ...] | None:
    """What waits for those who are signed in, once there is a plan; three queries at most."""
    plans = [plan for node in forest.walk() for plan in node.plans]
    if not plans or not reader.signed_in:
        return None
    return todo_of_all(Desk(reader, language, timezone.localdate()), plans, catalogue())


def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    reader, language = reader_of(request.user), language_tag()
    forest = institution_tree(reader)
    page = home_page(forest, themes_taken_up(reader), reader, language, _todo(forest, reader, language))
    return render(request, "plans/home.html", {"page": page})
