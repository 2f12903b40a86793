"""What queries answer about plans: frozen objects, never rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from openscorecard.domain.strategy.differences import Difference
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text

State = Literal["draft", "published", "retired"]


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition; `revision` is the number of its present content, which `digest` names."""

    plan: str
    number: int
    state: State
    revision: int
    digest: str
    name: Text
    issued_on: date | None
    valid_from: date | None
    valid_to: date | None
    note: str
    created_at: datetime
    created_by: str
    published_at: datetime | None
    published_by: str
    retired_at: datetime | None
    parent_plan: str
    parent_theme: str
    themes: int
    objectives: int
    kpis: int
    initiatives: int
    has_example: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list: the edition this reader sees first, and its institution (id and name)."""

    id: str
    name: Text
    institution: str
    institution_name: Text
    edition: EditionRow
    has_draft: bool
    has_published: bool


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan opened at one edition and revision.

    `is_current` is true for the edition and revision this reader sees first; `revision` is what an action expects
    as `expected_revision` when it is current. `draft` and `published` are edition numbers, None where there is none
    (for the public, `draft` is always None).
    """

    plan: Plan
    edition: int
    state: State
    revision: int
    digest: str
    issued_on: date | None
    note: str
    created_at: datetime
    created_by: str
    published_at: datetime | None
    published_by: str
    institution: str
    institution_name: Text
    is_current: bool
    draft: int | None
    published: int | None

    @property
    def id(self) -> str:
        return self.plan.id

    @property
    def has_draft(self) -> bool:
        return self.draft is not None

    @property
    def has_example(self) -> bool:
        return self.plan.has_example


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One stored state in a plan's history.

    `number` counts over all editions of the plan. `change` is what the change said of itself (`Change.to_data`),
    None where the revision came about otherwise; `restores` is the number whose content came back.
    """

    edition: int
    number: int
    state: State
    verb: str
    change: Mapping[str, Any] | None
    restores: int | None
    note: str
    by: str
    at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of one plan and every difference between them."""

    before: OpenPlan
    after: OpenPlan
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class CascadeView:
    """A plan between its parent (None where there is none, or none to be seen) and the plans that take it up."""

    plan: OpenPlan
    parent: OpenPlan | None
    children: tuple[OpenPlan, ...]


@dataclass(frozen=True, slots=True)
class DeletedPlan:
    """A deleted plan that can be brought back."""

    id: str
    deleted_at: datetime
    deleted_by: str
