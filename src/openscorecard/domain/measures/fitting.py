"""Whether a counting fits its dataset: every field it names is there and of a kind that can be asked so."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.faults import refuse
from openscorecard.domain.measures.counting import Alive, Condition, Counting, Latest, UnfitCounting, Within
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import Datasets, path_of
from openscorecard.domain.measures.fields import NUMERIC, Field

_DAYS = frozenset({"day", "moment", "period"})


def check_counting(counting: Counting, datasets: Datasets, *, any_length: bool = False) -> None:
    """Raise UnfitCounting, all that is wrong at once, where `counting` asks what rows of its dataset cannot answer.

    With `any_length` rows may speak of periods of any length and belong to the first month of theirs: good enough for
    what is told of years and years to date alone.
    """
    dataset = datasets.get(counting.dataset)
    if dataset is None:
        raise UnfitCounting(dataset=counting.dataset, reason=f"dataset = ? ({', '.join(datasets)})")
    reasons = [
        *_of_time(counting, dataset, any_length),
        *_of_values(counting, dataset),
        *_of_conditions(counting, datasets),
    ]
    reasons += _of_followed(counting, datasets)
    refuse(UnfitCounting(dataset=dataset.name, reason=reason) for reason in reasons)


def check_conditions(counting: Counting, datasets: Datasets) -> None:
    """The same of its conditions alone."""
    refuse(UnfitCounting(dataset=counting.dataset, reason=reason) for reason in _of_conditions(counting, datasets))


def _of_followed(counting: Counting, datasets: Datasets) -> Iterator[str]:
    after = counting.followed
    if after is None:
        return
    other = datasets.get(after.dataset)
    if other is None or other.kind != "events":
        yield f"followed: {after.dataset} = {other.kind if other else '?'}, ≠ events"
        return
    for dataset in (datasets[counting.dataset], other):
        yield from _wants(dataset, after.by, frozenset({"text"}))
    conditions = [condition for clause in after.where for condition in clause]
    for one in conditions:
        if "." in one.field or one.op not in {"in", "not_in", "present", "absent"}:
            yield f"followed: {one.field} {one.op}"
    if not any("." in one.field for one in conditions):
        yield from _of_conditions(Counting(other.name, Within(other.time_field), after.where), datasets)


def _of_time(counting: Counting, dataset: Dataset, any_length: bool) -> Iterator[str]:
    when = counting.when
    if isinstance(when, Alive):
        names: tuple[str, ...] = (when.start, *when.gone, *when.until)
    else:
        names = (when.field,)
    for name in names:
        yield from _wants(dataset, name, _DAYS)
    by_month = dataset.kind in {"events", "snapshot"}
    if isinstance(when, Within | Latest) and by_month and when.field != dataset.time_field:
        yield f"{when.field} ≠ {dataset.time_field}"  # such rows are filed, and covered, by their time alone
    field = _field(dataset, when.field) if isinstance(when, Within) else None
    if field and field.type == "period" and field.grain != "month" and not any_length:
        yield f"{field.name}: month ≠ {field.grain or '?'}"  # a quarter's row would belong to no month
    if isinstance(when, Latest) and dataset.kind != "snapshot":
        yield f"latest ⇒ snapshot, {dataset.name} = {dataset.kind}"
    if isinstance(when, Within) and dataset.kind == "snapshot":
        yield f"within ⇒ events, {dataset.name} = snapshot"  # states of months are never added up
    if isinstance(when, Alive) and by_month:
        yield f"alive ⇒ life-cycle, {dataset.name} = {dataset.kind}"


def _of_values(counting: Counting, dataset: Dataset) -> Iterator[str]:
    for name in (*counting.sums, *filter(None, [counting.times])):
        yield from _wants(dataset, name, NUMERIC)
    for name in counting.days:
        yield from _wants(dataset, name, _DAYS)
    for name in filter(None, (counting.distinct, counting.first_of, *counting.must_know)):
        yield from _wants(dataset, name, frozenset())
        if (field := _field(dataset, name)) and field.type == "list":
            yield f"{name}: list"
    if counting.first_of and not dataset.key:
        yield f"first_of ⇒ key, {dataset.name} = ∅"  # of two rows at one time neither would be the first
    if counting.unless_replaced:
        field = _field(dataset, counting.unless_replaced)
        if len(dataset.key) != 1 or field is None or field.references != f"{dataset.name}.{dataset.key[0]}":
            yield f"{counting.unless_replaced} → {dataset.name}.{', '.join(dataset.key)} = ?"


def _of_conditions(counting: Counting, datasets: Datasets) -> Iterator[str]:
    for condition in counting.conditions():
        path = path_of(condition.field, datasets[counting.dataset], datasets)
        if path is None:
            yield f"{condition.field} = ?"
            continue
        owner = datasets[path.dataset] if path.dataset else datasets[counting.dataset]
        yield from _fits(condition, owner.field(path.target or path.field), owner)


def _fits(condition: Condition, field: Field, owner: Dataset) -> Iterator[str]:
    if condition.op in {"by_end", "in_last_months", "not_after", "since", "until"}:
        yield from _wants(owner, field.name, _DAYS)
        if condition.op == "not_after":
            yield from _wants(owner, condition.values[0], _DAYS)
        if "." in condition.field:
            yield f"{condition.field}: {condition.op}"
    elif condition.op in {"in", "not_in"}:
        if field.type not in {"text", "list", "flag"}:
            yield f"{field.name}: {field.type} {condition.op}"
        allowed = ("true", "false") if field.type == "flag" else field.values()
        yield from (f"{field.name} = {value}?" for value in condition.values if allowed and value not in allowed)


def _wants(dataset: Dataset, name: str, types: frozenset[str]) -> Iterator[str]:
    field = _field(dataset, name)
    if field is None:
        yield f"{name} = ?"
    elif types and field.type not in types:
        yield f"{name}: {field.type} ∉ {{{', '.join(sorted(types))}}}"


def _field(dataset: Dataset, name: str) -> Field | None:
    return next((field for field in dataset.fields if field.name == name), None)
