"""What can be wrong with a plan, each fault a type of its own."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class DuplicateCode(Fault):
    code = "duplicate-code"
    zh = "代碼 {item} 用了兩次：「{first}」與「{second}」；請改其中一個代碼。"
    en = "Code {item} stands twice: “{first}” and “{second}”; change one of them."


class DuplicateId(Fault):
    code = "duplicate-id"
    zh = "內部識別碼 {item} 用了兩次；每一項都要有自己的識別碼。"
    en = "The inner id {item} stands twice; every item needs an id of its own."


class UnfitLetter(Fault):
    code = "unfit-letter"
    zh = "代號「{item}」不可用；請用 1 至 4 個英文字母或數字，以字母開頭。"
    en = "“{item}” cannot be a letter of a theme or perspective; use 1 to 4 ASCII letters or digits, a letter first."


class UnfitGrammar(Fault):
    code = "unfit-grammar"
    zh = (
        "代碼格式「{item}」不可用；目標須含 {{theme}}、{{perspective}} 或字母，KPI 以 {{objective}}、"
        "行動方案以 {{kpi}} 開頭，接非數字符號，皆以 {{number}} 結尾，例如 {{objective}}.{{number}}。"
    )
    en = (
        "The code form “{item}” cannot be used; an objective's holds {{theme}}, {{perspective}} or a letter, a KPI's "
        "starts with {{objective}}, an action plan's with {{kpi}}, then a sign that is no digit, and all end with "
        "{{number}}: for example {{objective}}.{{number}}."
    )


class UnfitCode(Fault):
    code = "unfit-code"
    zh = "代碼 {item} 不合本計畫的格式 {form}；請改成例如 {sample}。"
    en = "Code {item} does not follow this plan's form {form}; write for example {sample}."


class CodeInName(Fault):
    code = "code-in-name"
    zh = "{where} 的名稱「{text}」裡有看似代碼的「{found}」，文件中無法與代碼分辨；請改寫名稱。"
    en = "The name of {where}, “{text}”, holds “{found}”, which a document could not tell from a code; reword it."


class NameUnfitForDocument(Fault):
    code = "name-unfit-for-document"
    zh = "{where} 的名稱「{text}」不能以「{found}」表示，文件會誤讀；請改寫名稱。"
    en = "The name of {where}, “{text}”, holds “{found}”, which a document would misread; reword it."


class UnknownTheme(Fault):
    code = "unknown-theme"
    zh = "{item} 屬於主題 {letter}，但計畫沒有這個策略主題；請新增主題或更正代碼。"
    en = "{item} belongs to theme {letter}, which this plan does not have; add the theme or correct the code."


class UnknownPerspective(Fault):
    code = "unknown-perspective"
    zh = "{item} 屬於構面 {letter}，但計畫沒有這個構面；請新增構面或更正代碼。"
    en = "{item} belongs to perspective {letter}, which this plan does not have; add it or correct the code."


class UnknownObjective(Fault):
    code = "unknown-objective"
    zh = "{item} 指向策略目標 {missing}，但計畫沒有這個目標；請新增目標或更正代碼。"
    en = "{item} points to objective {missing}, which this plan does not have; add it or correct the code."


class UnknownInitiative(Fault):
    code = "unknown-initiative"
    zh = "{item} 指向行動方案 {missing}，但計畫沒有這個方案；請新增方案或更正識別碼。"
    en = "{item} points to action plan {missing}, which this plan does not have; add it or correct the id."


class UnknownItem(Fault):
    code = "unknown-item"
    zh = "計畫裡沒有 {item}；請從 plan show 的清單中選一個。"
    en = "This plan has no {item}; choose one that plan show lists."


class InitiativeWithoutCode(Fault):
    code = "initiative-without-code"
    zh = "行動方案「{item}」沒有任何代碼；請把它掛在至少一個 KPI 之下，或刪除它。"
    en = "Action plan “{item}” stands under no KPI; give it a code under at least one, or delete it."


class DuplicatePerspective(Fault):
    code = "duplicate-perspective"
    zh = "構面「{first}」與「{second}」名稱相同；請改其中一個名稱。"
    en = "Perspectives “{first}” and “{second}” have the same name; rename one of them."


class SelfLink(Fault):
    code = "self-link"
    zh = "{item} 不能連到自己；請選擇另一個目標。"
    en = "{item} cannot be linked to itself; choose another objective."


class DuplicateLink(Fault):
    code = "duplicate-link"
    zh = "{first} 到 {second} 已有連結；請修改原有的連結。"
    en = "{first} and {second} are linked already; change the link that is there."


class UnfitSign(Fault):
    code = "unfit-sign"
    zh = "連結方向「{item}」不可用；請用 + 或 -。"
    en = "“{item}” cannot be the sign of a link; use + or -."


class UnfitLag(Fault):
    code = "unfit-lag"
    zh = "時間落差「{item}」不可用；請填 0 至 120 個月的整數，或留白。"
    en = "“{item}” cannot be a lag; give whole months from 0 to 120, or leave it empty."


class UnfitWeight(Fault):
    code = "unfit-weight"
    zh = "權重「{item}」不可用；請填大於 0 的數，例如 1、0.4 或 1/3。"
    en = "“{item}” cannot be a weight; give a number above 0, such as 1, 0.4 or 1/3."


class SupportWithoutParent(Fault):
    code = "support-without-parent"
    zh = "{item} 支持上級目標，但計畫沒有承接任何上級計畫；請先設定承接。"
    en = "{item} supports a parent objective, but the plan takes up no parent plan; declare the cascade first."


class DuplicateSupport(Fault):
    code = "duplicate-support"
    zh = "{first} 已支持 {second}；請修改原有的權重。"
    en = "{first} supports {second} already; change the weight that is there."


class OwnParent(Fault):
    code = "own-parent"
    zh = "計畫 {item} 不能承接自己；請選擇另一個計畫。"
    en = "Plan {item} cannot take up itself; choose another plan."


class PhraseNotInMission(Fault):
    code = "phrase-not-in-mission"
    zh = "「{text}」不是使命的一部分；請照使命原文選一段。"
    en = "“{text}” is no part of the mission; choose a passage of it word for word."


class MissingPerspectives(Fault):
    code = "missing-perspectives"
    zh = "計畫沒有任何構面；請至少設定一個。"
    en = "The plan has no perspective; declare at least one."


class StillInUse(Fault):
    code = "still-in-use"
    zh = "{item} 還有 {users}，不能刪除；請先移走或刪除它們。"
    en = "{item} still holds {users} and cannot be deleted; move or delete those first."


class StaleEdition(Fault):
    code = "stale-edition"
    zh = "別人在您開啟表單後改了這份計畫；您填的內容還在下方，請看過最新版本再送出。"
    en = "Somebody changed this plan after you opened the form; what you entered is kept below: look, then send again."
