"""The example's plans and charters with small ledgers of 2025, counted; and pages read as trees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.acting import JOB
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.example import load_example
from openscorecard.actions.initiatives.example import load_example_charters
from openscorecard.actions.measures.background import compute
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_charters, example_institutions, example_plans
from tests.actions.sent_files import row, sent

LIBRARY = "/plans/taipei-public-library/"
DATASETS = standard_datasets()
Bring = Callable[..., None]


@pytest.fixture
def home(db: None, settings: Any, tmp_path: Path, now: datetime) -> None:
    """The example's plans with their charters, no rows."""
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
    load_example_charters(*example_charters(), by=SYSTEM, now=now)


@pytest.fixture
def bring(home: None, now: datetime) -> Bring:
    """Imports rows of a dataset that speak for 2025, and counts what follows."""

    def do(dataset: str, *rows: dict[str, Any], covers: str = "2025") -> None:
        contract = DATASETS[dataset]
        made = [row(contract, **one) for one in rows]
        file = sent(contract, *made, name=f"{dataset} {rows!r}.csv")
        import_batch(contract, [file], covers=parse_coverage(covers), by=SYSTEM, now=now)
        compute({}, lambda *_: None, by=SYSTEM, now=now, source=JOB)

    return do


def grant(name: str, plan: str | None, approved: int, **more: Any) -> dict[str, Any]:
    """A grant applied for and approved in 2025."""
    days = {"applied_on": date(2025, 1, 5), "approved_on": date(2025, 2, 1)}
    return {"grant_id": name, "agency": "教育部", "approved": Decimal(approved), "plan": plan, **days, **more}


def event(name: str, plan: str | None, day: date, attendees: int | None = 5, **more: Any) -> dict[str, Any]:
    """An event held."""
    return {"event_id": name, "held_on": day, "attendees": attendees, "status": "held", "plan": plan, **more}
