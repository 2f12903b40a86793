"""A file of any kind to plans: recognised by its content, parsed in a bounded worker, nothing half-read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from openscorecard.formats.archive import kind_of
from openscorecard.formats.bounded import run_bounded
from openscorecard.formats.decoding import decode_text
from openscorecard.formats.document import Place
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.office.opening import read_office
from openscorecard.formats.strategy.assembling import Reading, read_plans_of
from openscorecard.formats.strategy.data import plan_from_data, plan_to_data
from openscorecard.formats.strategy.draft import Unplaced
from openscorecard.formats.strategy.text import read_text
from openscorecard.formats.strategy.yaml_file import read_yaml

Own = Mapping[str, Sequence[str]]
"""Measures of an institution's own by id: the KPI names an import binds to each."""


def read_plans(data: bytes, filename: str = "", ids: Sequence[str] = (), own: Own | None = None) -> Reading:
    """The plans of a file (txt, yaml, docx, odt, xlsx, ods), parsed in a worker bound in memory and time.

    `ids` names the plans in the document's order where the file does not; `own` are measures beside those that come
    with the product. Raises the first fault with its place,
    the others in its `also`; nothing is returned of a faulty file.
    """
    head = json.dumps(
        {"name": filename, "ids": list(ids), "own": {id_: list(names) for id_, names in (own or {}).items()}}
    ).encode()
    result: Mapping[str, Any] = run_bounded("read-plan", head + b"\n" + data)
    plans = tuple(plan_from_data(plan) for plan in result["plans"])
    return Reading(plans, tuple(Unplaced(text, Place(*place)) for text, place in result["unplaced"]))


def read_in_worker(framed: bytes) -> dict[str, Any]:
    """What the worker runs: a JSON head line with name and ids, then the file; gives JSON-able data."""
    head, _, data = framed.partition(b"\n")
    wanted = json.loads(head)
    reading = read_directly(data, wanted["name"], wanted["ids"], wanted["own"])
    return {
        "plans": [plan_to_data(plan) for plan in reading.plans],
        "unplaced": [[item.text, [item.place.row, item.place.column, item.place.sheet]] for item in reading.unplaced],
    }


def read_directly(data: bytes, filename: str = "", ids: Sequence[str] = (), own: Own | None = None) -> Reading:
    """Like `read_plans`, in this process and without bounds: for tests and the worker."""
    catalogue = standard_catalogue()
    kind = kind_of(data, filename)
    if kind == "yaml":
        return read_yaml(decode_text(data), frozenset([*(measure.id for measure in catalogue), *(own or {})]), ids)
    document = read_text(decode_text(data)) if kind == "txt" else read_office(data, filename)
    names = {name: id_ for id_, said in (own or {}).items() for name in said}
    return read_plans_of(document, catalogue.by_kpi_name() | names, ids)
