"""Questions that people ask of figures, each answered from the plan's own facts, with its source."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.reports.paper import Block, Heading, Line, Run, Terms
from openscorecard.reports.papers import kpi_sheet
from openscorecard.reports.papers.targets_changed import revisions
from openscorecard.reports.papers.told import Told, paragraph, said


def question_chapter(told: Told) -> Iterator[Block]:
    """Under each KPI its questions with answers and sources; the list of chapters is their index."""
    say = told.say
    yield Heading(said(say("問與答", "Questions and answers")), 1, "questions")
    yield paragraph(
        say(
            "每個答案都由計畫的數字、定義與批次紀錄產生，並註明來源。",
            "Every answer comes from the plan's figures, definitions and batches, and names its source.",
        ),
        "note",
    )
    for _, kpi in told.contents.kpis():
        yield Heading(told.coded(kpi.code, kpi.name), 2, f"q-{kpi.code}")
        yield Terms(tuple(answers(told, kpi)), together=True)


def answers(told: Told, kpi: Kpi) -> Iterator[tuple[str, Line]]:
    """Question and answer, in the order in which they are asked."""
    say = told.say
    yield say("達成多少？", "How much?"), _how_much(told, kpi)
    if twin := told.twin(kpi):
        words = say("和 {code} 是同一個衡量方式，見", "It counts the same as {code}; see ", code=twin.code)
        to = (Run(words), Run(f"{twin.code} ", link=f"#q-{twin.code}"), told.run(twin.name), Run(say("。", ".")))
        yield say("怎麼計算、依據哪些資料？", "How is it counted, from which records?"), to
    else:
        yield say("怎麼計算？", "How is it counted?"), said(how_counted(told, kpi))
        yield say("依據哪些資料？", "From which records?"), kpi_sheet.sources(told, kpi)
        yield say("和去年比呢？", "Compared with last year?"), said(kpi_sheet.change(told, kpi))
    yield say("目標從哪裡來？", "Where does the target come from?"), said(_origin(told, kpi))
    if changed := revisions(told, kpi):
        yield say("目標為什麼改了？", "Why was the target changed?"), said(say.together(changed))


def _how_much(told: Told, kpi: Kpi) -> Line:
    why = told.why_none(kpi.code)
    if why:
        return said(why)
    return (Run(kpi_sheet.figures_line(told, kpi)[0].text + (" " if told.say.english else "")), *told.status(kpi.code))


def how_counted(told: Told, kpi: Kpi) -> str:
    """The reading in force and its formula in words; that there is none where no measure is bound."""
    say, one = told.say, told.contents.scored.measured.get(kpi.code)
    if one is None:
        return say("還沒有綁定衡量方式，因此沒有計算方法。", "No measure is bound yet, so there is no way to count it.")
    formula, datasets = one.reading.formula, standard_datasets()
    above = [say.text(counting_in_words(term.counting, datasets)) for term in formula.of]
    below = [say.text(counting_in_words(term.counting, datasets)) for term in formula.over]
    words = [say.text(one.reading.definition) + say("。", ".")]
    words += [say("{sign}{words}", "{sign}{words}", sign=say("減去：", "Less: ") if term.sign < 0 else "", words=text)
              for term, text in zip(formula.of, above, strict=True)]  # fmt: skip
    if below:
        words.append(say("除以：{words}", "Divided by: {words}", words=say.together(below)))
    return say.together(words)


def _origin(told: Told, kpi: Kpi) -> str:
    say, row = told.say, told.contents.scored.targets.get(kpi.code)
    if row is None:
        return say("這一期沒有設目標。", "No target is set for this period.")
    if row.row.example:
        return say("示範目標，沒有機關的依據。", "An example target; no decision stands behind it.")
    origin = row.row.origin or say("沒有註明來源", "no source is named")
    return say("{origin}（第 {n} 版）。", "{origin} (version {n}).", origin=origin, n=row.row.version)
