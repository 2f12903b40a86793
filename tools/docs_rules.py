"""The tables of rules that the tests run, printed: docs/scoring-rules.md is made of tests/spec/scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

SPEC = Path(__file__).parents[1] / "tests" / "spec" / "scores"
HEAD = """# Rules of scoring, as the tests run them

*Made from `tests/spec/scores` by `python tools/docs_tables.py write`.*

Every line below is a test: what stands in it goes in, and what stands at its end must come out, to the last digit.
Numbers are exact, so a third is written 1/3.

以下每一列都是一個測試：列出輸入與應得結果，數字精確，三分之一寫成 1/3。
"""
TITLES = {
    "achievement": "What a value earns 達成得分",
    "formulas": "The formula and what is put into it 公式與代入的數",
    "refused": "Targets that are refused 不可用的目標",
    "reasons": "Reasons in words 原因的說法",
    "revision": "Revisions that ask for less 調降的修訂",
    "yearly": "A year's target within the year 年度目標的分配",
    "yearly_refused": "Years that are refused 不可用的年度目標",
    "bands": "Bands 狀態區間",
    "status": "From score to status 從得分到狀態",
    "rollup": "Rolling up 彙總",
    "institutions": "Institutions 機關",
    "cascade": "What other plans bring 其他計畫的貢獻",
    "xmr": "XmR charts 管制圖",
    "beside": "What stands beside 並列數值",
    "rank": "A place among peers 同儕排名",
    "soundness": "Soundness checks 健全度檢查",
}


def rules(table: Callable[[tuple[str, ...], Sequence[tuple[str, ...]]], str]) -> str:
    """The document; `table` writes one in Markdown."""
    said = [HEAD]
    for name, title in TITLES.items():
        text = (SPEC / f"{name}.yaml").read_text(encoding="utf-8")
        rows = list(_rows(yaml.safe_load(text)))
        heads = tuple(dict.fromkeys(key for row in rows for key in row))
        lines = [tuple(_said(row.get(head)) if head in row else "" for head in heads) for row in rows]
        said.append(f"\n## {title}\n\n{_about(text)}\n\n{table(tuple(_head(one) for one in heads), lines)}")
    left = {path.stem for path in SPEC.glob("*.yaml")} - TITLES.keys()
    if left:
        raise SystemExit(f"tables without a title in {Path(__file__).name}: {', '.join(sorted(left))}")
    return "".join(said)


def _about(text: str) -> str:
    """The remark at the head of a table."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


def _rows(found: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """The lines of a table; cases under one rule are lines of their own."""
    for row in found:
        if "cases" in row:
            yield from ({"rule": row["rule"], **case} for case in row["cases"])
        else:
            yield row


def _head(key: str) -> str:
    return key.replace("_", " ")


def _said(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_said(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(f"({_said(one)})" if isinstance(one, list | dict) else _said(one) for one in value) or "∅"
    return str(value) if str(value).strip() else "␣"
