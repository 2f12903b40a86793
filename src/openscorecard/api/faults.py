"""What can be wrong with a question of a program."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class NoSuchNode(Fault):
    """A code that a plan does not have."""

    code = "no-such-node"
    zh = "計畫 {plan} 沒有「{item}」；請用 /plans/{plan}/nodes 列出的代碼。"
    en = "Plan {plan} has no “{item}”; use a code that /plans/{plan}/nodes lists."


class NothingToScore(Fault):
    """No period has rows or targets."""

    code = "nothing-to-score"
    zh = "計畫 {plan} 還沒有可計分的期間；請先匯入資料並設定目標值，或指定 period。"
    en = "Plan {plan} has no period to score yet; import rows and set targets first, or name a period."


class NotPublishedPeriod(Fault):
    """A period that the public may not read; whether it has figures is not told."""

    code = "period-not-public"
    zh = "計畫 {plan} 沒有對外發布期間「{period}」；/plans/{plan}/periods 列出已發布的期間，或請附上權杖。"
    en = "Plan {plan} has not published “{period}”; /plans/{plan}/periods lists what is published, or send a token."
