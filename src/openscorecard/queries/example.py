"""How much of the example's rows is stored, and of which recipe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from openscorecard.records.models import Batch

_NAME = re.compile(r"(?P<recipe>.+, scale (?P<scale>[\d/]+)), (?P<number>\d+) of (?P<count>\d+): .*")


def piece_name(recipe: str, number: int, count: int, dataset: str, name: str) -> str:
    """What the batch of a piece calls its file: the recipe, its place among all, and what it holds."""
    return f"{recipe}, {number} of {count}: {dataset} {name}".rstrip()


@dataclass(frozen=True, slots=True)
class ExampleRows:
    """The example's batches. `recipe` and `scale` are those of the batches that are visible, else of the removed ones.

    `pieces` are the names of those visible, `removed` of those withdrawn, `count` how many the whole example has.
    """

    recipe: str = ""
    scale: str = ""
    count: int = 0
    pieces: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    @property
    def state(self) -> Literal["none", "part", "whole", "removed"]:
        """Whether it was never there, is there in part or whole, or was there and was removed."""
        if not self.pieces:
            return "removed" if self.removed else "none"
        return "whole" if len(self.pieces | self.removed) >= self.count else "part"


def example_rows() -> ExampleRows:
    """The example's rows as they stand; one query."""
    visible: dict[str, re.Match[str]] = {}
    gone: dict[str, re.Match[str]] = {}
    for state, files in Batch.objects.filter(example=True).order_by("pk").values_list("state", "files"):
        for file in files:
            if found := _NAME.fullmatch(file["name"]):
                (gone if state == "withdrawn" else visible)[file["name"]] = found
    told = [*gone.values(), *visible.values()]
    if not told:
        return ExampleRows()
    last = told[-1]
    own = frozenset(name for name, found in visible.items() if found["recipe"] == last["recipe"])
    removed = frozenset(name for name, found in gone.items() if found["recipe"] == last["recipe"])
    return ExampleRows(last["recipe"], last["scale"], int(last["count"]), own, removed)
