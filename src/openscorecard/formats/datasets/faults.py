"""What can be wrong with a table of source rows: its columns, and its cells one by one."""

from __future__ import annotations

from openscorecard.domain.faults import Fault

# The table


class NoHeadRow(Fault):
    code = "no-head-row"
    zh = "找不到「{dataset}」的欄名列；請在第一列寫出欄名（{wanted}），或指定欄位對應。"
    en = "No row names the columns of {dataset_en}; write them in the first row ({wanted}), or map the columns."


class UnknownColumn(Fault):
    code = "unknown-column"
    zh = "「{dataset}」沒有欄位「{head}」{hint}；請更正欄名、刪除此欄，或指定欄位對應。"
    en = "{dataset_en} has no field “{head}”{hint_en}; correct the name, delete the column, or map the columns."


class MissingColumn(Fault):
    code = "missing-column"
    zh = "缺少必要欄位「{title}」（{field}）；請補上此欄，或指定由哪一欄對應。"
    en = "The required column “{title_en}” ({field}) is missing; add it, or map a column to it."


class RepeatedColumn(Fault):
    code = "repeated-column"
    zh = "欄位 {field} 出現兩次：「{first}」與「{head}」；請只留一欄，或指定欄位對應。"
    en = "Two columns stand for {field}: “{first}” and “{head}”; leave one, or map the columns."


class UnmatchedMapping(Fault):
    code = "unmatched-mapping"
    zh = "欄位對應把 {field} 指向「{head}」，但資料集沒有這個欄位，或檔案沒有這個欄名；請更正對應。"
    en = (
        "The mapping leads {field} to “{head}”, but the dataset has no such field or the file no such head; correct it."
    )


class TooManyRows(Fault):
    code = "too-many-rows"
    zh = "檔案超過 {limit} 列；請按期間拆成幾個檔案。"
    en = "The file has more than {limit} rows; split it by period."


class TooManyColumns(Fault):
    code = "too-many-columns"
    zh = "表格有 {count} 欄，上限為 {limit} 欄；請刪除空白或不相干的欄。"
    en = "The table has {count} columns, the limit is {limit}; delete empty or unrelated ones."


class ForeignTable(Fault):
    code = "foreign-table"
    zh = "這是{found}，不是可讀的資料表；請另存為 CSV、XLSX 或 ODS。"
    en = "This is {found_en}, which cannot be read as a table; save it as CSV, XLSX or ODS."


class BrokenQuotes(Fault):
    code = "broken-quotes"
    zh = "這一列的引號沒有成對，或一格長於 {limit} 字；請檢查此列的引號。"
    en = "The quotes of this row do not match, or a cell is longer than {limit} characters; check its quotes."


# Rows


class RowTooWide(Fault):
    code = "row-too-wide"
    zh = "這一列比欄名列多一格「{text}」；內容含有逗號時請加引號。"
    en = "This row has a cell more than there are columns, “{text}”; put quotes around text that holds commas."


class RepeatedRow(Fault):
    code = "repeated-row"
    zh = "與第 {first} 列的鍵值相同（{key}）；請只留一列，或更正 {fields}。"
    en = "This row has the same key as row {first} ({key}); leave one of them, or correct {fields}."


class EndBeforeStart(Fault):
    code = "end-before-start"
    zh = "「{head}」{end} 早於「{start_head}」{start}；請更正日期。"
    en = "“{head}” {end} comes before “{start_head}” {start}; correct the dates."


# Cells


class MissingValue(Fault):
    code = "missing-value"
    zh = "「{head}」不可空白；請填入內容。"
    en = "“{head}” may not be empty; fill it in."


class UnknownChoice(Fault):
    code = "unknown-choice"
    zh = "「{head}」的「{text}」不在選項內（{choices}）；請更正，或指定此值的對應。"
    en = "“{text}” in “{head}” is none of {choices}; correct it, or map this value."


class UnfitDay(Fault):
    code = "unfit-day"
    zh = "「{head}」的「{text}」不是日期；請寫成 2025-03-05 或 114/03/05（先年後月再日）。"
    en = "“{text}” in “{head}” is no day; write 2025-03-05 or 114/03/05 (year, month, day)."


class UnfitMoment(Fault):
    code = "unfit-moment"
    zh = "「{head}」的「{text}」不是時間；請寫成 2025-03-05 14:30。"
    en = "“{text}” in “{head}” is no moment; write 2025-03-05 14:30."


class UnfitPeriodCell(Fault):
    code = "unfit-period-cell"
    zh = "「{head}」的「{text}」不是{wanted}；請寫成 2025、2025-Q1、2025-01 或 114年3月。"
    en = "“{text}” in “{head}” is no {wanted_en}; write 2025, 2025-Q1, 2025-01 or 114/03."


class UnfitNumber(Fault):
    code = "unfit-number"
    zh = "「{head}」的「{text}」不是可以確定的數字；請寫成 1234.5 或 1,234.5。"
    en = "“{text}” in “{head}” is not an exact number; write 1234.5 or 1,234.5."


class UnfitWhole(Fault):
    code = "unfit-whole"
    zh = "「{head}」的「{text}」不是整數；請寫成 1234。"
    en = "“{text}” in “{head}” is not a whole number; write 1234."


class NumberOutOfRange(Fault):
    code = "number-out-of-range"
    zh = "「{head}」的「{text}」超出範圍（{least} 到 {most}）；請更正。"
    en = "“{text}” in “{head}” lies outside {least} to {most}; correct it."


class UnfitFlag(Fault):
    code = "unfit-flag"
    zh = "「{head}」的「{text}」不是「是」或「否」；請寫成 是、否、Y、N、1 或 0。"
    en = "“{text}” in “{head}” is neither yes nor no; write Y, N, 1 or 0."


class CellTooLong(Fault):
    code = "cell-too-long"
    zh = "「{head}」的內容有 {length} 字，上限為 {limit} 字；請縮短。"
    en = "“{head}” holds {length} characters, the limit is {limit}; shorten it."


class PersonalNumber(Fault):
    code = "personal-number"
    zh = "「{head}」像是身分證號或居留證號，不可匯入；請先以金鑰雜湊。"
    en = "“{head}” looks like a national identity number and is not taken; hash it with a key first."


class BrokenFormula(Fault):
    code = "broken-formula"
    zh = "「{head}」是公式錯誤「{text}」；請在試算表中更正後再存檔。"
    en = "“{head}” holds the formula error “{text}”; mend it in the spreadsheet and save it again."
