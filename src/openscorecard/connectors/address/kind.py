"""The form of a source of files."""

from __future__ import annotations

from openscorecard.connectors.connector import Connector
from openscorecard.connectors.database.kind import KEEP_GOOD, MAPPING
from openscorecard.connectors.kinds import Given, Kind, Setting
from openscorecard.domain.text import Text


def _open(given: Given) -> Connector:
    from openscorecard.connectors.address.files import FilesConnector

    return FilesConnector(given)


_DATASET, _COLUMNS, _VALUES = MAPPING
KIND = Kind(
    name="address",
    title=Text("網址或資料夾中的檔案", "Files at an address or in a folder"),
    about=Text("CSV、XLSX 或 ODS，檔案有更新才讀取", "CSV, XLSX or ODS, read when they change"),
    settings=(
        Setting("place", Text("網址或路徑", "Address or path"), required=True, about=Text(
            "https:// 開頭的網址（主機必須列在 OPENSCORECARD_SOURCE_HOSTS），或伺服器上允許讀取的資料夾",
            "an https:// address whose host is listed in OPENSCORECARD_SOURCE_HOSTS, or a folder that may be read")),
        Setting("pattern", Text("檔名", "File names"), default="*.csv", about=Text(
            "資料夾才需要，例如 *.xlsx", "for folders, such as *.xlsx")),
        _DATASET,
        Setting(_COLUMNS.name, _COLUMNS.title, "columns", about=_COLUMNS.about),
        _VALUES,
        Setting("mode", Text("匯入方式", "Mode"), "choice", default="replace", choices=(
            ("replace", Text("取代檔案所涵蓋的期間", "replace the days of the file")),
            ("append", Text("附加", "append")),
            ("correct", Text("依鍵值更正", "correct by key")),
        )),
        Setting("user", Text("帳號", "Account")),
        Setting("password", Text("密碼", "Password"), "secret"),
        Setting("token", Text("存取權杖", "Token"), "secret"),
        Setting("seconds", Text("時限（秒）", "Time limit (s)"), "whole", default=120),
        Setting("limit", Text("檔案大小上限（MB）", "Size limit (MB)"), "whole", default=200),
        KEEP_GOOD,
    ),
    open=_open,
)  # fmt: skip
