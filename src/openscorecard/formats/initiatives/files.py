"""Files of charters and of kinds: YAML to data, every fault with its line and column; and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.initiatives.kind import Kind, Listing
from openscorecard.domain.measures.counting import Counting, UnfitCounting, Within
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import AND, PLAN, spot_for, spot_of
from openscorecard.domain.measures.fitting import check_conditions
from openscorecard.domain.measures.small_cells import of_readers
from openscorecard.formats.bounded import run_bounded
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.decoding import decode_text
from openscorecard.formats.initiatives.charters import charter_from_data, charter_to_data
from openscorecard.formats.initiatives.data import kinds_from_data
from openscorecard.formats.initiatives.faults import (
    CharterOfAnother,
    LedgerWithoutPlan,
    ListedReaders,
    NotOneFile,
    UnfitCharterFile,
    UnsplitQuantity,
)
from openscorecard.formats.schema_check import breaks, validator_of
from openscorecard.formats.yaml_places import Places, documents, nearest, placed

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

FORMAT = "openscorecard-charters/1"
CHARTERS, KINDS = "charter.schema.json", "kind.schema.json"
HEAD_OF_CHARTERS = "# OpenScorecard charters; their fields: charter.schema.json\n"
HEAD_OF_KINDS = "# OpenScorecard kinds of action plans; their fields: kind.schema.json\n"
Data = Mapping[str, Any]


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of charter files or of kind files."""
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return found


def read_charters(data: bytes, plan: str = "") -> tuple[Charter, ...]:
    """The charters of a file, parsed in a worker bound in memory and time.

    Raises the first fault with its place, the others in its `also`; CharterOfAnother for a file that says it is of
    another strategy plan than `plan`.
    """
    found = run_bounded("read-charters", data)
    if plan and found["plan"] not in ("", plan):
        raise CharterOfAnother(item=found["plan"], plan=plan)
    return tuple(charter_from_data(one, row) for one, row in found["charters"].items())


def read_kinds(data: bytes) -> dict[str, Any]:
    """The data of a kind file, parsed in a worker bound in memory and time; faults as of `read_charters`."""
    found: dict[str, Any] = run_bounded("read-kinds", data)
    return found


def read_charters_in_worker(data: bytes) -> dict[str, Any]:
    """What the worker runs for charters."""
    return read_charters_directly(decode_text(data))


def read_kinds_in_worker(data: bytes) -> dict[str, Any]:
    """What the worker runs for kinds."""
    return read_kinds_directly(decode_text(data))


def read_charters_directly(text: str) -> dict[str, Any]:
    """Like `read_charters`, as data, in this process and without bounds: for tests, the worker and the example."""
    data, places = _only(text)
    _refuse_breaks(CHARTERS, data, places, "charters")
    refuse(fault for plan, row in data["charters"].items() for fault in _wrong_charter(plan, row, places))
    return {"plan": data.get("plan", ""), "charters": dict(data["charters"])}


def read_kinds_directly(text: str) -> dict[str, Any]:
    """Like `read_kinds`, in this process and without bounds."""
    data, places = _only(text)
    check_kinds(data, places)
    return dict(data)


def check_kinds(data: Any, places: Places = {}) -> tuple[Kind, ...]:  # noqa: B006 -- never written
    """The kinds of `data`; raises all that is wrong with it, each with its place where `places` tell it."""
    _refuse_breaks(KINDS, data, places, "kinds")
    try:
        found = kinds_from_data(data)
    except Fault as fault:
        refuse(placed(one, nearest("kinds", places)) for one in fault.all())
        raise
    refuse(placed(fault, nearest(f"kinds/{kind.id}", places)) for kind in found for fault in _wrong_kind(kind))
    return found


def write_charters(plan: str, charters: tuple[Charter, ...]) -> str:
    """Charters as YAML; `read_charters` reads them back."""
    said = {"format": FORMAT, "plan": plan, "charters": {one.plan: charter_to_data(one) for one in charters}}
    return HEAD_OF_CHARTERS + _yaml(said)


def write_kinds(data: Data) -> str:
    """The data of a kind file as YAML; `read_kinds` reads it back."""
    return HEAD_OF_KINDS + _yaml(json.loads(json.dumps(data)))


def _yaml(said: Any) -> str:
    import yaml

    return str(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000))


def _only(text: str) -> tuple[Any, Places]:
    found = list(documents(text, keep_empty=True))
    if len(found) != 1:
        raise NotOneFile(count=len(found))
    return found[0]


def _refuse_breaks(name: str, data: Any, places: Places, whole: str) -> None:
    refuse(
        placed(fault, nearest(fault.facts.get("path", ""), places))
        for fault in breaks(_validator(name), data, schema=name, whole=whole)
    )


@cache
def _validator(name: str) -> Validator:
    return validator_of(schema(name))


def _wrong_charter(plan: str, row: Data, places: Places) -> Iterator[Fault]:
    try:
        charter_from_data(plan, row)
    except Fault as fault:
        yield from (placed(one, nearest(f"charters/{plan}", places)) for one in fault.all())
    except (ValueError, ZeroDivisionError) as error:  # a number such as 1/0
        yield placed(UnfitCharterFile(item=plan, reason=str(error)), nearest(f"charters/{plan}", places))


def _wrong_kind(kind: Kind) -> Iterator[Fault]:
    datasets = standard_datasets()
    for name in kind.ledgers:
        if name not in datasets or spot_of(PLAN, datasets[name], datasets) is None:
            yield LedgerWithoutPlan(item=kind.id, dataset=name)
    for listing in kind.listed:
        found = datasets.get(listing.dataset)
        if found is None or spot_of(PLAN, found, datasets) is None:
            yield LedgerWithoutPlan(item=kind.id, dataset=listing.dataset)
        elif of_readers(found):
            yield ListedReaders(item=kind.id, dataset=listing.dataset)
        else:
            yield from _unfit_where(listing, found)
    for quantity in kind.quantities():
        terms = (*quantity.formula.of, *quantity.formula.over)
        if not any(spot_for(one.counting, PLAN, datasets) for one in terms):
            yield UnsplitQuantity(item=kind.id, quantity=quantity.id, dimension=PLAN)
        for dimension in quantity.by:
            if not any(spot_for(one.counting, f"{PLAN}{AND}{dimension}", datasets) for one in terms):
                yield UnsplitQuantity(item=kind.id, quantity=quantity.id, dimension=dimension)


def _unfit_where(listing: Listing, dataset: Dataset) -> Iterator[Fault]:
    try:
        check_conditions(Counting(dataset.name, Within(dataset.time_field), listing.where), standard_datasets())
    except UnfitCounting as fault:
        yield from fault.all()
