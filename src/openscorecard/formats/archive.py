"""What an uploaded file is, and whether its archive may be opened: the directory is read before anything else."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal, get_args
from zipfile import BadZipFile, ZipFile, ZipInfo

from openscorecard.formats.faults import (
    ArchiveLies,
    ArchiveTooDense,
    ArchiveTooLarge,
    ArchiveTooManyMembers,
    DamagedFile,
    DuplicateMember,
    EmptyFile,
    ForeignFile,
    MacrosInside,
    OldOfficeFile,
    PasswordProtected,
    UnknownPacking,
    UnsafeMemberName,
    XmlEntities,
)

Kind = Literal["txt", "yaml", "docx", "odt", "xlsx", "ods"]

MEGABYTE = 1024 * 1024
UNPACKED_LIMIT = 100 * MEGABYTE
RATIO_LIMIT = 100
RATIO_FLOOR = MEGABYTE  # smaller archives can do no harm, and tiny parts of equal bytes pack very well
MEMBER_LIMIT = 1_000
_CHUNK = 256 * 1024
_STORED, _DEFLATED = 0, 8
_LOCAL_HEADER = 30

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "WordDocument": ("Word", "DOCX"),
    "Workbook": ("Excel", "XLSX"),
    "Book": ("Excel", "XLSX"),
    "PowerPoint Document": ("PowerPoint", "DOCX"),
}
_ODF: dict[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OOXML: dict[bytes, Kind] = {b"wordprocessingml.document.main+xml": "docx", b"spreadsheetml.sheet.main+xml": "xlsx"}
_MAGIC = {
    b"%PDF": ("PDF", "a PDF"), b"\x89PNG": ("PNG 圖片", "a PNG picture"), b"\xff\xd8\xff": ("JPEG 圖片", "a JPEG picture"),
    b"GIF8": ("GIF 圖片", "a GIF picture"), b"II*\0": ("TIFF 圖片", "a TIFF picture"),
    b"MM\0*": ("TIFF 圖片", "a TIFF picture"), b"RIFF": ("影音或圖片檔", "a media file"), b"{\\rtf": ("RTF 文件", "an RTF document"),
    b"Rar!": ("RAR 壓縮檔", "a RAR archive"), b"7z\xbc\xaf": ("7z 壓縮檔", "a 7z archive"),
    b"\x1f\x8b": ("gzip 壓縮檔", "a gzip archive"), b"\x7fELF": ("程式檔", "a program"),
    b"SQLite format 3": ("資料庫檔", "a database"),
}  # fmt: skip
_MARKUP = re.compile(rb"\s*<(!doctype html|html|svg|\?xml)", re.IGNORECASE)
_OFFICE_SUFFIXES = {".docx", ".odt", ".xlsx", ".ods"}
_YAML_SUFFIXES = {".yaml", ".yml", ".json"}
_TEXT_SUFFIXES = {".txt", ".text", ".md"}
_OTHER_SUFFIXES = {".csv": ("CSV 檔", "a CSV file"), ".tsv": ("TSV 檔", "a TSV file"), ".xml": ("XML 檔", "an XML file"),
                   ".html": ("網頁", "a web page"), ".htm": ("網頁", "a web page")}  # fmt: skip
_YAML_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:---\s|[A-Za-z_][\w-]*:(?:\s|$))")


def kind_of(data: bytes, name: str = "") -> Kind:
    """What `data` is: by its content, then by its file name. Opens at most two small parts of an archive.

    Raises EmptyFile, ForeignFile, OldOfficeFile, PasswordProtected, MacrosInside, DamagedFile.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise EmptyFile()
    _refuse_ole(data)
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
    archive = _opened(data)
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


def check_archive(data: bytes) -> None:
    """Refuse an archive that is not safe to open, from its directory first, then by unpacking it in small pieces.

    Raises a Fault: too large unpacked, too dense, too many members, encrypted, unsafe or duplicate names, sizes that
    lie, unknown packing, macros, DOCTYPE or ENTITY in an XML member; an old or locked Office file; a damaged one.
    """
    _refuse_ole(data)
    archive = _opened(data)
    members = archive.infolist()
    _check_directory(members, len(data))
    _check_layout(members, archive.start_dir, data)
    for member in members:
        _check_content(member, data)


def _opened(data: bytes) -> ZipFile:
    try:
        return ZipFile(io.BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as broken:
        raise DamagedFile(kind="Office / ODF") from broken


def _beginning(archive: ZipFile, name: str, limit: int) -> bytes:
    if archive.getinfo(name).flag_bits & 0x1:
        raise PasswordProtected()
    try:
        with archive.open(name) as member:
            return member.read(limit)
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError, zlib.error) as broken:
        raise DamagedFile(kind="Office / ODF") from broken


def _refuse_ole(data: bytes) -> None:
    if not data.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PasswordProtected()
    for stream, (program, better) in _OLE_STREAMS.items():
        if ("\0" + stream + "\0").encode("utf-16-le")[1:] in data:
            raise OldOfficeFile(found=program, better=better)
    raise OldOfficeFile(found="OLE", better="DOCX / XLSX")


