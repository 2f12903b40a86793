"""The steps of a score in words and numbers, in the order in which a person recomputes it; for pages and papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.targets import GIVEN, asked
from openscorecard.formats.scores.words import worded
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import FORMULAS, INPUTS, RULES, status_word, unit_words

_WHOLE = re.compile(r"(?<![\d.,])\d{4,}")
_DIGITS = 8  # decimals for reading; the JSON has them all


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what it is, its number or words, and a remark."""

    label: str
    value: str
    note: str = ""


def plain(number: Fraction | None) -> str:
    """A number in its own digits, cut after eight decimals and then marked with an ellipsis."""
    if number is None:
        return ""
    text = apart(decimal_text(number))
    whole, dot, decimals = text.partition(".")
    return text if len(decimals) <= _DIGITS else f"{whole}{dot}{decimals[:_DIGITS]}…"


def apart(text: str) -> str:
    """Thousands set apart in the whole numbers of `text`."""
    return _WHOLE.sub(lambda found: f"{int(found[0]):,}", text)


def leaf_steps(node: Scored, scored: ScoredPlan, say: Speech) -> tuple[Step, ...]:
    """The steps of a KPI, or why it has no score."""
    return (*_stands_on(node, scored, say), *_reckoned(node, scored, say))


def _stands_on(node: Scored, scored: ScoredPlan, say: Speech) -> Iterator[Step]:
    row, measured = scored.targets.get(node.code), scored.measured.get(node.code)
    counted = measured.measure.unit_of(measured.reading) if measured else None
    unit = unit_words(row.target, counted, say) if row else ""
    if measured and not (row and row.target.method in GIVEN):
        value = plain(measured.observation.value) or "—"
        note = say("由資料列依現行解讀計算", "from rows, by the reading in force")
        yield Step(say("數值", "Value"), f"{value} {unit}".strip(), note)
    if row is None:
        return
    target = row.target
    words = say.joined([worded(name, getattr(target, name), say.tag) for name in ("method", "direction")])
    label = say("人工給定", "Given by a person") if target.method in GIVEN else say("目標", "Target")
    yield Step(label, f"{apart(asked(target))} {unit}".strip(), f"{words} {target.reason}".strip())
    if row.first.target and row.first.target != target:
        first = f"{apart(asked(row.first.target))} {unit_words(row.first.target, counted, say)}"
        yield Step(say("原訂目標", "Target as it was set first"), first, row.row.reason)


def _reckoned(node: Scored, scored: ScoredPlan, say: Speech) -> Iterator[Step]:
    row, achieved = scored.targets.get(node.code), scored.card.achieved.get(node.code)
    if achieved is None:
        yield Step(say("得分", "Score"), "—", status_word(node.status, say))
        return
    for name, number in achieved.inputs:
        yield Step(say.text(INPUTS[name]) if name in INPUTS else name, plain(number))
    yield Step(say("計算公式", "Formula"), say(FORMULAS.get(achieved.rule, achieved.rule), achieved.rule))
    yield Step(say("套用上下限之前", "Before cap and floor"), plain(achieved.raw))
    if row and row.target.cap is not None:
        yield Step(say("得分上限", "Cap"), plain(row.target.cap), say("最多可得", "the most it can earn"))
    if row and row.target.least is not None:
        yield Step(say("得分下限", "Least"), plain(row.target.least), say("最少可得", "the fewest it can earn"))
    yield Step(say("得分", "Score"), plain(achieved.score), status_word(node.status, say))


def node_steps(node: Scored, scored: ScoredPlan, say: Speech) -> tuple[Step, ...]:
    """The steps of a node above KPIs."""
    brought = scored.card.contributed.get(node.code)
    undeclared = brought is not None and not brought.declared
    words = say(
        "有資料的權重占應有權重的比例；低於 {threshold}% 時暫不計分",
        "weight that has data, of the weight due; under {threshold} % the score is withheld",
        threshold=plain(scored.rules.threshold),
    )
    if undeclared:
        words = say(
            "還沒有人確認所有貢獻者，無從得知應有多少",
            "nobody has said who all the contributors are, so nobody knows what is due",
        )
    covered = Step(say("覆蓋率", "Coverage"), f"{plain(node.coverage)} %", words)
    steps = [Step(say("彙總方式", "Rule"), say.text(RULES[node.rule])), covered]
    if node.partial is not None and (undeclared or node.coverage < 100):
        steps.append(Step(say("就已知部分", "Over what is known"), plain(node.partial)))
    if node.partial is not None and node.coverage < 100 and not undeclared:
        bounds = say(
            "缺漏部分全以最低或最高可得分計入", "with everything missing at the least and at the most it can earn"
        )
        steps.append(Step(say("介於", "Between"), f"{plain(node.lowest)} – {plain(node.highest)}", bounds))
    steps.append(Step(say("得分", "Score"), plain(node.score) or "—", status_word(node.status, say)))
    return tuple(steps)
