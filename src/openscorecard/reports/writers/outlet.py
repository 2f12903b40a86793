"""The one way to a finished paper: its blocks in the form that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from openscorecard.reports.paper import Paper
from openscorecard.reports.writers.faults import UnknownForm
from openscorecard.reports.writers.looks import OURS, Looks

Form = Literal["pdf", "odt", "ods", "docx", "pptx", "xlsx"]
FORMS: tuple[Form, ...] = get_args(Form)


def write_paper(paper: Paper, form: Form, looks: Looks = OURS) -> bytes:
    """`paper` as a file of `form`; the same paper gives the same bytes.

    Raises UnknownForm; BrokenTemplate or UnfitTemplate for a template of the institution; NoFont where a picture or
    PDF has no Chinese font to be set in.
    """
    if form not in _WRITERS:
        raise UnknownForm(item=form, known=" ".join(FORMS))
    return _WRITERS[form](paper, looks)


def _pdf(paper: Paper, looks: Looks) -> bytes:
    from openscorecard.reports.writers.pdf import write_pdf

    return write_pdf(paper, looks.typst)


def _odt(paper: Paper, looks: Looks) -> bytes:
    from openscorecard.reports.writers.odt import write_odt

    return write_odt(paper, looks.odt)


def _ods(paper: Paper, looks: Looks) -> bytes:
    from openscorecard.reports.writers.ods import write_ods

    return write_ods(paper)


def _docx(paper: Paper, looks: Looks) -> bytes:
    from openscorecard.reports.writers.docx import write_docx

    return write_docx(paper, looks.docx)


def _pptx(paper: Paper, looks: Looks) -> bytes:
    from openscorecard.reports.writers.pptx import write_pptx

    return write_pptx(paper, looks.pptx)


def _xlsx(paper: Paper, looks: Looks) -> bytes:
    from openscorecard.reports.writers.xlsx import write_xlsx

    return write_xlsx(paper)


_WRITERS: dict[str, Callable[[Paper, Looks], bytes]] = {
    "pdf": _pdf, "odt": _odt, "ods": _ods, "docx": _docx, "pptx": _pptx, "xlsx": _xlsx,
}  # fmt: skip
