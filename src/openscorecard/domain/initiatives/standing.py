"""An action plan as it stands: its codes, kind and charter, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.initiatives.kind import Kind
from openscorecard.domain.initiatives.progress import Progress, Told


@dataclass(frozen=True, slots=True)
class CharterRow:
    """One version of a charter: of which strategy plan, its number, by whom, when, and what was said of the change."""

    strategy: str
    charter: Charter
    version: int
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One action plan as it stands at the end of `period`: its codes, kind and charter, and how far it has come.

    `charter` is None where nothing is declared; `kind` where nobody said it, or it is gone. `told` holds the
    observations that `progress` was made of.
    """

    initiative: str
    codes: tuple[str, ...]
    kind: Kind | None
    charter: CharterRow | None
    told: Told | None
    progress: Progress
