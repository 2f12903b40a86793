"""What dangles, in a sentence: told wherever rows are imported, and never a reason to refuse them."""

from __future__ import annotations

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.dangling import PLANS, Dangling
from openscorecard.queries.data import dataset_named


def told(dataset: Dataset, one: Dangling) -> dict[str, str]:
    """One field of `dataset` in `zh` and `en`: its values with their rows, what follows, and how to mend it."""
    # No Text: values of files are of any length.
    field = dataset.field(one.field).title
    zh = "、".join(f"「{value}」（{rows:,} 列）" for value, rows in one.values)
    en = ", ".join(f"“{value}” ({rows:,} {'row' if rows == 1 else 'rows'})" for value, rows in one.values)
    zh += f"等 {one.different:,} 個值" if one.more else ""
    en += f" and {one.more:,} more" if one.more else ""
    if one.dataset == PLANS:
        return {
            "zh": f"{field.zh}{zh}不是任何策略計畫的行動方案；這些列照樣存入，但沒有方案會顯示它們。"
            "請更正檔案後重新匯入，或在資料集頁面以「歸屬」改歸正確的方案。",
            "en": f"{field.en or field.zh} {en}: no strategy plan has such an action plan. The rows are stored all the "
            "same, and no action plan shows them. Correct the file and import it again, or give the rows to the right "
            "plan with a tag on the dataset's page.",
        }
    other = dataset_named(one.dataset).title
    there = other.en or other.zh
    return {
        "zh": f"{field.zh}{zh}不在「{other.zh}」資料集中；這些列照樣存入，"
        f"依「{other.zh}」的欄位細分時歸在「資料未載明」。可先匯入「{other.zh}」，或用欄位對應把舊代碼換成新代碼。",
        "en": f"{field.en or field.zh} {en}: not in the dataset “{there}”. The rows are stored all the same; split by "
        f"what “{there}” says they count as “Not told by the rows”. "
        f"Import “{there}” first, or map the old codes to the new ones.",
    }
