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
    Term("edition", "版本", "Edition", _("One state of a plan: a draft, published, or retired.")),
    Term(
        "example", "示範", "Example", _("Something added to show what is possible; it is marked, and can be removed.")
    ),
)
