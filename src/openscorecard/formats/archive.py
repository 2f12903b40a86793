"""What an uploaded file is, by its content first and then by its name."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath
from typing import Literal
from zipfile import BadZipFile, ZipFile

from openscorecard.formats.faults import DamagedFile, EmptyFile, ForeignFile, MacrosInside, PasswordProtected
from openscorecard.formats.unpacking import MEGABYTE, check_archive, opened, refuse_ole

__all__ = ["Kind", "check_archive", "kind_of"]

Kind = Literal["txt", "yaml", "docx", "odt", "xlsx", "ods"]

_ODF: dict[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OOXML: dict[bytes, Kind] = {b"wordprocessingml.document.main+xml": "docx", b"spreadsheetml.sheet.main+xml": "xlsx"}
_MAGIC = {
    b"%PDF": ("PDF", "a PDF"), b"\x89PNG": ("PNG 圖片", "a PNG picture"),
    b"\xff\xd8\xff": ("JPEG 圖片", "a JPEG picture"),
    b"GIF8": ("GIF 圖片", "a GIF picture"), b"II*\0": ("TIFF 圖片", "a TIFF picture"),
    b"MM\0*": ("TIFF 圖片", "a TIFF picture"), b"RIFF": ("影音或圖片檔", "a media file"),
    b"{\\rtf": ("RTF 文件", "an RTF document"),
    b"Rar!": ("RAR 壓縮檔", "a RAR archive"), b"7z\xbc\xaf": ("7z 壓縮檔", "a 7z archive"),
    b"\x1f\x8b": ("gzip 壓縮檔", "a gzip archive"), b"\x7fELF": ("程式檔", "a program"),
    b"SQLite format 3": ("資料庫檔", "a database"),
}  # fmt: skip
_MARKUP = re.compile(rb"\s*<(!doctype html|html|svg|\?xml)", re.IGNORECASE)
_OFFICE_SUFFIXES = {".docx", ".odt", ".xlsx", ".ods"}
_YAML_SUFFIXES = {".yaml", ".yml", ".json"}
_TEXT_SUFFIXES = {".txt", ".text", ".md"}
_OTHER_SUFFIXES = {".csv": ("CSV 檔", "a CSV file"), ".tsv": ("TSV 檔", "a TSV file"),
                   ".xml": ("XML 檔", "an XML file"),
                   ".html": ("網頁", "a web page"), ".htm": ("網頁", "a web page")}  # fmt: skip
_YAML_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:---\s|[A-Za-z_][\w-]*:(?:\s|$))")


def kind_of(data: bytes, name: str = "") -> Kind:
    """What `data` is: by its content, then by its file name. Opens at most two small parts of an archive.

    Raises EmptyFile, ForeignFile, OldOfficeFile, PasswordProtected, MacrosInside, DamagedFile.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise EmptyFile()
    refuse_ole(data)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_archive(data)
    for magic, (zh, en) in _MAGIC.items():
        if data.startswith(magic):
            raise ForeignFile(found=zh, found_en=en)
    return _kind_of_text(data, PurePosixPath(name.replace("\\", "/")).suffix.lower())


def _kind_of_text(data: bytes, suffix: str) -> Kind:
    if suffix in _OFFICE_SUFFIXES:
        raise DamagedFile(kind=suffix[1:].upper())
    if suffix in _YAML_SUFFIXES:
        return "yaml"
    if suffix in _OTHER_SUFFIXES:
        zh, en = _OTHER_SUFFIXES[suffix]
        raise ForeignFile(found=zh, found_en=en)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise ForeignFile(found="網頁或 XML 檔", found_en="a web page or XML file")
    if suffix not in _TEXT_SUFFIXES and _YAML_OPENING.match(data):
        return "yaml"
    return "txt"


def _kind_of_archive(data: bytes) -> Kind:
    archive = opened(data)
    names = set(archive.namelist())
    if "mimetype" in names:
        mimetype = _beginning(archive, "mimetype", 200).strip()
        if mimetype in _ODF:
            return _ODF[mimetype]
        found = mimetype.decode("ascii", "replace")
        raise ForeignFile(found=f"「{found}」檔", found_en=f"a file of type {found}")
    if "[Content_Types].xml" in names:
        return _kind_of_ooxml(_beginning(archive, "[Content_Types].xml", MEGABYTE))
    raise ForeignFile(found="壓縮檔", found_en="an archive")


def _kind_of_ooxml(types: bytes) -> Kind:
    if b"macroEnabled" in types:
        raise MacrosInside(member="macroEnabled")
    for main, kind in _OOXML.items():
        if main in types:
            return kind
    if b"presentationml" in types:
        raise ForeignFile(found="PowerPoint 簡報", found_en="a PowerPoint presentation")
    raise ForeignFile(found="另一種 Office 檔案", found_en="another kind of Office file")


def _beginning(archive: ZipFile, name: str, limit: int) -> bytes:
    if archive.getinfo(name).flag_bits & 0x1:
        raise PasswordProtected()
    try:
        with archive.open(name) as member:
            return member.read(limit)
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError, zlib.error) as broken:
        raise DamagedFile(kind="Office / ODF") from broken
