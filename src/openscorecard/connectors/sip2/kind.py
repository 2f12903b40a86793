"""The form of a source of SIP2 logs."""

from __future__ import annotations

from openscorecard.connectors.connector import Connector
from openscorecard.connectors.database.kind import KEEP_GOOD
from openscorecard.connectors.kinds import Given, Kind, Setting
from openscorecard.domain.text import Text


def _open(given: Given) -> Connector:
    from openscorecard.connectors.sip2.logs import LogsConnector

    return LogsConnector(given)


KIND = Kind(
    name="sip2",
    title=Text("自助借還機的 SIP2 紀錄檔", "SIP2 logs of self-check machines"),
    about=Text("提供自助借還的一側；櫃檯的一側來自館藏系統或匯入的檔案",
               "the self-check side; the desk side comes from the library system or from files"),
    settings=(
        Setting("place", Text("紀錄檔的資料夾", "Folder of the logs"), required=True, about=Text(
            "伺服器上允許讀取的資料夾", "a folder on the server that may be read")),
        Setting("pattern", Text("檔名", "File names"), default="*.log"),
        Setting("encoding", Text("文字編碼", "Encoding"), "choice", default="auto", choices=(
            ("auto", Text("自動（UTF-8 或 Big5）", "either")),
            ("utf-8", Text("UTF-8")),
            ("big5", Text("Big5")),
        )),
        Setting("machines", Text("機器", "Machines"), "pairs", required=True, about=Text(
            "每行：機器名稱 = 館所代碼；分揀機等寫成 館所代碼:sorter。名稱可為紀錄中的字、檔名或機構代碼（AO）",
            "one a line: name = branch code, or code:sorter and the like; the name is a word of the lines, "
            "the file's name, or the institution id (AO)")),
        Setting("overlap", Text("重讀天數", "Days read again"), "whole", default=7),
        KEEP_GOOD,
    ),
    open=_open,
    datasets=("circulation",),
)  # fmt: skip
