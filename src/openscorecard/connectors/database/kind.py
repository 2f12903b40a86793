"""The form of a database source."""

from __future__ import annotations

from openscorecard.connectors.connector import Connector
from openscorecard.connectors.kinds import Given, Kind, Setting
from openscorecard.domain.text import Text


def _open(given: Given) -> Connector:
    from openscorecard.connectors.database.table import TableConnector

    return TableConnector(given)


SYSTEM = Setting(
    "system", Text("資料庫系統", "Database system"), "choice", required=True, default="mariadb",
    choices=(
        ("mariadb", Text("MariaDB、MySQL", "MariaDB, MySQL")),
        ("postgresql", Text("PostgreSQL")),
        ("sqlserver", Text("SQL Server")),
        ("oracle", Text("Oracle")),
    ),
)  # fmt: skip
SERVER = (
    Setting("host", Text("主機", "Host"), required=True, about=Text(
        "名稱或位址；必須列在 OPENSCORECARD_SOURCE_HOSTS", "name or address, listed in OPENSCORECARD_SOURCE_HOSTS")),
    Setting("port", Text("連接埠", "Port"), "whole", default=0, about=Text("0 為慣用的埠", "0 for the usual one")),
    Setting("database", Text("資料庫", "Database"), required=True),
    Setting("user", Text("帳號", "Account"), required=True, about=Text(
        "請使用只能讀取的帳號", "an account that may only read")),
    Setting("password", Text("密碼", "Password"), "secret"),
    Setting("tls", Text("加密連線", "Encryption"), "choice", default="off", choices=(
        ("off", Text("不加密", "off")),
        ("require", Text("加密，不驗證憑證", "encrypted, certificate not checked")),
        ("verify", Text("加密並驗證憑證", "encrypted, certificate checked")),
    )),
    Setting("seconds", Text("查詢時限（秒）", "Time limit of a query (s)"), "whole", default=300),
)  # fmt: skip
MAPPING = (
    Setting("dataset", Text("資料集", "Dataset"), "dataset", required=True),
    Setting("columns", Text("欄位對應", "Columns"), "columns", about=Text(
        "每個欄位由哪一欄而來；= 開頭為固定值", "which column each field comes from; a fixed value begins with =")),
    Setting("values", Text("內容對應", "Values"), "values", about=Text(
        "每行：欄位: 原文 = 選項", "one a line, field: text = choice")),
)  # fmt: skip
KEEP_GOOD = Setting("keep_good", Text("略過有錯的列", "Leave faulty rows out"), "flag", default=False)
KIND = Kind(
    name="database",
    title=Text("資料庫的資料表或檢視", "Table or view of a database"),
    about=Text("唯讀連線，不需要寫 SQL", "read-only, no SQL to write"),
    settings=(
        SYSTEM,
        *SERVER,
        Setting("schema", Text("綱要", "Schema"), about=Text("可留空", "may be empty")),
        Setting("table", Text("資料表或檢視", "Table or view"), required=True),
        *MAPPING,
        Setting("watermark", Text("新資料依此欄辨認", "New rows are told by"), about=Text(
            "時間、日期或遞增數字的欄位；留空則每次讀取全部",
            "a column with a moment, a day or a growing number; empty reads everything every time")),
        Setting("overlap", Text("重讀範圍", "Overlap"), "whole", default=3, about=Text(
            "往回重讀的天數；數字欄位則為數字", "days read again; for a number column, how far back")),
        KEEP_GOOD,
    ),
    open=_open,
)  # fmt: skip
