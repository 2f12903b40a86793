"""The form of a SUSHI source."""

from __future__ import annotations

from openscorecard.connectors.connector import Connector
from openscorecard.connectors.kinds import Given, Kind, Setting
from openscorecard.domain.text import Text

_REPORTS = ("PR", "DR", "TR", "IR", "PR_P1", "DR_D1", "TR_B1", "TR_B3", "TR_J1", "TR_J3", "IR_A1", "IR_M1")


def _open(given: Given) -> Connector:
    from openscorecard.connectors.faults import UnfitSource
    from openscorecard.connectors.fetching.getting import Bounds
    from openscorecard.connectors.fetching.taking import MEGABYTE
    from openscorecard.connectors.sushi.harvester import SushiHarvester
    from openscorecard.connectors.sushi.settings import SushiSettings
    from openscorecard.domain.measures.periods import UnfitPeriod, parse_period

    said = given.settings
    try:
        first = parse_period(said["first"])
    except UnfitPeriod:
        raise UnfitSource(item="first", reason=str(said["first"])[:40]) from None
    settings = SushiSettings(
        url=said["place"],
        report=said["report"],
        release=said["release"],
        customer_id=said["customer_id"],
        requestor_id=given.secrets.get("requestor_id", ""),
        api_key=given.secrets.get("api_key", ""),
        platform=said["platform"],
        platforms=said["platforms"],
        extra=said["extra"],
        first=first,
        bounds=Bounds(given.reach, size=said["limit"] * MEGABYTE, seconds=said["seconds"]),
        patience=said["patience"],
        recheck=said["recheck"],
        called=given.name,
    )
    return SushiHarvester(settings)


KIND = Kind(
    name="sushi",
    title=Text("COUNTER 報表（SUSHI）", "COUNTER reports (SUSHI)"),
    about=Text("電子資源供應商的使用數，每個月份擷取一次", "use of e-resources from a vendor, each month fetched once"),
    settings=(
        Setting("place", Text("服務位址", "Address of the service"), required=True, about=Text(
            "/reports（第 5 版）或 /r51/reports（5.1 版）之前的部分；主機必須列在 OPENSCORECARD_SOURCE_HOSTS",
            "what stands before /reports (release 5) or /r51/reports (5.1); its host is listed in "
            "OPENSCORECARD_SOURCE_HOSTS")),
        Setting("release", Text("COUNTER 版本", "COUNTER release"), "choice", default="5.1", choices=(
            ("5.1", Text("5.1 版", "5.1")), ("5", Text("第 5 版", "5")))),
        Setting("report", Text("報表", "Report"), "choice", default="TR", choices=tuple(
            (name, Text(f"{name} 報表", name)) for name in _REPORTS)),
        Setting("customer_id", Text("客戶代碼", "Customer id"), required=True),
        Setting("requestor_id", Text("請求者代碼", "Requestor id"), "secret"),
        Setting("api_key", Text("API 金鑰", "API key"), "secret"),
        Setting("platform", Text("平臺參數", "Platform parameter"), about=Text(
            "供應商要求時才填", "where the vendor asks for it")),
        Setting("first", Text("第一個月份", "First month"), required=True, about=Text(
            "例如 2025-01", "such as 2025-01")),
        Setting("platforms", Text("平臺名稱與代碼", "Names of platforms and our codes"), "pairs", about=Text(
            "報表上的平臺名稱對到圖書館的平臺代碼", "names in the report and the library's codes")),
        Setting("extra", Text("其他參數", "Other parameters"), "pairs"),
        Setting("recheck", Text("重新擷取的月數", "Months fetched again"), "whole", default=0, about=Text(
            "供應商會更正前幾個月的數字時才填", "where the vendor mends the figures of the months before")),
        Setting("patience", Text("最多等候（秒）", "Waiting at most (s)"), "whole", default=60),
        Setting("seconds", Text("每次時限（秒）", "Time limit of each request (s)"), "whole", default=120),
        Setting("limit", Text("大小上限（MB）", "Size limit (MB)"), "whole", default=50),
    ),
    open=_open,
    datasets=("eresource_usage",),
)  # fmt: skip
