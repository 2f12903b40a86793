"""The teller of a paper: names, statuses, values and scores as lines, in the paper's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.written import NO_VALUE, Written
from openscorecard.domain.scores.bands import Status
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.targets import GIVEN
from openscorecard.domain.strategy.nodes import Kpi, Objective, Theme
from openscorecard.domain.strategy.soundness.finding import Finding
from openscorecard.domain.text import Text
from openscorecard.drawing.strategy.states import State
from openscorecard.reports.charts.sentences import WHY_NONE
from openscorecard.reports.contents import PaperContents
from openscorecard.reports.paper import Block, Cell, Line, Paragraph, Run
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import STATUSES, asks, score_text, status_word

_NO_VALUE: dict[str, Text] = {
    "partial": Text("部分涵蓋", "Partly covered"),
    "no_data": Text("無資料", "No data"),
    "not_applicable": Text("不適用", "Not applicable"),
    "not_computed": Text("尚未計算", "Not computed"),
}


@dataclass(frozen=True)
class Told:
    """Tells the parts of `contents` in the language of `say`."""

    contents: PaperContents
    say: Speech

    # Names

    def run(self, text: Text, *, bold: bool = False) -> Run:
        """A text of the plan; it says its language where that is not the paper's."""
        words, real = text.says(self.say.tag)
        return Run(words, bold=bold, language=None if real == self.say.language else real)

    def coded(self, code: str, text: Text, *, bold: bool = False) -> Line:
        """A code and what it names."""
        return (Run(f"{code} ", bold=bold), self.run(text, bold=bold))

    def kpi(self, kpi: Kpi) -> Line:
        """A KPI by name, marked where it stands on the example and others do not."""
        return (self.run(kpi.name), *self._mark(self.contents.example(kpi.code)))

    def coded_kpi(self, kpi: Kpi) -> Line:
        """A KPI by code and name, marked as `kpi` does."""
        return (*self.coded(kpi.code, kpi.name), *self._mark(self.contents.example(kpi.code)))

    def action(self, one: Standing) -> Line:
        """An action plan by its id and name."""
        found = self.contents.plan.initiative(one.initiative)
        name = (self.run(found.name),) if found else ()
        return (Run(f"{one.initiative} "), *name)

    def theme(self, theme: Theme) -> Line:
        """A theme with its letter, as the document writes it."""
        return (self.run(theme.name), Run(self.say("（{letter}）", " ({letter})", letter=theme.letter)))

    def _mark(self, example: bool) -> Line:
        if not example or self.all_example:
            return ()
        return (Run(self.say("（示範）", " (example)")),)

    @property
    def all_example(self) -> bool:
        """Whether every figure or target is the example's: then it is said once, not beside each."""
        told = [one.example for one in self.contents.facts.values() if one.batches or one.target]
        return bool(told) and all(told)

    # Values

    def value(self, code: str, scored: ScoredPlan | None = None) -> Cell:
        """What a KPI came to, in digits; where it has no value, why."""
        at = scored or self.contents.scored
        row, one = at.targets.get(code), at.measured.get(code)
        if row and row.target.method in GIVEN:
            return Cell((Run(asks(row.target, self.say)),), value=row.target.value)
        if one is None:
            return Cell((Run(self.say("沒有衡量方式", "No measure")),))
        value = one.observation.value
        if value is None:
            return Cell(self.no_value(one.observation.status))
        written = Written.of(one.measure, one.reading, self.say.tag)
        places = 2 if written.kind == "R" or value.denominator != 1 else 0
        return Cell((Run(written.value(value)),), value=value, places=places)

    def no_value(self, status: str) -> Line:
        """Why there is no value, in a word or two; missing is never zero."""
        return (Run(self.say.text(_NO_VALUE[status])),)

    def unit(self, code: str) -> str:
        """The unit of a KPI: that of its target, else of what counts it; empty where nothing says it."""
        row, one = self.contents.scored.targets.get(code), self.contents.scored.measured.get(code)
        if one is not None:
            return self.say.text(one.measure.unit_of(one.reading))
        return row.target.unit if row else ""

    def target(self, code: str) -> Cell:
        """What a KPI is asked in the period; words where nothing is."""
        row = self.contents.scored.targets.get(code)
        if row is None:
            return Cell((Run(self.say("未設目標值", "No target")),))
        target = row.target
        if target.method in GIVEN:
            return Cell((Run(self.say("人工給定", "Given by a person")),))
        exact = None if target.direction == "band" or (target.method == "steps" and not target.value) else target.value
        places = next((n for n in range(4) if exact is not None and (exact * 10**n).denominator == 1), 4)
        return Cell((Run(asks(target, self.say)),), value=exact, places=places)

    def why_none(self, code: str) -> str:
        """Why a KPI has no value, as a sentence; empty where it has one."""
        one = self.contents.scored.measured.get(code)
        if one is None:
            return self.say(
                "沒有衡量方式，無法由資料計算。", "It has no measure, so it cannot be computed from records."
            )
        return "" if one.observation.value is not None else self.say.text(WHY_NONE[one.observation.status])

    def twin(self, kpi: Kpi) -> Kpi | None:
        """The first KPI that counts the same, where that is another: nothing is told twice. None where it is alone."""
        if not kpi.measure:
            return None
        first = next(one for _, one in self.contents.plan.kpis() if one.measure == kpi.measure)
        return first if first.id != kpi.id else None

    # Scores

    def score(self, code: str) -> Cell:
        """The score of a node in percent; a dash for none."""
        node = self.contents.node(code)
        if node is None or node.score is None:
            return Cell((Run(NO_VALUE),))
        places = 1 if node.score.denominator != 1 else 0
        return Cell((Run(score_text(node.score)),), value=node.score, places=places)

    def coverage(self, code: str) -> Cell:
        """How much of the weight due has data, in percent."""
        node = self.contents.node(code)
        if node is None:
            return Cell((Run(NO_VALUE),))
        places = 1 if node.coverage.denominator != 1 else 0
        return Cell((Run(score_text(node.coverage)),), value=node.coverage, places=places)

    def status(self, code: str) -> Line:
        """The status of a node as shape and word."""
        node = self.contents.node(code)
        return self.status_line(node.status) if node else (Run(NO_VALUE),)

    def status_line(self, status: Status) -> Line:
        """A status as shape and word."""
        return (Run(status_word(status, self.say), status=status),)

    def standing(self, code: str) -> Line:
        """Status and score of a node in one line, and its coverage where something is missing."""
        node = self.contents.node(code)
        if node is None:
            return ()
        said = f" {score_text(node.score)}" if node.score is not None else ""
        if node.score is None and node.partial is not None:
            over = score_text(node.partial)
            said = self.say("（就已知部分 {n}）", " (over what is known {n})", n=over)
        covered = self.say(" · 覆蓋率 {n}", " · coverage {n}", n=self.say.percent(node.coverage, 1))
        hidden = self.say(" · 其下有落後者", " · something below is behind") if node.red_below else ""
        shown = covered if node.partial is not None and node.coverage < 100 else ""
        return (*self.status_line(node.status), Run(f"{said}{shown}{hidden}"))

    def counts(self, codes: Iterable[str]) -> Counter[Status]:
        """How many of these KPIs have each status."""
        nodes = (self.contents.node(code) for code in codes)
        return Counter(node.status for node in nodes if node)

    def counted(self, codes: Iterable[str]) -> str:
        """The counts in words, in the order of the statuses; those that none has are left out."""
        found = self.counts(codes)
        parts = [
            self.say("{word} {n} 項", "{n} {low}", word=status_word(name, self.say), n=found[name], low=low)
            for name in STATUSES
            if found[name] and (low := status_word(name, self.say).lower())
        ]
        return self.say.joined(parts)

    def states(self) -> dict[str, State]:
        """How each objective stands, by its id, as the map draws it."""
        found = {}
        for objective in self.contents.plan.objectives:
            if node := self.contents.node(objective.code):
                shape, tone, word = STATUSES[node.status]
                found[objective.id] = State(shape, tone, self.say.text(word), score_text(node.score))
        return found

    def finding(self, found: Finding) -> str:
        """What a check found, names in it in the paper's language where they have one."""
        english = self._english if self.say.english else {}
        facts = tuple((key, english.get(text, text)) for key, text in found.facts)
        return replace(found, facts=facts).sentence(self.say.tag)

    @cached_property
    def _english(self) -> dict[str, str]:
        plan, measures = self.contents.plan, [one.measure for one in self.contents.scored.measured.values()]
        texts = [one.name for one in plan.themes] + [one.name for one in plan.objectives]
        texts += [kpi.name for _, kpi in plan.kpis()]
        texts += [text for one in measures for text in (one.name, one.unit)]
        texts += [beside.title for one in measures for beside in one.companions]
        return {text.zh: text.en for text in texts if text.en}

    def perspective(self, objective: Objective) -> Text:
        """The perspective an objective stands in."""
        found = self.contents.plan.perspective(objective.perspective)
        return found.name if found else Text(objective.perspective)


def said(words: str) -> Line:
    """Plain words as a line."""
    return (Run(words),)


def paragraph(words: str, manner: str = "body") -> Block:
    """Plain words as a paragraph."""
    return Paragraph(said(words), manner)  # type: ignore[arg-type]  # one of the four
