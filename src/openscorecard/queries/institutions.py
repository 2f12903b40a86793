"""The tree of institutions with the plans each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openscorecard.domain.people.institutions import Institution, InstitutionTree, Unit
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.queries.answers import PlanRow
from openscorecard.queries.plans import list_plans
from openscorecard.records import models


@dataclass(frozen=True, slots=True)
class InstitutionNode:
    """An institution at its depth in the tree (0 at the top) with its units, plans and what stands below it."""

    institution: Institution
    depth: int
    units: tuple[Unit, ...]
    plans: tuple[PlanRow, ...]
    children: tuple[InstitutionNode, ...]

    def walk(self) -> Iterator[InstitutionNode]:
        """This node and every one below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class InstitutionForest:
    """The tree as the domain knows it, and its top nodes with what hangs on them."""

    tree: InstitutionTree
    roots: tuple[InstitutionNode, ...]

    def walk(self) -> Iterator[InstitutionNode]:
        for root in self.roots:
            yield from root.walk()


def institution_tree(reader: Reader) -> InstitutionForest:
    """All institutions with their units and the plans this reader may see; three queries."""
    tree = stored_tree()
    plans: dict[str, list[PlanRow]] = {}
    for plan in list_plans(reader):
        plans.setdefault(plan.institution, []).append(plan)

    def node(institution: Institution, depth: int) -> InstitutionNode:
        return InstitutionNode(
            institution,
            depth,
            tree.units_of(institution.id),
            tuple(plans.get(institution.id, ())),
            tuple(node(child, depth + 1) for child in tree.children(institution.id)),
        )

    return InstitutionForest(tree, tuple(node(root, 0) for root in tree.roots))


def stored_tree() -> InstitutionTree:
    """The institutions and units as they are stored, in the order they came; two queries."""
    rows = models.Institution.objects.values_list("slug", "name_zh", "name_en", "kind", "parent__slug").order_by("id")
    units = models.Unit.objects.values_list("slug", "name_zh", "name_en", "institution__slug", "parent__slug")
    return InstitutionTree(
        tuple(Institution(slug, Text(zh, en), kind, parent or "") for slug, zh, en, kind, parent in rows),
        tuple(Unit(slug, Text(zh, en), home, parent or "") for slug, zh, en, home, parent in units.order_by("id")),
    )
