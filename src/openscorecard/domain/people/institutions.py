"""Institutions (機關) and their units (單位): two kinds of branches on one tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from openscorecard.domain.faults import refuse
from openscorecard.domain.identity import check_id
from openscorecard.domain.people.faults import (
    DuplicateInstitution,
    InstitutionCircle,
    UnknownInstitution,
    UnknownUnit,
)
from openscorecard.domain.text import Text

Key = TypeVar("Key", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution; `parent` is the id of the one above, empty at the top. `kind` is a free word of its own trade."""

    id: str
    name: Text
    kind: str = ""
    parent: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit inside an institution; `parent` is the id of a unit of the same institution, empty at the top."""

    id: str
    name: Text
    institution: str
    parent: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)


@dataclass(frozen=True)
class InstitutionTree:
    """All institutions and units, in order.

    Raises DuplicateInstitution, UnknownInstitution, UnknownUnit, or InstitutionCircle where one stands below itself.
    """

    institutions: tuple[Institution, ...] = ()
    units: tuple[Unit, ...] = ()

    def __post_init__(self) -> None:
        refuse(DuplicateInstitution(item=id_) for id_ in _twice([item.id for item in self.institutions]))
        refuse(
            DuplicateInstitution(item=f"{home}/{id_}")
            for home, id_ in _twice([(unit.institution, unit.id) for unit in self.units])
        )
        refuse(UnknownInstitution(item=id_) for id_ in self._named() if id_ not in self._by_id)
        refuse(
            UnknownUnit(item=unit.parent, institution=unit.institution)
            for unit in self.units
            if unit.parent and not self.unit(unit.institution, unit.parent)
        )
        refuse(
            InstitutionCircle(item=id_, parent=above)
            for id_, above in _circling({item.id: item.parent for item in self.institutions})
        )
        refuse(
            InstitutionCircle(item=id_[1], parent=above[1])
            for id_, above in _circling(
                {(unit.institution, unit.id): (unit.institution, unit.parent) for unit in self.units}
            )
        )

    def _named(self) -> Iterator[str]:
        yield from (item.parent for item in self.institutions if item.parent)
        yield from (unit.institution for unit in self.units)

    @cached_property
    def _by_id(self) -> dict[str, Institution]:
        return {item.id: item for item in self.institutions}

    @cached_property
    def _children(self) -> dict[str, list[Institution]]:
        below: dict[str, list[Institution]] = {}
        for item in self.institutions:
            below.setdefault(item.parent, []).append(item)
        return below

    @cached_property
    def _units(self) -> dict[str, list[Unit]]:
        inside: dict[str, list[Unit]] = {}
        for unit in self.units:
            inside.setdefault(unit.institution, []).append(unit)
        return inside

    def institution(self, id_: str) -> Institution | None:
        return self._by_id.get(id_)

    def unit(self, institution: str, id_: str) -> Unit | None:
        return next((unit for unit in self.units_of(institution) if unit.id == id_), None)

    @property
    def roots(self) -> tuple[Institution, ...]:
        return self.children("")

    def children(self, id_: str) -> tuple[Institution, ...]:
        return tuple(self._children.get(id_, ()))

    def units_of(self, institution: str) -> tuple[Unit, ...]:
        return tuple(self._units.get(institution, ()))

    def path(self, id_: str) -> tuple[Institution, ...]:
        """From the top down to the institution itself; empty where it is unknown."""
        found = self.institution(id_)
        return (*self.path(found.parent), found) if found else ()

    def walk(self, below: str = "", depth: int = 0) -> Iterator[tuple[int, Institution]]:
        """Every institution with its depth, parents before children."""
        for item in self.children(below):
            yield depth, item
            yield from self.walk(item.id, depth + 1)

    def add(self, item: Institution) -> InstitutionTree:
        return replace(self, institutions=(*self.institutions, item))

    def move(self, id_: str, parent: str) -> InstitutionTree:
        """The tree with one institution below another parent (empty: at the top)."""
        return self._changed(id_, parent=parent)

    def rename(self, id_: str, name: Text) -> InstitutionTree:
        return self._changed(id_, name=name)

    def _changed(self, id_: str, **fields: str | Text) -> InstitutionTree:
        if id_ not in self._by_id:
            raise UnknownInstitution(item=id_)
        return replace(
            self,
            institutions=tuple(
                replace(item, **fields) if item.id == id_ else item  # type: ignore[arg-type]  # named by us above
                for item in self.institutions
            ),
        )


def _twice(ids: Sequence[Key]) -> list[Key]:
    counted = Counter(ids)
    return [id_ for id_ in counted if counted[id_] > 1]


def _circling(above: Mapping[Key, Key]) -> list[tuple[Key, Key]]:
    """Every (id, parent) from which no way leads to the top."""
    safe: set[Key] = set()
    for start in above:
        way: list[Key] = []
        here = start
        while here in above and here not in safe and here not in way:
            way.append(here)
            here = above[here]
        if here not in way:
            safe.update(way)
    return [(id_, parent) for id_, parent in above.items() if id_ not in safe]
