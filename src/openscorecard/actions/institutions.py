"""Institutions and units: adding, moving and renaming them on the tree."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.domain.people.faults import UnknownInstitution
from openscorecard.domain.people.institutions import Institution, InstitutionTree, Unit
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import OverlongText, Text
from openscorecard.queries.institutions import stored_tree
from openscorecard.records import models

_KIND = 60


def add_institution(item: Institution, *, by: Reader, now: datetime, source: Source = JOB) -> Institution:
    """Put an institution on the tree; raises DuplicateInstitution, UnknownInstitution (its parent), Denied."""
    act = begin("institution.add", "institution", item.id, by=by, now=now, source=source)
    with act.stored():
        _tree_held().add(item)
        store_institution(item)
        act.after = _facts(item)
    return item


def move_institution(id_: str, parent: str, *, by: Reader, now: datetime, source: Source = JOB) -> Institution:
    """Put an institution, and all below it, below another parent; empty: at the top.

    Raises UnknownInstitution, InstitutionCircle, Denied.
    """
    act = begin("institution.move", "institution", id_, by=by, now=now, source=source)
    with act.stored():
        tree = _tree_held()
        act.before = _facts(_found(tree, id_))
        moved = _found(tree.move(id_, parent), id_)
        models.Institution.objects.filter(slug=id_).update(parent=_above(parent))
        act.after = _facts(moved)
    return moved


def rename_institution(id_: str, name: Text, *, by: Reader, now: datetime, source: Source = JOB) -> Institution:
    """Give an institution another name; raises UnknownInstitution, Denied."""
    act = begin("institution.rename", "institution", id_, by=by, now=now, source=source)
    with act.stored():
        old = _found(_tree_held(), id_)
        models.Institution.objects.filter(slug=id_).update(name_zh=name.zh, name_en=name.en)
        renamed = replace(old, name=name)
        act.before, act.after = _facts(old), _facts(renamed)
    return renamed


def add_unit(item: Unit, *, by: Reader, now: datetime, source: Source = JOB) -> Unit:
    """Put a unit into its institution; raises DuplicateInstitution, UnknownInstitution, UnknownUnit, Denied."""
    act = begin("unit.add", "unit", f"{item.institution}/{item.id}", by=by, now=now, source=source)
    with act.stored():
        tree = _tree_held()
        replace(tree, units=(*tree.units, item))
        home = _row(item.institution)
        parent = models.Unit.objects.filter(institution=home, slug=item.parent).first()
        models.Unit.objects.create(
            institution=home, slug=item.id, name_zh=item.name.zh, name_en=item.name.en, parent=parent
        )
        act.after = {"name": item.name.zh, "name_en": item.name.en, "parent": item.parent}
    return item


def store_institution(item: Institution) -> None:
    """Write a new institution; its parent is there already."""
    if len(item.kind) > _KIND:
        raise OverlongText(where="kind", length=len(item.kind), limit=_KIND)
    models.Institution.objects.create(
        slug=item.id, name_zh=item.name.zh, name_en=item.name.en, kind=item.kind, parent=_above(item.parent)
    )


def _tree_held() -> InstitutionTree:
    # Two moves that are sound one by one can close a circle together: the whole tree is held meanwhile.
    list(models.Institution.objects.select_for_update().order_by("id").values_list("id"))
    return stored_tree()


def _above(id_: str) -> models.Institution | None:
    return _row(id_) if id_ else None


def _row(id_: str) -> models.Institution:
    found = models.Institution.objects.filter(slug=id_).first()
    if found is None:
        raise UnknownInstitution(item=id_)
    return found


def _found(tree: InstitutionTree, id_: str) -> Institution:
    found = tree.institution(id_)
    if found is None:
        raise UnknownInstitution(item=id_)
    return found


def _facts(item: Institution) -> dict[str, Any]:
    return {"name": item.name.zh, "name_en": item.name.en, "kind": item.kind, "parent": item.parent}
