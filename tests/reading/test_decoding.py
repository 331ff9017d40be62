"""Bytes to text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.decoding import decode

TEXT = "The café in Größe cost “five” euros — and the mayor’s naïve friends paid all of it."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_found(encoding):
    assert decode(TEXT.encode(encoding)) == (TEXT, [])


def test_cyrillic_in_one_byte():
    text = "Городской совет проголосовал за восстановление старого моста через реку. " * 3
    assert decode(text.encode("cp1251")) == (text, [])


def test_stray_bytes_in_utf8_are_read_and_told():
    text, notes = decode(TEXT.encode() + " “stray”".encode("cp1252"))
    assert text == TEXT + " “stray”"
    assert notes == [("undecodable bytes", "2 bytes are not UTF-8; read as cp1252 (article kept)")]


def test_nul_bytes_are_left_out_and_told():
    text, notes = decode(b"Some words with one \x00 in them, and more words behind it.")
    assert text == "Some words with one  in them, and more words behind it."
    assert [reason for reason, _ in notes] == ["NUL bytes"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00" * 9])
def test_binary_is_no_text(data):
    with pytest.raises(ValueError, match="binary"):
        decode(data)


def test_many_stray_bytes_take_linear_time():
    start = time.process_time()
    decode("é".encode() * 10 + b"\x93 \xc3\xa9" * 300_000)
    assert time.process_time() - start < 10


@given(st.binary())
def test_any_bytes_are_text_or_binary(data):
    try:
        text, _ = decode(data)
    except ValueError as error:
        assert "binary" in str(error)
    else:
        assert "\x00" not in text
