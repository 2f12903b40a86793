"""Bytes of a text file as text: UTF-8, UTF-16 with its mark, or Big5, but never a mixture."""

from __future__ import annotations

import codecs
import re

from openscorecard.formats.faults import BinaryText, MixedText, UndecodableText

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2}")
_RARE_SHARE = 0.3  # of the characters of real Chinese text, far fewer stand on Big5's second level


def decode_text(data: bytes) -> str:
    """The text of a whole file, with newlines as its only line ends and without a byte order mark.

    Raises BinaryText, MixedText or UndecodableText, with row and column (in characters) of the first bad place.
    """
    text = _decoded(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        row, column = _position(text, found.start())
        raise BinaryText(row=row, column=column, line=row, found=f"U+{ord(found[0]):04X}")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded_as("utf-16", "UTF-16", data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as broken:
        if data.startswith(codecs.BOM_UTF8):
            raise _undecodable(data, broken.start, "utf-8", "UTF-8") from None
        if b"\0" in data:
            return data[: data.index(b"\0") + 1].decode("utf-8", "replace")  # refused as binary by the caller
        return _decoded_legacy(data, broken)


def _decoded_as(codec: str, encoding: str, data: bytes) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as broken:
        raise _undecodable(data, broken.start, codec, encoding) from None


def _decoded_legacy(data: bytes, utf8: UnicodeDecodeError) -> str:
    """`data`, which is no UTF-8, as Big5, unless lines of it are UTF-8 or it only happens to decode."""
    mixed = _mixture(data)
    if mixed is not None:
        raise mixed
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError as broken:
        if _MULTIBYTE.search(data):  # more likely UTF-8 with a broken byte than Big5
            raise _undecodable(data, utf8.start, "utf-8", "UTF-8") from None
        raise _undecodable(data, broken.start, "cp950", "Big5") from None
    if _is_chance(text):
        raise _undecodable(data, utf8.start, "utf-8", "UTF-8 / Big5")
    return text


def _mixture(data: bytes) -> MixedText | None:
    lines = [_line_encoding(line) for line in _lines(data)]
    utf8, big5 = lines.count("UTF-8"), lines.count("Big5")
    if not utf8 or not big5:
        return None
    most, other = ("UTF-8", "Big5") if utf8 >= big5 else ("Big5", "UTF-8")
    row = lines.index(other) + 1
    line = _lines(data)[row - 1]
    column = len(re.match(rb"[\x00-\x7f]*", line)[0]) + 1  # type: ignore[index]
    if most == "UTF-8":
        column = len(line[: _first_error(line)].decode("utf-8")) + 1
    return MixedText(row=row, column=column, line=row, most=most, other=other)


def _lines(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _line_encoding(line: bytes) -> str:
    """What a line can be read as: `UTF-8`, `Big5`, or empty where it is ASCII, both by chance, or neither."""
    if line.isascii():
        return ""
    if _first_error(line) < 0:
        # Two-byte UTF-8 can be a Big5 character by chance; three-byte Chinese hardly ever is.
        return "UTF-8" if _MULTIBYTE.search(line) else ""
    try:
        line.decode("cp950")
    except UnicodeDecodeError:
        return ""
    return "Big5"


def _first_error(line: bytes) -> int:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as broken:
        return broken.start
    return -1


def _is_chance(text: str) -> bool:
    """Whether Big5 text is so full of rare characters that it must be another encoding, Latin-1 or GBK for example."""
    double = [pair for char in text if len(pair := char.encode("cp950")) == 2]
    rare = sum(pair >= b"\xc9\x40" for pair in double)
    return len(double) < 2 or rare > len(double) * _RARE_SHARE


def _undecodable(data: bytes, start: int, codec: str, encoding: str) -> UndecodableText:
    before = data[:start].decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    row, column = _position(before, len(before))
    found = data[start : start + 1].hex().upper()
    return UndecodableText(row=row, column=column, line=row, found=found, encoding=encoding)


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
