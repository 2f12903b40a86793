"""Every kind of background work of the product, and what is due by itself; one line each, by dotted path."""

from __future__ import annotations

from openscorecard.actions.work.registry import MEBIBYTE, register, register_schedule
from openscorecard.domain.text import Text

register(
    "data.verify",
    "data.verify",
    "openscorecard.actions.work.upkeep:verify_row_files",
    title=Text("檢查資料檔是否完好", "Check that row files are whole"),
    seconds=3600,
)
register(
    "figures.compute",
    "figures.compute",
    "openscorecard.actions.measures.background:compute",
    title=Text("計算數字", "Count the figures"),
    seconds=3600,
    memory=8192 * MEBIBYTE,
)
register(
    "data.check-upload",
    "data.import",
    "openscorecard.actions.data.checking:check_upload",
    title=Text("查看上傳的資料列", "Look at uploaded rows"),
    seconds=1800,
    memory=4096 * MEBIBYTE,
)
register(
    "data.import-upload",
    "data.import",
    "openscorecard.actions.data.uploading:import_upload",
    title=Text("匯入上傳的資料列", "Import uploaded rows"),
    seconds=3600,
    memory=4096 * MEBIBYTE,
)
register(
    "work.tidy",
    "work.tidy",
    "openscorecard.actions.work.upkeep:tidy",
    title=Text("清除舊的背景工作紀錄", "Clear old background work away"),
)
register(
    "figures.export",
    "figures.export",
    "openscorecard.actions.measures.exporting:export_rows",
    title=Text("匯出數字背後的資料列", "Export the rows behind a figure"),
    seconds=1800,
    memory=4096 * MEBIBYTE,
)
register(
    "paper.make",
    "paper.make",
    "openscorecard.actions.papers.making:make_in_background",
    title=Text("製作報告文件", "Make a paper"),
    seconds=900,
    memory=4096 * MEBIBYTE,
)
register(
    "example.rows",
    "example.load_rows",
    "openscorecard.actions.example_rows:load_and_count",
    title=Text("載入示範資料列", "Load the example's rows"),
    seconds=3600,
    memory=4096 * MEBIBYTE,  # address space: its arenas are reserved wide; what it uses stays below 1.5 GB
)
register(
    "source.sync",
    "source.sync",
    "openscorecard.actions.sources.sync:run",
    title=Text("讀取資料來源", "Bring in what is new in a source"),
    seconds=6 * 3600,  # the first time a source brings all its years
    memory=4096 * MEBIBYTE,
)

register_schedule("openscorecard.actions.measures.background:due")
register_schedule("openscorecard.actions.work.upkeep:due")
register_schedule("openscorecard.actions.sources.sync:due")
