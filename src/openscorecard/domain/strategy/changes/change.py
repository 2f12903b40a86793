"""What every change is, and how items of a sequence move."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from openscorecard.domain.strategy.faults import UnknownItem
from openscorecard.domain.strategy.plan import Plan

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Change:
    """One act of an editor. `verb` names it in the audit trail; `apply` gives the changed plan or raises a fault."""

    verb: ClassVar[str] = "change"

    def apply(self, plan: Plan) -> Plan:
        raise TypeError(f"{type(self).__name__} does not say how it is applied")

    def to_data(self) -> dict[str, Any]:
        """Plain data for the audit trail."""
        return {"verb": self.verb, **{field.name: _plain(getattr(self, field.name)) for field in fields(self)}}


class Named(Protocol):
    @property
    def id(self) -> str: ...


NamedItem = TypeVar("NamedItem", bound=Named)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int | str | None) else str(value)


def found(item: Item | None, id_: str) -> Item:
    """`item`; raises UnknownItem where there is none."""
    if item is None:
        raise UnknownItem(item=id_)
    return item


def swapped(items: Iterable[NamedItem], id_: str, change: Callable[[NamedItem], NamedItem]) -> tuple[NamedItem, ...]:
    """The items, the one with `id_` changed; raises UnknownItem where there is none."""
    before = tuple(items)
    found(next((item for item in before if item.id == id_), None), id_)
    return tuple(change(item) if item.id == id_ else item for item in before)


def without(items: Iterable[NamedItem], id_: str) -> tuple[NamedItem, ...]:
    """The items but the one with `id_`; raises UnknownItem where there is none."""
    before = tuple(items)
    found(next((item for item in before if item.id == id_), None), id_)
    return tuple(item for item in before if item.id != id_)


def moved(
    items: Iterable[NamedItem], id_: str, steps: int, among: Callable[[NamedItem], bool]
) -> tuple[NamedItem, ...]:
    """The items, the one with `id_` moved by `steps` places among those that `among` holds for, never past an end."""
    before = list(items)
    group = [item for item in before if among(item)]
    item = found(next((item for item in group if item.id == id_), None), id_)
    at = group.index(item)
    group.insert(max(0, min(len(group) - 1, at + steps)), group.pop(at))
    queue = iter(group)
    return tuple(next(queue) if among(item) else item for item in before)
