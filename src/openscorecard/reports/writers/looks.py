"""How papers look: the templates of an institution, and what stands in for those it does not have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "templates"
PAPER_TYP = SHIPPED / "paper.typ"
REPLACEABLE = ("paper.typ", "paper.odt", "paper.docx", "paper.pptx")
"""The files that an institution may put into its folder of templates."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The institution's own templates; None: ours. `typst` sets the PDF, the others give their styles."""

    typst: Path | None = None
    odt: Path | None = None
    docx: Path | None = None
    pptx: Path | None = None


OURS = Looks()


def looks_in(folder: Path) -> Looks:
    """The templates that lie in `folder` (`<home>/templates`), under the names of REPLACEABLE."""
    found = [path if (path := folder / name).is_file() else None for name in REPLACEABLE]
    return Looks(*found)
