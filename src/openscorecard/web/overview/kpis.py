"""The KPIs of a plan at a glance, as pages write them: value beside target, how it stands, its trend, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openscorecard.domain.measures.trend import Trend
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.targets import GIVEN
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.drawing.measures.sparkline import Sparkline, draw_sparkline
from openscorecard.drawing.palette import WEB
from openscorecard.queries.recent import Recent
from openscorecard.queries.scores.glance import Glance, KpiTrend
from openscorecard.reports.charts.charted import Around, View, view_of
from openscorecard.web.frame.icons import ICONS
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, write_number, write_period
from openscorecard.web.plans.opening import Asked
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import Stand, Standings
from openscorecard.web.targets.words import asks
from openscorecard.web.templatetags.components import STATUSES

UNLIKELY = 0.5
"""A target that is met in fewer cases than this is unlikely to be met."""
RANK = {"on_target": 2, "watch": 1, "behind": 0}
_VIEWS: Recent[Mapping[str, View]] = Recent(64)  # a plan is 2 MB with its trends


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a KPI is an exception beside its status: a word with its tone and shape."""

    word: str | Promise
    tone: str
    shape: str


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI. `latest` is its last value with its period, which need not be the one shown; `others` bear it too."""

    code: str
    name: Said
    address: str
    stand: Stand | None
    value: str
    target: str
    latest: str
    spark: SafeString
    reasons: tuple[Reason, ...]
    others: tuple[tuple[str, str], ...] = ()


class Kpis:
    """Writes the KPIs of one plan at one glance in one language."""

    def __init__(self, glance: Glance, standings: Standings, question: Asked) -> None:
        self.glance, self.standings, self.question = glance, standings, question
        self._views = _VIEWS.get(glance.key, lambda: _views(glance.trends))
        earlier = glance.before.card.every() if glance.before else ()
        self._before = {one.code: one.status for one in earlier}

    def view(self, code: str) -> View | None:
        """The chart of its trend; None where it has none."""
        return self._views.get(code)

    def line(self, kpi: Kpi) -> KpiLine:
        """The KPI as a line of a page."""
        return KpiLine(
            code=kpi.code,
            name=say(kpi.name, self.question.language),
            address=self.question.places.kpi(kpi.id),
            stand=self.standings.of(kpi.code),
            value=self.value(self.glance.now, kpi.code),
            target=self.target(kpi.code),
            latest=self.latest(kpi.code),
            spark=self.spark(kpi),
            reasons=self.reasons(kpi.code),
        )

    def value(self, scored: ScoredPlan, code: str) -> str:
        """What the KPI came to in the period of `scored`, with its unit."""
        row, one = scored.targets.get(code), scored.measured.get(code)
        if row and row.target.method in GIVEN:
            return f"{write_number(row.target.value)} {row.target.unit}"
        if one is None:
            return NO_VALUE
        return Written.of(one.measure, one.reading, self.question.language).with_unit(one.observation.value)

    def target(self, code: str, scored: ScoredPlan | None = None) -> str:
        """What it is asked in the period of `scored`, by default the one shown; empty where nothing is."""
        row = (scored or self.glance.now).targets.get(code)
        return asks(row.target) if row else ""

    def latest(self, code: str) -> str:
        """The last value of its trend with its period; empty where there is none."""
        trend = self._trend(code)
        if trend is None or trend.latest is None:
            return ""
        written = Written.of(trend.measure, trend.latest.reading, self.question.language)
        one = trend.latest.observation
        return f"{write_period(one.period, self.question.language)} {written.with_unit(one.value)}"

    def reasons(self, code: str) -> tuple[Reason, ...]:
        """What is wrong beside its status in the period shown, from the weightiest on."""
        return tuple(one for one in (self._fallen(code), self._concern(code), self._unlikely(code)) if one)

    def moved(self, code: str) -> tuple[str, str]:
        """Its status in the period before and in the one shown; empty where it was not judged."""
        now = self.standings.node(code)
        return self._before.get(code, ""), now.status if now else ""

    def spark(self, kpi: Kpi, prefix: str = "spark") -> SafeString:
        """Its trend as a small line, with an id that begins with `prefix`; nothing where there is none."""
        found, trend = self.sparkline(kpi), self._trend(kpi.code)
        if found is None or trend is None:
            return SafeString("")
        return SafeString(draw_sparkline(found, WEB, f"{prefix}-{kpi.id}"))  # our own drawing; texts are escaped there

    def sparkline(self, kpi: Kpi) -> Sparkline | None:
        """What the small line shows; None where nothing ever had a value."""
        language, trend, stand = self.question.language, self._trend(kpi.code), self.standings.node(kpi.code)
        if trend is None or trend.latest is None:
            return None
        known = [line for line in trend.lines if line.observation.value is not None]
        written = Written.of(trend.measure, trend.latest.reading, language)
        title = gettext("Trend of {code}: {first} {value}, {last} {now}").format(
            code=kpi.code,
            first=write_period(known[0].observation.period, language),
            value=written.with_unit(known[0].observation.value),
            last=write_period(trend.latest.observation.period, language),
            now=written.with_unit(trend.latest.observation.value),
        )
        values = tuple(None if (one := line.observation.value) is None else float(one) for line in trend.lines)
        levels = self._views[kpi.code].levels(len(trend.lines) - 1)
        status = stand.status if stand else ""
        return Sparkline(title, language, values, float(levels[0]) if len(levels) == 1 else None, status)

    def _trend(self, code: str) -> Trend | None:
        found = self.glance.trends.get(code)
        return found.trend if found and found.trend.lines else None

    def _fallen(self, code: str) -> Reason | None:
        before, now = self.moved(code)
        if RANK.get(now, 9) >= RANK.get(before, -1):
            return None
        words = gettext("Fell from “{status}”").format(status=STATUSES[before].word)
        return Reason(words, "behind", "signal_trend_down")

    def _concern(self, code: str) -> Reason | None:
        view = self._views.get(code)
        icon = view.charted.judged.icon if view and view.judged and self._within(view) else None
        if icon not in {"concern_high", "concern_low"}:
            return None
        return Reason(ICONS[icon][0], "concern", "signal_outside")

    def _within(self, view: View) -> bool:
        """Whether the last value of the trend lies in the period shown: a later one says nothing of it."""
        latest, shown = view.trend.latest, self.glance.now.period
        return latest is not None and shown.first_day <= latest.observation.period.last_day <= shown.last_day

    def _unlikely(self, code: str) -> Reason | None:
        found = self.glance.trends.get(code)
        ahead = found.ahead if found else None
        if ahead is None or ahead.probability is None or ahead.method == "known" or ahead.probability >= UNLIKELY:
            return None
        if ahead.year.last_day < self.glance.now.period.last_day:
            return None
        chance = f"{round(ahead.probability * 100)} %" if ahead.probability >= 0.01 else gettext("under 1 %")
        words = gettext("{chance} to meet the target of {year}").format(
            chance=chance, year=write_period(ahead.year, self.question.language)
        )
        return Reason(words, "watch", "clock")


def _views(trends: Mapping[str, KpiTrend]) -> Mapping[str, View]:
    return {
        code: view_of(one.trend, Around(one.known, one.targets, ahead=one.ahead))
        for code, one in trends.items()
        if one.trend.lines
    }
