"""A plan to a file in the document's form: text, YAML, ODT, ODS, DOCX, XLSX; importing it gives an equal plan."""

from __future__ import annotations

from typing import Literal, get_args

from openscorecard.domain.strategy.nodes import Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.strategy.layout import lay_out_document
from openscorecard.formats.strategy.text import write_text
from openscorecard.formats.strategy.yaml_file import write_yaml

PlanFormat = Literal["txt", "yaml", "odt", "ods", "docx", "xlsx"]
PLAN_FORMATS: tuple[PlanFormat, ...] = get_args(PlanFormat)


def write_plan(plan: Plan, kind: PlanFormat, parent_theme: Theme | None = None) -> bytes:
    """The plan as a file of `kind`; `parent_theme` is the theme it takes up, where the parent plan is at hand."""
    if kind == "yaml":
        return write_yaml([plan]).encode()
    document = lay_out_document(plan, standard_catalogue().by_kpi_name(), parent_theme)
    title = plan.name.zh
    if kind == "odt":
        from openscorecard.formats.office.odt import write_odt

        return write_odt(document, title=title)
    if kind == "ods":
        from openscorecard.formats.office.ods import write_ods

        return write_ods(document, title=title)
    if kind == "docx":
        from openscorecard.formats.office.docx import write_docx

        return write_docx(document, title=title)
    if kind == "xlsx":
        from openscorecard.formats.office.xlsx import write_xlsx

        return write_xlsx(document, title=title)
    return write_text(document).encode()
