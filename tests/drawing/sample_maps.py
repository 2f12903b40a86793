"""Two maps to draw: a library of 29 objectives and 44 links, a bureau of 59 and 60; names as in the public document."""

from __future__ import annotations

from openscorecard.domain.strategy.links import Link
from openscorecard.domain.strategy.nodes import STANDARD_PERSPECTIVES, Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text

_LIBRARY_THEMES = (
    ("A", "發展館藏資源", "Developing collections"),
    ("B", "推廣閱讀與終身學習", "Promoting reading and lifelong learning"),
    ("C", "精進讀者服務", "Improving reader services"),
    ("D", "建構數位閱讀環境", "Building a digital reading environment"),
)
_LIBRARY = """
AC1|提升市民圖書資料擁有率|Raise the number of library materials per citizen
AP1|提供質量兼具的圖書及視聽資料|Provide books and audiovisual materials in quantity and quality
AP2|充實電子書及電子雜誌館藏資料|Enrich the collection of e-books and e-magazines
AL1|提升圖書資訊專業|Strengthen professional library and information skills
AF1|提高預算執行效能|Improve budget execution
AF2|爭取中央計畫型補助款|Win central government project grants
BC1|提升圖書館活動參與人次|Raise attendance at library activities
BP1|推展樂齡終身學習活動|Promote lifelong learning activities for older adults
BP2|推展新移民學習活動|Promote learning activities for new immigrants
BP3|推展兒童及青少年閱讀活動|Promote reading activities for children and teenagers
BL1|激勵員工創新改變|Encourage staff to innovate and change
BF1|提高預算執行效能|Improve budget execution
BF2|爭取中央計畫型補助款|Win central government project grants
CC1|提升各類型讀者閱讀人口|Increase readership among every kind of reader
CP1|提供遠距借還書服務|Provide remote borrowing and return services
CP2|提升自助借還書比率|Raise the share of self-service borrowing and returns
CP3|結合社會資源拓展服務據點|Extend service points with community resources
CL1|提升圖書資訊專業|Strengthen professional library and information skills
CL2|優化為民服務禮儀|Refine courtesy in public service
CL3|激勵員工創新改變|Encourage staff to innovate and change
CF1|提高預算執行效能|Improve budget execution
CF2|爭取中央計畫型補助款|Win central government project grants
DC1|提供優質的數位資訊服務|Provide high-quality digital information services
DP1|建置行動數位閱讀服務|Build mobile digital reading services
DP2|建置個人化的網路借閱服務|Build personalised online lending services
DP3|提供便捷之雲端多媒體借閱服務|Provide convenient cloud multimedia lending
DL1|提升圖書資訊專業|Strengthen professional library and information skills
DL2|激勵員工創新改變|Encourage staff to innovate and change
DF1|爭取中央計畫型補助款|Win central government project grants
"""
_LIBRARY_LINKS = (
    "AP1>AC1 AP2>AC1 AL1>AP1 AL1>AP2 AF1>AP1 AF2>AP2 AF1>AL1 AP2>DC1 AL1>DP3 "
    "BP1>BC1 BP2>BC1 BP3>BC1 BL1>BP1 BL1>BP2 BL1>BP3 BF1>BL1 BF2>BP1 BF2>BP2 BC1>CC1 BP3>CC1 "
    "CP1>CC1 CP2>CC1 CP3>CC1 CL1>CP1 CL1>CP3 CL2>CP2 CL2>CP1 CL3>CP2 CL3>CP3 CF1>CL1 CF1>CP1 CF2>CP3 CP3>BC1 "
    "DP1>DC1 DP2>DC1 DP3>DC1 DL1>DP1 DL1>DP2 DL2>DP2 DL2>DP3 DF1>DL1 DF1>DL2 DF1>DP1 DC1>CC1"
)
_BUREAU_THEMES = (
    ("A", "提供優質平價近便的學前教育", "Affordable, good preschool education nearby"),
    ("B", "升級優化中小學教育", "Better primary and secondary education"),
    ("C", "推展創新實驗教育", "Innovative and experimental education"),
    ("D", "發展適性多元特殊教育", "Adaptive, diverse special education"),
    ("E", "提升多元文化及國際學習環境", "Multicultural and international learning"),
    ("F", "推動全民運動", "Sport for all"),
    ("G", "建構安全友善的永續校園", "Safe, friendly and sustainable campuses"),
    ("H", "推廣終身教育", "Lifelong education"),
)
_BUREAU = """
AC1|減輕家長育兒經濟負擔|Ease the cost of raising children
AP1|推展公共化教保服務|Extend public preschool services
AP2|建立優質安全的幼兒園環境|Make preschools good and safe places
AL1|推動教保服務人員增能|Train preschool staff
BC1|培養學生跨域學習統整素養|Develop students' cross-disciplinary competence
BP1|落實適性化教學|Teach to each student's aptitude
BP2|提升教學品質|Raise the quality of teaching
BP3|深耕技職教育|Deepen vocational education
CC1|增進學生參與創新實驗教育|Bring more students into experimental education
CP1|推動創新實驗教育|Promote experimental education
CP2|推動資訊科技融入教學|Bring information technology into teaching
CP3|打造智慧校園環境|Build smart campuses
DC1|提升特殊教育學生素養|Raise the competence of special education students
DP1|充實學校特殊教育資源|Enrich special education resources in schools
DP2|增進身心障礙學生家庭支持|Support families of students with disabilities
EC1|增進學校參與多元文化學習|Bring schools into multicultural learning
EP1|推動國際教育|Promote international education
EP2|辦理多元文化課程|Offer multicultural courses
EP3|推廣原住民族族語課程|Extend courses in indigenous languages
FC1|提升學生體適能|Raise students' physical fitness
FP1|提高規律運動學生人口|Have more students exercise regularly
FP2|落實學生選手運動安全防護|Protect student athletes from injury
GC1|提高學校午餐滿意度|Raise satisfaction with school lunches
GP1|落實學校午餐圓桌品質|Assure the quality of school lunches
GP2|校會優化及資源整合共享|Pool and share resources among schools
GP3|營造安全綠色校園|Create safe, green campuses
HC1|推廣終身及樂齡學習|Extend lifelong and senior learning
HP1|提升全市閱讀風氣|Raise reading across the city
HP2|打造青少年多元體驗探索平台|Build a platform for young people to explore
HP3|推動天文教育|Promote astronomy education
HP4|增進動物保育|Advance animal conservation
HP5|推動家庭教育|Promote family education
HL1|精進教師專業成長|Advance teachers' professional growth
"""
_LEARNING = (
    ("1", "精進教師專業成長", "Advance teachers' professional growth"),
    ("2", "深化教學實踐研究", "Deepen research on teaching practice"),
    ("3", "建構教學領導系統", "Build a system of instructional leadership"),
)
_BUREAU_LINKS = (
    "AP1>AC1 AP2>AC1 AL1>AP1 AL1>AP2 AF1>AP1 BP1>BC1 BP2>BC1 BP3>BC1 BL1>BP2 BL2>BP1 BL3>BP2 BF1>BL1 BF1>BP3 "
    "CP1>CC1 CP2>CC1 CP3>CP2 CL1>CP1 CL2>CP2 CL3>CP1 CF1>CP3 CP2>BC1 DP1>DC1 DP2>DC1 DL1>DP1 DL2>DP2 DF1>DP1 BP1>DC1 "
    "EP1>EC1 EP2>EC1 EP3>EC1 EL1>EP1 EL2>EP2 EL3>EP3 EF1>EP3 EP1>BC1 FP1>FC1 FP2>FC1 FL1>FP1 FL2>FP2 FF1>FP1 FC1>BC1 "
    "GP1>GC1 GP2>GC1 GP3>GC1 GL1>GP3 GL2>GP2 GF1>GP1 GF1>GP3 CP3>GP2 HP1>HC1 HP2>HC1 HP3>HC1 HP4>HC1 HP5>HC1 HL1>HP1 "
    "HL1>HP5 HF1>HP2 HF1>HP4 HP5>AC1 HP1>BC1"
)


