"""The form of a Koha source."""

from __future__ import annotations

from openscorecard.connectors.connector import Connector
from openscorecard.connectors.database.kind import KEEP_GOOD, SERVER
from openscorecard.connectors.kinds import Given, Kind, Setting
from openscorecard.domain.text import Text

DATASETS = ("circulation", "holdings", "cards", "branches")


def _open(given: Given) -> Connector:
    from openscorecard.connectors.koha.library import KohaConnector

    return KohaConnector(given)


KIND = Kind(
    name="koha",
    title=Text("Koha 圖書館自動化系統", "Koha library system"),
    about=Text("以唯讀帳號讀取流通、館藏、借閱證與館所", "circulation, holdings, cards, branches; a read-only account"),
    settings=(
        *SERVER,
        Setting("fills", Text("讀取的資料集", "Datasets to fill"), "words", default=list(DATASETS), choices=(
            ("circulation", Text("流通", "Circulation")),
            ("holdings", Text("館藏", "Holdings")),
            ("cards", Text("借閱證", "Cards")),
            ("branches", Text("館所", "Branches")),
        )),
        Setting("start", Text("從哪一天開始", "From which day on"), about=Text(
            "例如 2024-01-01；留空則自最早的紀錄", "such as 2024-01-01; empty for the earliest record")),
        Setting("overlap", Text("重讀天數", "Days read again"), "whole", default=3),
        Setting("item_classes", Text("資料類型代碼", "Item types"), "pairs", about=Text(
            "每行：Koha 代碼 = print、av、serial 或 other", "one a line: Koha's code = print, av, serial or other")),
        Setting("branch_types", Text("館所類型", "Types of branches"), "pairs", about=Text(
            "每行：館所代碼 = main、branch、reading_room、intelligent_library、fastbook 或 other；未列者為 branch",
            "one a line: code = main, branch, reading_room, intelligent_library, fastbook or other; else branch")),
        Setting("card_types", Text("讀者類別對應證別", "Card types by patron category"), "pairs", about=Text(
            "每行：類別代碼 = general、student、family、group、bookstart 或 intelligent_library",
            "one a line: category = general, student, family, group, bookstart or intelligent_library")),
        Setting("sorter_branches", Text("分揀機也使用 SIP 的館所", "Branches whose sorter speaks SIP"), "words"),
        Setting("sip_logins", Text("SIP 登入帳號的用途", "What SIP logins are"), "pairs", about=Text(
            "每行：帳號 = self_check、sorter、drop_box 或 desk",
            "one a line: login = self_check, sorter, drop_box or desk")),
        KEEP_GOOD,
    ),
    open=_open,
    datasets=DATASETS,
)  # fmt: skip
