"""Tags: which action plan a row belongs to, where the row itself does not say so, or a person knows better."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.identity import check_id
from openscorecard.domain.measures.counting import Alive, Clause, Condition, Counting, UnfitCounting, Within
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import (
    AND,
    PLAN,
    Datasets,
    Path,
    Spot,
    Stages,
    Together,
    spot_for,
    spot_of,
)
from openscorecard.domain.measures.fitting import check_conditions

MOST_KEYS = 5000
"""Rows that one act may tag by hand."""

_OPS = frozenset({"in", "not_in", "present", "absent", "not_after", "since", "until"})


class UnfitTag(Fault):
    """A rule that gives rows to an action plan cannot be used."""

    code = "unfit-tag"
    zh = "這條歸屬規則不可用（資料集 {dataset}）：{reason}；請更正條件。"
    en = "This tagging rule cannot be used (dataset {dataset}): {reason}; correct its conditions."


@dataclass(frozen=True, slots=True)
class Tag:
    """Rows for which every clause of `where` holds belong to the action plan `plan` (empty: to none).

    `by_hand`: it holds over what the row says, else only where the row says nothing. Clauses speak of the row's own
    fields, and not of a period.
    """

    plan: str
    where: tuple[Clause, ...]
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """Where a row says its plan (`path`), and the tags of its dataset."""

    path: Path
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class TaggedTogether:
    """Several dimensions at once, the plan among them, with tags."""

    spots: tuple[Path | Stages | Tagged, ...]


Place = Spot | Tagged | TaggedTogether
"""Where engines look for the cell of a row."""

Tagging = Mapping[str, tuple[Tag, ...]]
"""The tags of each dataset in force, the weightiest first: of several that hold, the first counts.

The plan of a row: the first tag by hand that holds; else what the row says; else the first other tag that holds; else
none. A row that takes its plan from the row it refers to takes that row's plan so determined, where it has no tag of
its own.
"""


def check_tag(dataset: str, tag: Tag, datasets: Datasets) -> None:
    """Raise UnfitTag, all at once, where rows of `dataset` cannot answer the tag; UnfitId for its plan."""
    if tag.plan:
        check_id(tag.plan)
    refuse(UnfitTag(dataset=dataset, reason=reason) for reason in _reasons(dataset, tag, datasets))


def _reasons(name: str, tag: Tag, datasets: Datasets) -> Iterator[str]:
    dataset = datasets.get(name)
    if dataset is None or spot_of(PLAN, dataset, datasets) is None:
        yield f"{PLAN} = ?"
        return
    if not tag.where:
        yield "where = ∅"
    conditions = [condition for clause in tag.where for condition in clause]
    for one in conditions:
        if one.op not in _OPS:
            yield f"{one.field}: {one.op} ∉ {{{', '.join(sorted(_OPS))}}}"
        if "." in one.field:
            yield f"{one.field}: ."
    try:
        check_conditions(Counting(name, Within(dataset.time_field), tag.where), datasets)
    except UnfitCounting as fault:
        yield from (one.facts["reason"] for one in fault.all())


def by_keys(dataset: Dataset, plan: str, keys: Iterable[str]) -> Tag:
    """The tag that a person puts on rows by hand: those whose key, or the first field of it, is among `keys`.

    Raises UnfitTag where rows of the dataset have no key, or too many are named.
    """
    wanted = tuple(dict.fromkeys(keys))
    if not dataset.key:
        raise UnfitTag(dataset=dataset.name, reason="key = ∅")
    if not 0 < len(wanted) <= MOST_KEYS:
        raise UnfitTag(dataset=dataset.name, reason=f"0 < {len(wanted)} ≤ {MOST_KEYS}")
    return Tag(plan, ((Condition(dataset.key[0], "in", wanted),),), by_hand=True)


def digest_of(tags: Iterable[Tag]) -> str:
    """A name for what these tags say; empty where there are none."""
    said = [asdict(tag) for tag in tags]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32] if said else ""


def place_of(counting: Counting, dimension: str, datasets: Datasets, tagging: Tagging) -> Place | None:
    """Where engines find the cells of `dimension` for `counting`, tags included; None where rows do not say it."""
    spot = spot_for(counting, dimension, datasets) if dimension else None
    tags = tagging.get(counting.dataset, ())
    if isinstance(spot, Together):
        names = dimension.split(AND)
        return TaggedTogether(
            tuple(
                _tagged(one, tags, tagging) if name == PLAN and isinstance(one, Path) else one
                for name, one in zip(names, spot.spots, strict=True)
            )
        )
    return _tagged(spot, tags, tagging) if dimension == PLAN and isinstance(spot, Path) else spot


def _tagged(path: Path, tags: tuple[Tag, ...], tagging: Tagging) -> Path | Tagged:
    if path.dataset and tagging.get(path.dataset):
        path = replace(path, part="plan")
    return Tagged(path, tags) if tags else path


def split_by_owner(counting: Counting, dimension: str) -> bool:
    """Whether each different value counts in the cell of the first of its rows alone (see `spot_for`)."""
    return bool(counting.distinct) and isinstance(counting.when, Alive) and PLAN in dimension.split(AND)