def _check_directory(members: list[ZipInfo], packed: int) -> None:
    if len(members) > MEMBER_LIMIT:
        raise ArchiveTooManyMembers(count=len(members), limit=MEMBER_LIMIT)
    seen: set[str] = set()
    for member in members:
        _check_name(member, seen)
        if member.flag_bits & 0x1:
            raise PasswordProtected()
        if member.compress_type not in (_STORED, _DEFLATED):
            raise UnknownPacking(member=member.filename)
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT:
        raise ArchiveTooLarge(size=-(-unpacked // MEGABYTE), limit=UNPACKED_LIMIT // MEGABYTE)
    if unpacked > RATIO_FLOOR and unpacked > packed * RATIO_LIMIT:
        raise ArchiveTooDense(ratio=unpacked // packed, limit=RATIO_LIMIT)


def _check_name(member: ZipInfo, seen: set[str]) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name.split("/")[0] or "\0" in name:
        raise UnsafeMemberName(member=name)
    if name.casefold() in seen:
        raise DuplicateMember(member=name)
    seen.add(name.casefold())
    parts = name.split("/")
    basic = parts[0] == "Basic" and not name.endswith("/") and parts[-1] not in ("script-lc.xml", "script-lb.xml")
    scripts = parts[0] == "Scripts" and not name.endswith("/")
    if basic or scripts or parts[-1].lower() == "vbaproject.bin" or "macrosheets" in parts:
        raise MacrosInside(member=name)


def _check_layout(members: list[ZipInfo], directory: int, data: bytes) -> None:
    """Members must follow one another without overlap, each under the name the directory gives it."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        start = member.header_offset
        if start < end or data[start : start + 4] != b"PK\x03\x04":
            raise ArchiveLies(member=member.filename)
        name_length = int.from_bytes(data[start + 26 : start + 28], "little")
        name = data[start + _LOCAL_HEADER : start + _LOCAL_HEADER + name_length]
        if name.decode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace") != member.orig_filename:
            raise ArchiveLies(member=member.filename)
        end = _content_start(member, data) + member.compress_size
    if end > directory:
        raise ArchiveLies(member=members[-1].filename)


def _content_start(member: ZipInfo, data: bytes) -> int:
    lengths = data[member.header_offset + 26 : member.header_offset + _LOCAL_HEADER]
    return (
        member.header_offset
        + _LOCAL_HEADER
        + int.from_bytes(lengths[:2], "little")
        + int.from_bytes(lengths[2:], "little")
    )


def _check_content(member: ZipInfo, data: bytes) -> None:
    name = member.filename
    is_xml = name.lower().endswith((".xml", ".rels", ".vml", ".rdf")) and not name.startswith("Configurations2/")
    size, checksum, tail = 0, 0, b""
    for piece in _unpacked(member, data):
        size, checksum = size + len(piece), zlib.crc32(piece, checksum)
        if is_xml:
            tail = _check_xml(name, tail, piece)
    if size != member.file_size:
        raise ArchiveLies(member=name)
    if checksum != member.CRC:
        raise DamagedFile(kind="Office / ODF")


def _unpacked(member: ZipInfo, data: bytes) -> Iterator[bytes]:
    """The member's content in pieces, never more than its directory entry declares and one piece."""
    start = _content_start(member, data)
    packed = data[start : start + member.compress_size]
    if member.compress_type == _STORED:
        yield packed
        return
    unpacker, left = zlib.decompressobj(-zlib.MAX_WBITS), member.file_size
    try:
        while not unpacker.eof and (piece := unpacker.decompress(packed, _CHUNK)):
            packed, left = unpacker.unconsumed_tail, left - len(piece)
            if left < 0:
                raise ArchiveLies(member=member.filename)
            yield piece
    except zlib.error as broken:
        raise DamagedFile(kind="Office / ODF") from broken


def _check_xml(name: str, tail: bytes, piece: bytes) -> bytes:
    """Refuse declarations of entities in one more piece of an XML member; return what the next piece must begin with."""
    text = tail + piece.replace(b"\0", b"")  # UTF-16 puts a zero byte beside every ASCII letter
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise XmlEntities(member=name)
    if name == "META-INF/manifest.xml" and b"encryption-data" in text:
        raise PasswordProtected()
    if name == "[Content_Types].xml" and b"macroEnabled" in text:
        raise MacrosInside(member="macroEnabled")
    if not tail and not piece:
        return b""
    if not tail and (declared := re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", _without_bom(text))):
        if declared[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1"):
            raise DamagedFile(kind="XML")
    if not tail and not _without_bom(text).lstrip().startswith(b"<"):
        raise DamagedFile(kind="XML")  # an encoding in which a declaration could hide
    return text[-20:]


def _without_bom(text: bytes) -> bytes:
    return re.sub(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", text)


def kinds() -> tuple[str, ...]:
    """Every kind of file that can be read."""
    return get_args(Kind)
