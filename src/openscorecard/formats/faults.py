"""What can be wrong with a file before anybody asks what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from openscorecard.domain.faults import Fault


class EmptyFile(Fault):
    code = "empty-file"
    zh = "這個檔案是空的；請確認選對檔案，並重新存檔。"
    en = "This file is empty; check that it is the right one and save it again."


class FileTooLarge(Fault):
    code = "file-too-large"
    zh = "檔案有 {size} MB，上限為 {limit} MB；請移除圖片與不相干的內容後再試。"
    en = "The file has {size} MB, the limit is {limit} MB; take out pictures and unrelated content and try again."


class ForeignFile(Fault):
    code = "foreign-file"
    zh = "這是{found}，不是可讀的計畫文件；請另存為文字檔、YAML、ODT、ODS、DOCX 或 XLSX。"
    en = "This is {found_en}, which cannot be read as a plan; save it as text, YAML, ODT, ODS, DOCX or XLSX."


class DamagedFile(Fault):
    code = "damaged-file"
    zh = "檔案損壞或不完整，無法讀成 {kind}；請用原來的軟體開啟、重新存檔，或重新下載。"
    en = "The file is damaged or incomplete and cannot be read as {kind}; open it where it was made and save it again."


class OldOfficeFile(Fault):
    code = "old-office-file"
    zh = "這是舊版 Office 檔案（{found}）；請在 Word、Excel 或 LibreOffice 另存為 {better}。"
    en = "This is an old Office file ({found}); save it as {better} in Word, Excel or LibreOffice."


class PasswordProtected(Fault):
    code = "password-protected"
    zh = "檔案有密碼保護，無法讀取；請開啟後移除密碼（另存新檔時取消「以密碼儲存」），再上傳。"
    en = "The file is protected by a password; open it, save a copy without the password, and send that."


class MacrosInside(Fault):
    code = "macros-inside"
    zh = "檔案含有巨集（{member}），基於安全不讀取；請另存為不含巨集的 .docx、.xlsx、.odt 或 .ods。"
    en = "The file holds macros ({member}) and is not read; save it without them as .docx, .xlsx, .odt or .ods."


class ArchiveTooLarge(Fault):
    code = "archive-too-large"
    zh = "檔案解開後有 {size} MB，上限為 {limit} MB；請移除圖片與不相干的內容，或拆成幾個檔案。"
    en = "Unpacked, the file has {size} MB, the limit is {limit} MB; take out pictures and unrelated content."


class ArchiveTooDense(Fault):
    code = "archive-too-dense"
    zh = "檔案解開後膨脹 {ratio} 倍，上限為 {limit} 倍，像是壓縮炸彈；請重新存檔，並刪除大量空白列。"
    en = "Unpacked, the file grows {ratio} times (limit {limit}), as archive bombs do; delete masses of empty rows."


class ArchiveTooManyMembers(Fault):
    code = "archive-too-many-members"
    zh = "檔案內含 {count} 個部分，上限為 {limit}；請移除圖片與附件後另存新檔。"
    en = "The file holds {count} parts, the limit is {limit}; take out pictures and attachments and save it again."


class ArchiveLies(Fault):
    code = "archive-lies"
    zh = "檔案內「{member}」的目錄與實際內容不符，可能經過竄改；請用原來的軟體重新存檔。"
    en = "The part “{member}” is not what the file's directory says; save the file again where it was made."


class UnsafeMemberName(Fault):
    code = "unsafe-member-name"
    zh = "檔案內含不安全的名稱「{member}」；請用原來的軟體重新存檔。"
    en = "The file holds a part with the unsafe name “{member}”; save it again where it was made."


class DuplicateMember(Fault):
    code = "duplicate-member"
    zh = "檔案內「{member}」出現兩次，無法判斷何者為準；請用原來的軟體重新存檔。"
    en = "The part “{member}” stands twice in the file; save it again where it was made."


class UnknownPacking(Fault):
    code = "unknown-packing"
    zh = "檔案內「{member}」的壓縮方式不是 Office 軟體所用的；請用原來的軟體重新存檔。"
    en = "The part “{member}” is packed in a way no office program uses; save the file again where it was made."


class XmlEntities(Fault):
    code = "xml-entities"
    zh = "檔案內「{member}」含有 DOCTYPE 或 ENTITY 宣告，基於安全不讀取；請用 Office 軟體重新存檔。"
    en = "The part “{member}” declares a DOCTYPE or ENTITY and is not read; save the file again in an office program."


class BinaryText(Fault):
    code = "binary-text"
    zh = "第 {line} 行第 {column} 字是控制字元 {found}，這不像文字檔；請另存為 UTF-8 純文字。"
    en = (
        "Line {line}, character {column} is the control character {found}; this is no text file: save it as UTF-8 text."
    )


class MixedText(Fault):
    code = "mixed-text"
    zh = "檔案混用 {most} 與 {other} 編碼，第 {line} 行第 {column} 字起是 {other}；請在編輯器中統一存成 UTF-8。"
    en = "The file mixes {most} and {other}: line {line} turns to {other} at character {column}; save all as UTF-8."


class UndecodableText(Fault):
    code = "undecodable-text"
    zh = "第 {line} 行第 {column} 字（位元組 {found}）不是 {encoding}，無法解碼；請在編輯器中另存為 UTF-8。"
    en = "Line {line}, character {column} (byte {found}) is not {encoding}; save the file as UTF-8."


class TextTooLongForCell(Fault):
    code = "text-too-long-for-cell"
    zh = "「{text}…」有 {length} 字，試算表一格最多 {limit} 字；請縮短，或改匯出 ODT 或 DOCX。"
    en = "“{text}…” has {length} characters, a spreadsheet's cell holds {limit}; shorten it, or export ODT or DOCX."


class ReadingTooSlow(Fault):
    code = "reading-too-slow"
    zh = "讀取檔案超過 {seconds} 秒，已停止；請移除不相干的工作表、圖片與空白列後再試。"
    en = (
        "Reading the file took longer than {seconds} seconds and was stopped; take out unrelated sheets and empty rows."
    )


class ReadingTooHeavy(Fault):
    code = "reading-too-heavy"
    zh = "讀取檔案需要的記憶體超過 {limit} MB，已停止；請移除不相干的工作表、圖片與空白列後再試。"
    en = "Reading the file needs more than {limit} MB of memory and was stopped; take out unrelated sheets and rows."


class ReadingCrashed(Fault):
    code = "reading-crashed"
    zh = "讀取檔案時程式中斷（{how}），什麼都沒有存下；檔案可能損壞，請重新存檔後再試。"
    en = "The reader broke down on this file ({how}) and nothing was stored; save the file again and retry."


class ReadingTooLong(Fault):
    code = "reading-too-long"
    zh = "檔案的內容讀出後超過 {limit} MB；請只留下計畫本身再試。"
    en = "What the file says takes more than {limit} MB; leave only the plan in it and try again."


class UnfitYaml(Fault):
    code = "unfit-yaml"
    zh = "這不是可讀的 YAML：{reason}；請更正該行的縮排、引號或冒號。"
    en = "This is no readable YAML: {reason}; correct the indents, quotes or colons of that line."


class YamlAlias(Fault):
    code = "yaml-alias"
    zh = "YAML 的錨點與別名（& 與 *）不接受；請把內容直接寫出。"
    en = "Anchors and aliases (& and *) are not accepted; write the content out."


class DuplicateKey(Fault):
    code = "duplicate-key"
    zh = "欄位 {item} 寫了兩次；請刪除其中一個。"
    en = "The field {item} stands twice; delete one of them."


class UnknownField(Fault):
    code = "unknown-field"
    zh = "沒有 {item} 這個欄位；可用的欄位見 {schema}。"
    en = "There is no field {item}; {schema} lists those there are."


class MissingField(Fault):
    code = "missing-field"
    zh = "{where} 缺少欄位 {item}；請補上。"
    en = "{where} lacks the field {item}; add it."


class UnfitField(Fault):
    code = "unfit-field"
    zh = "{where} 的值「{text}」不合格式；{wanted_zh}。"
    en = "The value “{text}” of {where} has the wrong form; {wanted}."


@contextmanager
def damage_as_fault(kind: str) -> Iterator[None]:
    """Turn whatever a library raises on a broken file into DamagedFile; faults and lack of memory pass."""
    try:
        yield
    except (Fault, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as broken:  # a panic in Rust arrives as a BaseException
        raise DamagedFile(kind=kind) from broken
