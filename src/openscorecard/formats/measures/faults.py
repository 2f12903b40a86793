"""What can be wrong with a file of measures, beyond what can be wrong with a measure."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class NoMeasures(Fault):
    code = "no-measures"
    zh = "這個檔案裡沒有衡量方式；請寫在 measures 之下，範例可用 openscorecard measures export 取得。"
    en = "There are no measures in this file; write them below “measures”; `openscorecard measures export` gives one."


class SeveralMeasureFiles(Fault):
    code = "several-measure-files"
    zh = "檔案裡有 {count} 份 YAML 文件；請合併成一份，刪除分隔的 ---。"
    en = "The file holds {count} YAML documents; make one of them and delete the --- between them."


class UnknownMeasureDataset(Fault):
    code = "unknown-measure-dataset"
    zh = "衡量方式 {item} 的資料集 {dataset} 不存在；請更正名稱，或刪除 datasets 由計數決定。"
    en = "Measure {item} names the dataset {dataset}, which there is not; correct it, or leave datasets out."


class UnknownMeasureDimension(Fault):
    code = "unknown-measure-dimension"
    zh = "衡量方式 {item} 不能依 {dimension} 細分：計數的資料沒有這個欄位；請更正或刪除。"
    en = "Measure {item} cannot be drilled down by {dimension}: no rows it counts say it; correct or delete it."
