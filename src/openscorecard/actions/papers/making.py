"""Making a paper: what it says gathered, said and written, with an audit entry of who took what away."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from django.conf import settings

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.people.preferences import USUAL, preferring
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Language, Text
from openscorecard.domain.work.progress import Progress, unwatched
from openscorecard.queries.exports import expired_exports, exports_folder
from openscorecard.queries.papers import paper_contents
from openscorecard.queries.scores.moments import parse_moment
from openscorecard.reports.papers.outlet import paper_kind
from openscorecard.reports.writers.faults import UnknownForm
from openscorecard.reports.writers.looks import looks_in
from openscorecard.reports.writers.outlet import FORMS, Form, write_paper

KIND = "paper.make"
_SAYING, _WRITING = Text("編排章節", "Laying out the chapters"), Text("寫成檔案", "Writing the file")
_UNFIT_IN_NAMES = '/\\:*?"<>|'


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper: of which plan and period, in which form and language, as of which moment (None: now)."""

    strategy: str
    period: Period
    paper: str
    form: str
    language: Language = "zh-Hant"
    known_at: datetime | None = None

    def subject(self, by: Reader) -> str:
        """What a job is about: this very paper for this person, so that two papers or two people share none."""
        data = self.to_data()
        digest = hashlib.sha256(f"{by.name} {sorted(data.items())}".encode()).hexdigest()[:8]
        return f"{self.strategy[:80]} {self.paper} {self.period} {self.form} {digest}"

    def to_data(self) -> dict[str, str]:
        """As data for a job and for the audit trail."""
        as_of = self.known_at.isoformat(timespec="seconds") if self.known_at else ""
        return {"plan": self.strategy, "period": str(self.period), "paper": self.paper, "form": self.form,
                "language": self.language, "as_of": as_of}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A finished paper and what its file is called."""

    content: bytes
    name: str


def check_wanted(wanted: Wanted) -> Form:
    """The form of a paper that can be made. Raises UnknownPaper, UnknownForm."""
    paper_kind(wanted.paper)
    for form in get_args(Form):
        if form == wanted.form:
            return form  # type: ignore[no-any-return]  # one of the forms
    raise UnknownForm(item=wanted.form[:20], known=" ".join(FORMS))


def make_paper(
    wanted: Wanted, *, by: Reader, now: datetime, source: Source = JOB, progress: Progress = unwatched
) -> MadePaper:
    """The paper as a file, with the templates of this home where it has any.

    Raises UnknownPaper, UnknownForm, UnknownPlan, NotKnownYet, Denied, faults of templates and fonts.
    """
    form, kind = check_wanted(wanted), paper_kind(wanted.paper)
    act = begin("paper.make", "plan", wanted.strategy, by=by, now=now, source=source)
    contents = paper_contents(
        wanted.strategy, wanted.period, act.by, now, wanted.known_at, charts=kind.charts, progress=progress
    )
    progress(0, 0, _SAYING)
    with preferring(USUAL):  # a paper is the same for everybody who reads it
        paper = kind.says(contents, wanted.language)
        progress(0, 0, _WRITING)
        content = write_paper(paper, form, looks_in(Path(settings.HOME) / "templates"))
    with act.stored():
        act.after = {**wanted.to_data(), "bytes": len(content)}
    plan = contents.plan.name.says(wanted.language)[0]
    return MadePaper(content, file_name(f"{plan} {paper.title}", form))


def file_name(title: str, form: str) -> str:
    """A title as the name of a file, without what no file may be called."""
    name = "".join(" " if sign in _UNFIT_IN_NAMES or not sign.isprintable() else sign for sign in title)
    return f"{name[:80].strip()}.{form}"


def make_in_background(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source = JOB
) -> dict[str, Any]:
    """The work of `paper.make`: the paper into a file that is kept for a day, and where it is."""
    as_of = parse_moment(arguments["as_of"], now) if arguments.get("as_of") else None
    wanted = Wanted(
        arguments["plan"],
        parse_period(arguments["period"]),
        arguments["paper"],
        arguments["form"],
        "en" if arguments["language"] == "en" else "zh-Hant",
        as_of,
    )
    made = make_paper(wanted, by=by, now=now, source=source, progress=progress)
    for old in expired_exports(now):
        old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    keep(token, wanted.form, made.content)
    return {
        "address": f"/plans/{wanted.strategy}/papers/files/{token}/{wanted.form}/",
        "name": made.name,
        "says": {
            "zh": f"「{made.name}」已完成；檔案保留一天。",
            "en": f"“{made.name}” is done; the file is kept for a day.",
        },
    }


def keep(token: str, form: str, content: bytes) -> None:
    """Put a file where people fetch it, whole or not at all."""
    file = exports_folder() / f"{token}.{form}"
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_suffix(".part")
    aside.write_bytes(content)
    aside.replace(file)
