"""Every paper there is, by its name: what it is called, what it is for, and what says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openscorecard.domain.faults import Fault
from openscorecard.domain.text import Text
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Paper
from openscorecard.reports.papers import annual, council, definitions, monthly, review, scorecard


class UnknownPaper(Fault):
    """A paper was asked for that nobody writes."""

    code = "unknown-paper"
    zh = "沒有「{item}」這種文件；可用的有 {known}。"
    en = "There is no paper “{item}”; choose one of {known}."


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper; `charts` says that it shows the charts of KPIs, which take a while to gather."""

    name: str
    title: Text
    about: Text
    says: Callable[[PaperContents, str], Paper]
    charts: bool


PAPERS: dict[str, PaperKind] = {
    one.name: one
    for one in (
        PaperKind(
            "scorecard",
            scorecard.TITLE,
            Text(
                "文件原來的形式，加上實績、目標、達成率與狀態。",
                "The document’s own form, with actuals, targets and status.",
            ),
            scorecard.scorecard,
            False,
        ),
        PaperKind(
            "monthly",
            monthly.TITLE,
            Text(
                "例外先看：變動、訊號、預測與資料缺漏。", "Exceptions first: changes, signals, forecast, missing data."
            ),
            monthly.monthly,
            True,
        ),
        PaperKind(
            "review",
            review.TITLE,
            Text("每項落後的 KPI 一頁，附待決定的問題。", "A page for each KPI off target, with questions to settle."),
            review.review,
            True,
        ),
        PaperKind(
            "council",
            council.TITLE,
            Text("每個主題兩頁，附問與答及來源。", "Two pages a theme, with questions, answers and sources."),
            council.council,
            False,
        ),
        PaperKind(
            "annual",
            annual.TITLE,
            Text("地圖、各主題、每項 KPI、行動方案與經費。", "Map, themes, a sheet a KPI, action plans and money."),
            annual.annual,
            True,
        ),
        PaperKind(
            "definitions",
            definitions.TITLE,
            Text("每項 KPI 一頁：算法、來源、頻率與目標。", "A page a KPI: formula, source, frequency and target."),
            definitions.definitions,
            False,
        ),
    )
}


def paper_kind(name: str) -> PaperKind:
    """The paper of that name. Raises UnknownPaper."""
    if name not in PAPERS:
        raise UnknownPaper(item=name[:40], known=" ".join(PAPERS))
    return PAPERS[name]
