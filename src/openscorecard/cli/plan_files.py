"""Files of plans on the command line: reading several as one document, finding the stored twin, writing."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openscorecard.cli.speaking import print_json
from openscorecard.cli.store import working
from openscorecard.domain.faults import Fault

if TYPE_CHECKING:
    from openscorecard.domain.strategy.plan import Plan
    from openscorecard.formats.strategy.assembling import Reading
    from openscorecard.formats.strategy.draft import Unplaced


class NotThatPlan(Fault):
    """A file to compare with holds other plans."""

    code = "not-that-plan"
    zh = "檔案裡的計畫是 {found}，沒有 {item}；請選含有該計畫的檔案。"
    en = "The file holds {found}, not {item}; choose a file with that plan."


class CannotWrite(Fault):
    """A file could not be written."""

    code = "cannot-write"
    zh = "無法寫入 {file}：{reason}；請檢查路徑與權限。"
    en = "{file} cannot be written: {reason}; check the path and its rights."


def read_files(files: Sequence[Path], ids: Sequence[str]) -> Reading:
    """The plans of all files in their order, as if they were one document; a fault names its file."""
    from openscorecard.formats.strategy.assembling import Reading
    from openscorecard.formats.strategy.faults import SamePlanTwice
    from openscorecard.formats.strategy.intake import read_plans
    from openscorecard.queries.measures import own_kpi_names

    own = own_kpi_names()
    plans: list[Plan] = []
    unplaced: list[Unplaced] = []
    for file in files:
        try:
            with working(f"讀取 {file.name}", f"Reading {file.name}"):
                reading = read_plans(file.read_bytes(), file.name, ids if len(files) == 1 else (), own)
            for plan in reading.plans:
                if plan.id in {known.id for known in plans}:
                    raise SamePlanTwice(item=plan.id)
        except Fault as fault:
            for one in fault.all():
                one.facts["file"] = str(file)
            raise
        plans.extend(reading.plans)
        unplaced.extend(reading.unplaced)
    return Reading(tuple(plans), tuple(unplaced))


def chosen(plan_id: str) -> Plan:
    """The plan's newest edition, drafts included. Raises UnknownPlan."""
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.plans import open_plan

    return open_plan(plan_id, SYSTEM).plan


def same_plan(stored: Plan, reading: Reading) -> Plan:
    """The plan of a file that is the stored one: by id, else by name, else the only one. Raises NotThatPlan."""
    for twins in (
        [plan for plan in reading.plans if plan.id == stored.id],
        [plan for plan in reading.plans if plan.name.zh == stored.name.zh],
        reading.plans,
    ):
        if len(twins) == 1:
            return twins[0]
    raise NotThatPlan(item=stored.id, found=" ".join(plan.id for plan in reading.plans))


def export_bytes(plan_id: str, file: Path, language: str, scheme: str) -> None:
    """Write a plan to `file` in the form its ending names; written aside and moved in, so never by halves."""
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.cascade import cascade_of
    from openscorecard.reports.exports import export_plan

    view = cascade_of(plan_id, SYSTEM)
    parent = view.parent.plan if view.parent else None
    kind = file.suffix.lower().lstrip(".")
    with working(f"寫入 {file.name}", f"Writing {file.name}"):
        data = export_plan(view.plan.plan, kind, parent=parent, language=language, scheme=scheme)
        replace_file(file, data)


def replace_file(file: Path, data: bytes) -> None:
    """Write `data` aside and move it to `file`. Raises CannotWrite."""
    try:
        handle, aside = tempfile.mkstemp(dir=file.parent or Path(), prefix=f".{file.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(aside).chmod(0o666 & ~umask)
        Path(aside).replace(file)
    except OSError as error:
        raise CannotWrite(file=file, reason=error.strerror or error) from error


def write_out(file: Path, text: str, shape: dict[str, object], as_json: bool) -> None:
    """A text to a file, whole or not at all, and what is said of it; `-` is standard output. Raises CannotWrite."""
    if str(file) == "-":
        sys.stdout.write(text)
        return
    replace_file(file, text.encode())
    if as_json:
        print_json({**shape, "file": str(file)})
    else:
        click.echo(str(file))
