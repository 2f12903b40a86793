"""A small Koha in MariaDB: the columns its public schema documents that the connector reads, and a few loans."""

from __future__ import annotations

from collections.abc import Sequence

from tests.connectors.servers import Database

TABLES = {
    "branches": "branchcode VARCHAR(10) PRIMARY KEY, branchname LONGTEXT NOT NULL, branchcity LONGTEXT",
    "itemtypes": "itemtype VARCHAR(10) PRIMARY KEY, description LONGTEXT",
    "categories": "categorycode VARCHAR(10) PRIMARY KEY, description LONGTEXT, category_type VARCHAR(1) NOT NULL",
    "items": "itemnumber INT PRIMARY KEY, barcode VARCHAR(20) UNIQUE, homebranch VARCHAR(10), dateaccessioned DATE, "
    "itype VARCHAR(10), itemlost TINYINT NOT NULL DEFAULT 0, itemlost_on DATETIME, "
    "withdrawn TINYINT NOT NULL DEFAULT 0, withdrawn_on DATETIME, "
    "timestamp TIMESTAMP NOT NULL DEFAULT '2025-06-01 00:00:00'",
    "borrowers": "borrowernumber INT PRIMARY KEY, cardnumber VARCHAR(32), surname LONGTEXT, userid VARCHAR(75), "
    "branchcode VARCHAR(10), categorycode VARCHAR(10), dateenrolled DATE, dateexpiry DATE, dateofbirth DATE, "
    "updated_on TIMESTAMP NOT NULL DEFAULT '2025-06-01 00:00:00'",
    "statistics": "datetime DATETIME, branch VARCHAR(10), value DOUBLE, type VARCHAR(16), other LONGTEXT, "
    "itemnumber INT, itemtype VARCHAR(10), location VARCHAR(80), borrowernumber INT, ccode VARCHAR(80), "
    "categorycode VARCHAR(10), interface VARCHAR(30), KEY timeidx (datetime), KEY itemnumber_idx (itemnumber)",
    "action_logs": "action_id INT PRIMARY KEY AUTO_INCREMENT, timestamp TIMESTAMP NOT NULL, user INT NOT NULL, "
    "module TEXT, action TEXT, object INT, info MEDIUMTEXT, interface VARCHAR(30), KEY at (timestamp)",
}
DELETED = {"deleteditems": "items", "deletedborrowers": "borrowers"}


def make(database: Database, name: str = "koha", *, interface: bool = True, logs: bool = True) -> None:
    """An empty Koha in a database of its own that `reader` may look at; it becomes the owner's current one."""
    database.run(
        f"DROP DATABASE IF EXISTS {name}",
        f"CREATE DATABASE {name} CHARACTER SET utf8mb4",
        f"GRANT SELECT ON {name}.* TO reader@'127.0.0.1'",
        f"USE {name}",
        "SET time_zone = '+08:00'",
        *(f"CREATE TABLE {table} ({columns})" for table, columns in TABLES.items()),
        *(f"CREATE TABLE {gone} LIKE {table}" for gone, table in DELETED.items()),
        "ALTER TABLE deleteditems DROP KEY barcode",
        "INSERT INTO branches VALUES ('MAIN', '總館', '大安區'), ('EAST', '東區分館', '信義區'), "
        "('FB1', '捷運借書站', NULL)",
        "INSERT INTO itemtypes VALUES ('BK', '圖書'), ('DVD', '影片'), ('NEW', '新類型')",
        "INSERT INTO categories VALUES ('PT', '一般', 'A'), ('ST', '館員', 'S'), ('CNT', '統計', 'X')",
    )
    if not interface:
        database.run("ALTER TABLE statistics DROP COLUMN interface")
    if not logs:
        database.run("DROP TABLE action_logs")


def item(database: Database, number: int, *, gone: bool = False, itype: str = "BK", acquired: str | None = "2024-01-02",
         withdrawn: str | None = None, lost: str | None = None, barcode: str | None = None) -> None:  # fmt: skip
    table = "deleteditems" if gone else "items"
    values = (number, barcode or f"B{number}", "MAIN", acquired, itype, 1 if lost else 0, lost,
              1 if withdrawn else 0, withdrawn)  # fmt: skip
    database.run(
        f"INSERT INTO {table} (itemnumber, barcode, homebranch, dateaccessioned, itype, itemlost, itemlost_on, "
        f"withdrawn, withdrawn_on) VALUES ({_literals(values)})"
    )


def patron(database: Database, number: int, *, gone: bool = False, born: str | None = "1990-05-05",
           category: str = "PT", userid: str = "", enrolled: str | None = "2024-02-01") -> None:  # fmt: skip
    table = "deletedborrowers" if gone else "borrowers"
    values = (number, f"C{number}", "陳某", userid, "MAIN", category, enrolled, "2027-02-01", born)
    database.run(
        f"INSERT INTO {table} (borrowernumber, cardnumber, surname, userid, branchcode, categorycode, dateenrolled, "
        f"dateexpiry, dateofbirth) VALUES ({_literals(values)})"
    )


def happened(database: Database, *rows: Sequence[object], interface: bool = True) -> None:
    """Rows of statistics: (datetime, type, itemnumber, borrowernumber, interface, branch)."""
    for start in range(0, len(rows), 500):
        lines = []
        for at, kind, number, who, through, *branch in rows[start : start + 500]:
            values = [at, *(branch or ["MAIN"]), kind, number, "BK", who, *([through] if interface else [])]
            lines.append(f"({_literals(values)})")
        column = ", interface" if interface else ""
        database.run(
            f"INSERT INTO statistics (datetime, branch, type, itemnumber, itemtype, borrowernumber{column}) "
            f"VALUES {', '.join(lines)}"
        )


def logged(database: Database, at: str, action: str, number: int, user: int) -> None:
    """What a SIP login left in the action log."""
    values = _literals((at, user, "CIRCULATION", action, 1, str(number), "sip"))
    database.run(
        f"INSERT INTO action_logs (timestamp, user, module, action, object, info, interface) VALUES ({values})"
    )


def _literals(values: Sequence[object]) -> str:
    return ", ".join("NULL" if one is None else str(one) if isinstance(one, int) else f"'{one}'" for one in values)
