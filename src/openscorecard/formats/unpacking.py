"""Whether an archive may be opened: its directory is read before anything else, then it is unpacked in pieces."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile, ZipInfo

from openscorecard.formats.faults import (
    ArchiveLies,
    ArchiveTooDense,
    ArchiveTooLarge,
    ArchiveTooManyMembers,
    DamagedFile,
    DuplicateMember,
    MacrosInside,
    OldOfficeFile,
    PasswordProtected,
    UnknownPacking,
    UnsafeMemberName,
    XmlEntities,
)

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
_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1")


def check_archive(data: bytes) -> None:
    """Refuse an archive that is not safe to open, from its directory first, then by unpacking it in small pieces.

    Raises a Fault: too large unpacked, too dense, too many members, encrypted, unsafe or duplicate names, sizes that
    lie, unknown packing, macros, DOCTYPE or ENTITY in an XML member; an old or locked Office file; a damaged one.
    """
    refuse_ole(data)
    archive = opened(data)
    members = archive.infolist()
    _check_directory(members, len(data))
    _check_layout(members, archive.start_dir, data)
    for member in members:
        _check_content(member, data)


def opened(data: bytes) -> ZipFile:
    """The archive `data`, of which only the directory has been read; DamagedFile where there is none."""
    try:
        return ZipFile(io.BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as broken:
        raise DamagedFile(kind="Office / ODF") from broken


def refuse_ole(data: bytes) -> None:
    """Refuse the container of old or locked Office files; it names its streams in UTF-16."""
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
    """Refuse declarations of entities in one more piece of an XML member; give back its end, to join to the next."""
    text = tail + piece.replace(b"\0", b"")  # UTF-16 puts a zero byte beside every ASCII letter
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise XmlEntities(member=name)
    if name == "META-INF/manifest.xml" and b"encryption-data" in text:
        raise PasswordProtected()
    if name == "[Content_Types].xml" and b"macroEnabled" in text:
        raise MacrosInside(member="macroEnabled")
    if not tail and text:
        _check_encoding(text)
    return text[-20:]


def _check_encoding(opening: bytes) -> None:
    """Refuse XML in an encoding in which a declaration could hide."""
    opening = re.sub(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", opening).lstrip()
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", opening)
    if not opening.startswith(b"<") or (declared and declared[1].lower() not in _ENCODINGS):
        raise DamagedFile(kind="XML")