def library_map(example: bool = False) -> Plan:
    """4 themes, 29 objectives, 44 links."""
    return Plan(
        "library",
        Text("臺北市立圖書館策略地圖", "Strategy map of Taipei Public Library"),
        Text("臺北市立圖書館"),
        vision=Text("提升全民閱讀力，創造城市競爭力", "Better readers, a more competitive city"),
        themes=_themes(_LIBRARY_THEMES),
        objectives=_objectives(_LIBRARY),
        links=_links(_LIBRARY_LINKS, example),
    )


def bureau_map(example: bool = False) -> Plan:
    """8 themes, 59 objectives with five in one cell, 60 links."""
    learning = "".join(f"{theme}L{number}|{zh}|{en}\n" for theme in "BCDEFG" for number, zh, en in _LEARNING)
    finance = "".join(f"{theme}F1|加強基金預算通用效能|Use fund budgets more effectively\n" for theme in "ABCDEFGH")
    return Plan(
        "bureau",
        Text("臺北市政府教育局策略地圖", "Strategy map of the Department of Education"),
        Text("臺北市政府教育局"),
        vision=Text("迎向幸福未來　躍升臺北教育", "Towards a happy future: Taipei's education takes off"),
        themes=_themes(_BUREAU_THEMES),
        objectives=_objectives(_BUREAU + learning + finance),
        links=_links(_BUREAU_LINKS, example),
    )


def _themes(rows: tuple[tuple[str, str, str], ...]) -> tuple[Theme, ...]:
    return tuple(Theme(letter, Text(zh, en)) for letter, zh, en in rows)


def _objectives(table: str) -> tuple[Objective, ...]:
    rows = [line.split("|") for line in table.split("\n") if line]
    assert {code[1] for code, _, _ in rows} <= {row.letter for row in STANDARD_PERSPECTIVES}
    return tuple(Objective(code, Text(zh, en), code[0], code[1]) for code, zh, en in rows)


def _links(table: str, example: bool) -> tuple[Link, ...]:
    return tuple(Link(*pair.split(">"), example=example) for pair in table.split())
