"""Rows of a small library, counted for real, and its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.data.importing import BatchInfo, import_batch
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries import places
from tests.actions.sent_files import CIRCULATION, EVENTS, row, sent
from tests.conftest import NOW
from tests.web.plans.conftest import example, publish, read  # noqa: F401 -- fixtures of the reading pages

Bring = Callable[..., BatchInfo]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    places.forget()


@pytest.fixture
def bring(db: None) -> Bring:
    """`bring(CIRCULATION, rows, "2025-01")` stores rows that speak for a span."""

    def do(dataset: Dataset, rows: Sequence[tuple[Any, ...]], covers: str = "", **facts: Any) -> BatchInfo:
        spans = {"covers": parse_coverage(covers)} if covers else {}
        file = sent(dataset, *rows, name=f"{dataset.name} {covers} {len(rows)}.csv")
        return import_batch(dataset, [file], by=SYSTEM, now=NOW, **spans, **facts)

    return do


def lines(page: Any, path: str) -> list[str]:
    """The rows of tables at `path`, their cells a blank apart."""
    return [
        " ".join(" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")) for row in page.all(path)
    ]


def compute() -> None:
    compute_figures(by=SYSTEM, now=NOW)


def loan(
    month: int, channel: str, branch: str = "A", quantity: int = 1, year: int = 2025, **more: Any
) -> tuple[Any, ...]:
    moment = datetime(year, month, 5, 2, tzinfo=UTC)
    facts = {"kind": "issue", "channel": channel, "branch": branch, "quantity": quantity} | more
    return row(CIRCULATION, occurred_at=moment, **facts)


def held(name: str, month: int, attendees: int | None, branch: str = "A", **more: Any) -> tuple[Any, ...]:
    day = date(2025, month, 5)
    return row(EVENTS, event_id=name, held_on=day, status="held", attendees=attendees, branch=branch, **more)


@pytest.fixture
def reader(signed_in: Callable[..., Client]) -> Client:
    return signed_in("reader")


@pytest.fixture
def editing(signed_in: Callable[..., Client]) -> Client:
    return signed_in("editor")
