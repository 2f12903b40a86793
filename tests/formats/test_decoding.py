"""Bytes to text: UTF-8, UTF-16, Big5; mixtures and binaries refused with their place."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.faults import Fault
from openscorecard.formats.decoding import decode_text
from openscorecard.formats.faults import BinaryText, MixedText, UndecodableText

TEXT = "# 策略地圖\n【使命】推動終身學習，打造書香城市\nAC1\t提升市民圖書資料擁有率\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_each_encoding_gives_the_same_text(codec: str) -> None:
    assert decode_text(TEXT.encode(codec)) == TEXT


def test_big_endian_utf16_is_read_by_its_mark() -> None:
    assert decode_text(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert decode_text(TEXT.replace("\n", end).encode()) == TEXT


def test_a_big5_line_in_utf8_is_refused_where_it_begins() -> None:
    data = "策略主題\n甲乙\nAC1 ".encode() + "提升擁有率".encode("cp950") + "\n丙丁戊\n".encode()
    with pytest.raises(MixedText) as caught:
        decode_text(data)
    assert (caught.value.row, caught.value.column) == (3, 5)
    assert "Big5" in caught.value.sentence("en").split(":")[1]


def test_a_utf8_line_in_big5_is_refused_where_it_begins() -> None:
    data = "策略主題\n顧客構面\n".encode("cp950") + "ab提升擁有率\n".encode()
    with pytest.raises(MixedText) as caught:
        decode_text(data)
    assert (caught.value.row, caught.value.column) == (3, 3)


def test_a_broken_byte_in_utf8_is_refused_with_its_place() -> None:
    data = "策略主題\r\n推動".encode() + b"\xff" + "學習\n".encode()
    with pytest.raises(UndecodableText) as caught:
        decode_text(data)
    assert (caught.value.row, caught.value.column, caught.value.facts["found"]) == (2, 3, "FF")


def test_half_a_character_at_the_end_is_refused() -> None:
    with pytest.raises(UndecodableText) as caught:
        decode_text("策略主題".encode()[:-1])
    assert (caught.value.row, caught.value.column) == (1, 4)


@pytest.mark.parametrize("codec", ["gbk", "gb18030"])
def test_simplified_chinese_encodings_do_not_pass_for_big5(codec: str) -> None:
    with pytest.raises(Fault):
        decode_text("战略地图与平衡计分卡：推动终身学习，打造书香城市".encode(codec))


def test_latin_letters_do_not_pass_for_big5() -> None:
    with pytest.raises(UndecodableText):
        decode_text("Médiathèque de l'été".encode("latin-1"))


@pytest.mark.parametrize("char", ["\0", "\x01", "\x1b"])
def test_control_characters_are_refused_with_their_place(char: str) -> None:
    with pytest.raises(BinaryText) as caught:
        decode_text(f"a\r\nbc{char}d".encode())
    assert (caught.value.row, caught.value.column) == (2, 3)


def test_zero_bytes_among_undecodable_ones_are_binary() -> None:
    with pytest.raises(BinaryText):
        decode_text(b"\xff\x81\0\x9d\xc3\x28")


@given(data=st.binary(max_size=200))
def test_any_bytes_are_text_or_a_fault(data: bytes) -> None:
    try:
        text = decode_text(data)
    except Fault as refused:
        found = refused
    else:
        assert "\r" not in text
        assert "\0" not in text
        return
    assert (found.row, found.column) >= (1, 1)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=50))
def test_any_utf8_text_comes_back(text: str) -> None:
    assert decode_text(text.encode()) == text.removeprefix("\ufeff")
