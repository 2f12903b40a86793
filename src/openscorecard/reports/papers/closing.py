"""How every long paper ends: by which rules it was made, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterator

from openscorecard.reports.paper import Block, Heading, Items, Terms
from openscorecard.reports.papers.told import Told, paragraph, said
from openscorecard.reports.words import STATUSES, WHY_NO_SCORE, band_words, target_number


def method(told: Told) -> Iterator[Block]:
    """How figures, scores, status, charts and forecasts come about."""
    say, rules = told.say, told.contents.scored.rules
    yield Heading(said(say("方法說明", "How it was made")), 1, "method")
    lines = [
        say(
            "數字由資料列依現行解讀計算，保留批次紀錄；重算得到同樣的數字。",
            "Figures are counted from records by the reading in force, batches kept; counted again they are the same.",
        ),
        say(
            "得分是實績對目標的百分點，依各目標的計分方法；比較用未四捨五入的數字。",
            "A score is percent points of the target, by the target's own method; compared before rounding.",
        ),
        say(
            "上層得分是下層有資料者依權重的平均；覆蓋率低於 {n}% 時暫不計分。",
            "Above KPIs a score is the mean by weight of what has data; under a coverage of {n} % it is withheld.",
            n=target_number(rules.threshold),
        ),
        say(
            "圖上的界限是 XmR 管制圖的自然變異界限；只有超出規則的才是訊號。",
            "Limits on charts are those of natural variation (XmR); only what breaks a rule is a signal.",
        ),
        say(
            "預測取指數平滑與 Theta 兩法的平均，附區間；不是承諾。",
            "Forecasts are the mean of exponential smoothing and Theta, with bands; they promise nothing.",
        ),
        say(
            "無資料、尚未到期、不適用與零是四件不同的事，一律以文字註明。",
            "No data, not due, not applicable and zero are four different things; each is said in words.",
        ),
    ]
    yield Items(tuple(said(line) for line in lines))
    bands = [band_words(band, say) for band in reversed(rules.bands)]
    yield paragraph(say("狀態區間：{b}。", "Status by score: {b}.", b=say("；", "; ").join(bands)))


def glossary(told: Told) -> Iterator[Block]:
    """The words of the paper."""
    say = told.say
    yield Heading(said(say("用語", "Glossary")), 1, "glossary")
    pairs = [
        (say("策略主題", "Theme"), say("地圖的一欄，一組相關的目標。", "A column of the map, a group of objectives.")),
        (say("構面", "Perspective"), say("地圖的一列，例如財務。", "A row of the map, such as finance.")),
        ("KPI", say("關鍵績效指標，衡量一個策略目標。", "Key performance indicator; it measures an objective.")),
        (say("行動方案", "Action plan"), say("為達成 KPI 所做的事；可掛在多個 KPI 下，只計一次。",
                                         "What is done for a KPI; it may stand under several, and counts once.")),
        (say("覆蓋率", "Coverage"), say("有資料的權重所占比例。", "The share of the weight due that has data.")),
        (say("批次", "Batch"), say("一次匯入的資料列。", "Records that came in at once.")),
    ]  # fmt: skip
    pairs += [(say.text(STATUSES[status][2]), say.text(words)) for status, words in WHY_NO_SCORE.items()]
    yield Terms(tuple((term, said(words)) for term, words in pairs))
