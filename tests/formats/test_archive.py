"""Files are recognised by their content, and archives are refused before anything in them can do harm."""

from __future__ import annotations

import io
import struct
import warnings
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats import unpacking
from openscorecard.formats.archive import check_archive, kind_of
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
from tests.formats.office_documents import FORMATS, SAMPLE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*members: tuple[str, bytes], packing: int = ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", packing) as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # duplicate names are meant
        for name, content in members:
            target.writestr(name, content)
    return buffer.getvalue()


def patched(data: bytes, marker: bytes, offset: int, value: bytes) -> bytes:
    """`data` with `value` at `offset` after each `marker` (a header of a member or of a directory entry)."""
    changed, at = bytearray(data), data.find(marker)
    while at >= 0:
        changed[at + offset : at + offset + len(value)] = value
        at = data.find(marker, at + 4)
    return bytes(changed)


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def test_an_ordinary_archive_passes() -> None:
    check_archive(archive(("a.xml", b"<a/>"), ("empty.xml", b""), ("b.png", b"\x89PNG")))


def test_more_members_than_a_thousand_are_refused() -> None:
    check_archive(archive(*((f"{n}.xml", b"<a/>") for n in range(1000))))
    with pytest.raises(ArchiveTooManyMembers):
        check_archive(archive(*((f"{n}.xml", b"<a/>") for n in range(1001))))


def test_a_hundred_megabytes_unpacked_are_refused_from_the_directory_alone() -> None:
    data = archive(("a.bin", b"0" * 1000), packing=ZIP_STORED)
    with pytest.raises(ArchiveTooLarge) as caught:
        check_archive(patched(data, CENTRAL, 24, struct.pack("<L", 101 * 1024 * 1024)))
    assert caught.value.facts == {"size": "101", "limit": "100"}


def test_a_dense_archive_is_refused() -> None:
    with pytest.raises(ArchiveTooDense):
        check_archive(archive(("a.bin", b"\0" * 20_000_000)))


def test_a_small_archive_of_equal_bytes_is_no_bomb() -> None:
    check_archive(archive(("a.bin", b"\0" * 900_000)))


def test_a_member_larger_than_its_directory_says_is_refused_while_unpacking() -> None:
    data = archive(("a.bin", bytes(range(256)) * 4000))
    with pytest.raises(ArchiveLies):
        check_archive(patched(data, CENTRAL, 24, struct.pack("<L", 1000)))


def test_members_that_share_bytes_are_refused() -> None:
    data = archive(("a.bin", b"1234"), ("b.bin", b"1234"), packing=ZIP_STORED)
    with pytest.raises(ArchiveLies):
        check_archive(patched(data, CENTRAL, 42, struct.pack("<L", 0)))


def test_a_member_under_another_name_than_in_the_directory_is_refused() -> None:
    data = archive(("a.bin", b"1234"))
    with pytest.raises(ArchiveLies):
        check_archive(patched(data, LOCAL, 30, b"b"))


def test_a_changed_byte_is_damage() -> None:
    data = archive(("a.bin", b"1234"), packing=ZIP_STORED)
    with pytest.raises(DamagedFile):
        check_archive(data.replace(b"1234", b"1235"))


@pytest.mark.parametrize("name", ["/etc/passwd", "../a.xml", "a/../../b", "a\\..\\b", "C:/a", "\\\\host\\a"])
def test_names_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    with pytest.raises(UnsafeMemberName):
        check_archive(archive((name, b"")))


@pytest.mark.parametrize("second", ["a.xml", "A.XML"])
def test_one_name_twice_is_refused(second: str) -> None:
    with pytest.raises(DuplicateMember):
        check_archive(archive(("a.xml", b"<a/>"), (second, b"<b/>")))


def test_packing_no_office_program_uses_is_refused() -> None:
    with pytest.raises(UnknownPacking):
        check_archive(archive(("a.xml", b"<a/>"), packing=ZIP_BZIP2))


def test_an_encrypted_member_is_refused() -> None:
    data = archive(("a.xml", b"<a/>"))
    data = patched(patched(data, CENTRAL, 8, b"\x01\x00"), LOCAL, 6, b"\x01\x00")
    with pytest.raises(PasswordProtected):
        check_archive(data)


