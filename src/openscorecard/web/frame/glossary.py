"""The words of the trade as the help page explains them."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Term(NamedTuple):
    """A word in both languages, and what it means here."""

    key: str
    zh: str
    en: str
    meaning: str | Promise


TERMS = (
    Term("plan", "策略計畫", "Strategic plan", _("Mission, vision, strategy map and scorecard of one institution.")),
    Term("mission", "使命", "Mission", _("What the institution is for.")),
    Term("vision", "願景", "Vision", _("What it wants to have become.")),
    Term("values", "核心價值", "Values", _("What it holds to on the way.")),
    Term(
        "theme",
        "策略主題",
        "Theme",
        _("A field of work the plan pursues from resources to results; a column of the map."),
    ),
    Term("perspective", "構面", "Perspective", _("A point of view such as customers or finance; a row of the map.")),
    Term("objective", "策略目標", "Objective", _("What is to be reached in one theme, seen from one perspective.")),
    Term(
        "kpi",
        "關鍵績效指標（KPI）",
        "Key performance indicator (KPI)",
        _("A figure that shows whether an objective is being reached."),
    ),
    Term("measure", "衡量方式", "Measure", _("What exactly a KPI counts, from which data and how.")),
    Term("initiative", "行動方案", "Action plan", _("Work that is done to move one or more KPIs.")),
    Term(
        "link",
        "因果連結",
        "Cause-effect link",
        _("The assumption that one objective drives another; a line of the map."),
    ),
    Term("cascade", "承接", "Cascade", _("A plan takes up a theme of its parent institution’s plan.")),
    Term(
        "support", "支持", "Support", _("An objective contributes to an objective of the parent plan, with a weight.")
    ),
    Term(
        "variation",
        "變異",
        "Variation",
        _("How a figure moves from period to period; natural as long as no rule of the chart says otherwise."),
    ),
    Term(
        "limits",
        "管制界限",
        "Limits",
        _(
            "How far a figure moves by nature: its mean, and above and below it 2.66 times the mean step "
            "from point to point."
        ),
    ),
    Term(
        "signal",
        "訊號",
        "Signal",
        _(
            "A value beyond a limit, seven on one side of the mean, seven rising or falling, or two of three near a "
            "limit: more than natural variation."
        ),
    ),
    Term(
        "assurance",
        "達成把握",
        "Assurance",
        _("Whether the target lies outside the limits, so that it is met always or never, or between them."),
    ),
    Term(
        "recalculation",
        "重新計算界限",
        "New limits",
        _("A person’s word, with a reason and a date, that limits are calculated anew from a period on."),
    ),
    Term(
        "mark",
        "已知事件",
        "Known event",
        _("Something that explains a figure, such as a closure; it stands on the chart and changes no limit."),
    ),
    Term("edition", "版本", "Edition", _("One state of a plan: a draft, published, or retired.")),
    Term(
        "example", "示範", "Example", _("Something added to show what is possible; it is marked, and can be removed.")
    ),
)
