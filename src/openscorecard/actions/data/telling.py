"""What dangles, in a sentence: told wherever rows are imported, and never a reason to refuse them."""

from __future__ import annotations

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.dangling import PLANS, Dangling
from openscorecard.engines.rows.faults import UnknownActionPlan
from openscorecard.queries.data import dataset_named


def told(dataset: Dataset, one: Dangling) -> dict[str, str]:
    """One field of `dataset` in `zh` and `en`: its values with their rows, what follows, and how to mend it.

    `code` is that of the fault, where it has one of its own.
    """
    # No Text: values of files are of any length.
    field = dataset.field(one.field).title
    first = one.first or (0,) * len(one.values)
    named = [(value, rows, place) for (value, rows), place in zip(one.values, first, strict=True)]
    zh = "、".join(f"「{value}」（{rows:,} 列{_from_zh(place)}）" for value, rows, place in named)
    en = ", ".join(
        f"“{value}” ({rows:,} {'row' if rows == 1 else 'rows'}{_from_en(place)})" for value, rows, place in named
    )
    zh += f"等 {one.different:,} 個值" if one.more else ""
    en += f" and {one.more:,} more" if one.more else ""
    if one.dataset == PLANS:
        fault = UnknownActionPlan(field=field.zh, field_en=field.en or field.zh, values=zh, values_en=en)
        return {"zh": fault.sentence("zh-Hant"), "en": fault.sentence("en"), "code": fault.code}
    other = dataset_named(one.dataset).title
    there = other.en or other.zh
    return {
        "zh": f"{field.zh}{zh}不在「{other.zh}」資料集中；這些列照樣存入，"
        f"依「{other.zh}」的欄位細分時歸在「資料未載明」。可先匯入「{other.zh}」，或用欄位對應把舊代碼換成新代碼。",
        "en": f"{field.en or field.zh} {en}: not in the dataset “{there}”. The rows are stored all the same; split by "
        f"what “{there}” says they count as “Not told by the rows”. "
        f"Import “{there}” first, or map the old codes to the new ones.",
    }


def _from_zh(place: int) -> str:
    return f"，最先在第 {place:,} 列" if place else ""


def _from_en(place: int) -> str:
    return f", the first in row {place:,}" if place else ""
