"""A plan as files to take away: what can be edited first, by the government's rule in ODF, then the rest."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from openscorecard.queries.answers import OpenPlan
from openscorecard.reports.exports import EXPORT_KINDS, MEDIA_TYPES, UnknownExport, export_plan
from openscorecard.web.frame.scheme import scheme_of
from openscorecard.web.plans.opening import Asked, asked, between, helped, opened
from openscorecard.web.plans.plan_head import PlanHead, plan_head

GROUPS = (
    ("odf", ("odt", "ods")),
    ("office", ("docx", "xlsx")),
    ("map", ("svg", "png", "pptx")),
    ("text", ("txt", "yaml")),
)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file by its kind (the ending of its name)."""

    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class DownloadsPage:
    """Files in groups: odf, office, map, text."""

    head: PlanHead
    groups: tuple[tuple[str, tuple[FileLink, ...]], ...]


def downloads_page(found: OpenPlan, question: Asked) -> DownloadsPage:
    """The page."""
    groups = tuple(
        (name, tuple(FileLink(kind, question.places.page("plan-download", kind)) for kind in kinds))
        for name, kinds in GROUPS
    )
    return DownloadsPage(plan_head(found, question, "plan-downloads"), groups)


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    return render(request, "plans/downloads.html", {"page": downloads_page(opened(question), question)})


@helped
def send(request: HttpRequest, plan_id: str, kind: str) -> HttpResponse:
    """One file; a map in the page's language and scheme."""
    if kind not in EXPORT_KINDS:
        raise UnknownExport(item=kind[:20], known=" ".join(EXPORT_KINDS))
    question = asked(request, plan_id)
    view = between(question)
    content = export_plan(
        view.plan.plan,
        kind,
        parent=view.parent.plan if view.parent else None,
        language="en" if question.language.startswith("en") else "zh-Hant",
        scheme="dark" if scheme_of(request) == "dark" else "light",
    )
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, file_name(view.plan, kind))
    return response


def file_name(found: OpenPlan, kind: str) -> str:
    """What the file is called: the plan's name and, where it is not the first, its edition."""
    name = "".join(" " if sign in '/\\:*?"<>|' else sign for sign in found.plan.name.zh)
    edition = f" v{found.edition}" if found.edition > 1 else ""
    return f"{name[:80].strip()}{edition}.{kind}"