def test_a_password_protected_odf_file_is_refused_as_such() -> None:
    manifest = (
        b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    with pytest.raises(PasswordProtected):
        check_archive(archive(("content.xml", b"<a/>"), ("META-INF/manifest.xml", manifest)))


@pytest.mark.parametrize(
    "member",
    [
        "word/vbaProject.bin",
        "xl/vbaProject.bin",
        "Basic/Standard/Module1.xml",
        "Scripts/python/a.py",
        "xl/macrosheets/sheet1.xml",
    ],
)
def test_macros_are_refused(member: str) -> None:
    with pytest.raises(MacrosInside) as caught:
        check_archive(archive((member, b"<a/>")))
    assert member in caught.value.sentence("zh-Hant")


def test_the_empty_library_that_libreoffice_leaves_behind_is_no_macro() -> None:
    check_archive(archive(("Basic/Standard/script-lb.xml", b"<a/>"), ("Basic/script-lc.xml", b"<a/>")))


@pytest.mark.parametrize("declaration", ["<!DOCTYPE a [", "<!ENTITY b 'c'>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", [0, unpacking._CHUNK - 10])
def test_entities_are_refused_wherever_they_stand(declaration: str, encoding: str, before: int) -> None:
    xml = f"<?xml version='1.0' encoding='{encoding}'?>{' ' * before}{declaration}".encode(encoding)
    with pytest.raises(XmlEntities):
        check_archive(archive(("word/document.xml", xml), packing=ZIP_DEFLATED))


def test_an_encoding_in_which_entities_could_hide_is_refused() -> None:
    for xml in (b'<?xml version="1.0" encoding="UTF-7"?><a/>', '<?xml version="1.0"?><a/>'.encode("cp037")):
        with pytest.raises(DamagedFile):
            check_archive(archive(("a.xml", xml)))


def ole(*streams: str) -> bytes:
    return (
        OLE
        + b"\0" * 504
        + b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in ("Root Entry", *streams))
    )


@pytest.mark.parametrize(("stream", "better"), [("WordDocument", "DOCX"), ("Workbook", "XLSX"), ("Book", "XLSX")])
def test_old_office_files_are_named_with_what_to_save_them_as(stream: str, better: str) -> None:
    for refuse in (check_archive, kind_of):
        with pytest.raises(OldOfficeFile) as caught:
            refuse(ole(stream))
        assert better in caught.value.sentence("zh-Hant")


def test_a_password_protected_office_file_is_refused_as_such() -> None:
    with pytest.raises(PasswordProtected):
        kind_of(ole("EncryptionInfo", "EncryptedPackage"), "計畫.xlsx")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe\n\0"])
def test_empty_files_are_refused_as_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        kind_of(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"%PDF-1.7", "計畫.docx", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "PNG"),
        (b"{\\rtf1 x}", "a.doc", "RTF"),
        (b"<!DOCTYPE html><html>", "a.xls", "網頁"),
        (b"a,b\n1,2\n", "a.csv", "CSV"),
        (archive(("a.txt", b"a")), "a.zip", "壓縮檔"),
        (archive(("mimetype", b"application/vnd.oasis.opendocument.presentation")), "a.odp", "presentation"),
        (archive(("[Content_Types].xml", b"presentationml.presentation.main+xml")), "a.docx", "PowerPoint"),
    ],
)  # fmt: skip
def test_foreign_files_are_named_whatever_they_are_called(data: bytes, name: str, word: str) -> None:
    with pytest.raises(ForeignFile) as caught:
        kind_of(data, name)
    assert word in caught.value.sentence("zh-Hant")


def test_macro_files_are_known_by_their_content_type() -> None:
    types = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    with pytest.raises(MacrosInside):
        kind_of(archive(("[Content_Types].xml", types)), "a.docx")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"# \xe7\xad\x96", "plan.txt", "txt"),
        (b"plan:\n  id: a\n", "plan.yaml", "yaml"),
        (b"{}", "plan.json", "yaml"),
        (b"# head\n\nplans:\n- id: a\n", "", "yaml"),
        ("# 策略地圖\n\n使命\n".encode(), "", "txt"),
        ("策略地圖".encode("utf-16"), "a", "txt"),
        (b"id: a\n", "plan.txt", "txt"),
    ],
)
def test_texts_are_told_apart_by_name_and_then_by_their_opening(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize("kind", FORMATS)
def test_an_office_file_is_known_whatever_it_is_called(kind: str) -> None:
    assert kind_of(FORMATS[kind][0](SAMPLE, title=""), "計畫.txt") == kind


def test_text_called_docx_is_damage() -> None:
    with pytest.raises(DamagedFile):
        kind_of(b"plain text", "a.docx")


def test_every_fault_of_a_file_says_how_to_mend_it_in_both_languages() -> None:
    from openscorecard.formats import faults

    kinds = [kind for kind in vars(faults).values() if isinstance(kind, type) and issubclass(kind, Fault)]
    assert len(kinds) > 20
    for kind in kinds[1:]:
        assert "；" in kind.zh or "，" in kind.zh
        assert kind.zh.endswith("。")
        assert kind.en.endswith(".")


def test_archives_written_with_data_descriptors_pass() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    buffer = Unseekable()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        target.writestr(ZipInfo("a.xml"), b"<a/>")
        target.writestr(ZipInfo("b.xml"), b"<b/>")
    check_archive(buffer.getvalue())
