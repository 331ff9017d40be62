"""Bytes to text: which encoding a file is in, and what could not be decoded."""

import codecs
import re

import ftfy.bad_codecs.sloppy  # the Windows encodings with their holes filled, as browsers read them
from charset_normalizer import from_bytes

_CP1252 = ftfy.bad_codecs.sloppy.make_sloppy_codec("cp1252")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_UTF8_SEQUENCE = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_WIDE = re.compile(_UTF8_SEQUENCE)
_UTF8_RUN = re.compile(rb"(?:[\x00-\x7f]+|" + _UTF8_SEQUENCE + rb")+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 16
_FEW = 12  # fewer bytes above 127 than this say nothing about a rare encoding


def decode(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Text of `data`, and what had to be left out on the way as (reason, detail) pairs.

    Raises ValueError for data that is no text at all. Order: byte order mark, UTF-8, UTF-16 without a mark,
    UTF-8 with single bytes of cp1252 in it, cp1252 (few bytes above 127), charset-normalizer's guess (many).
    """
    encoding = encoding_of(data)
    if encoding == "binary":
        raise ValueError("binary data, not text")
    notes = []
    if encoding == "mixed":
        text, strays = _decode_mixed(data)
        notes.append(("undecodable bytes", f"{strays} bytes are not UTF-8; read as cp1252 (article kept)"))
    else:
        text = _CP1252.decode(data)[0] if encoding == "cp1252" else data.decode(encoding, errors="replace")
        lost = text.count("\ufffd") - data.count("\ufffd".encode()) * (encoding == "utf-8")
        if lost > 0 and encoding != "cp1252":
            notes.append(("undecodable bytes", f"{lost} characters are not {encoding}; shown as U+FFFD (article kept)"))
    text = text.removeprefix("\ufeff")
    nuls = text.count("\x00")
    if nuls:
        notes.append(("NUL bytes", f"{nuls} left out (article kept)"))
        text = text.replace("\x00", "")
    return text, notes


def encoding_of(data: bytes) -> str:
    """Name of the encoding of `data`: a codec's name, "mixed" (UTF-8 with strays of cp1252) or "binary"."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    wide = _utf16_without_mark(data[:_SAMPLE])
    if wide:
        return wide
    if len(_CONTROL.findall(data, 0, _SAMPLE)) > 0.02 * min(len(data), _SAMPLE) + 1:
        return "binary"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte_encoding(data)
    return "utf-8"


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of Western text has a zero in every other byte."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _one_byte_encoding(data: bytes) -> str:
    sample = data[:_SAMPLE] if _HIGH.search(data, 0, _SAMPLE) else data
    high = len(_HIGH.findall(sample))
    in_sequences = sum(len(sequence) for sequence in _WIDE.findall(sample))
    if in_sequences >= 0.5 * high:
        return "mixed"
    if high < max(_FEW, 0.25 * len(_LETTER.findall(sample))):
        return "cp1252"
    best = from_bytes(sample).best()
    return "binary" if best is None else best.encoding


def _decode_mixed(data: bytes) -> tuple[str, int]:
    parts, at, strays = [], 0, 0
    for run in _UTF8_RUN.finditer(data):
        parts += (_CP1252.decode(data[at : run.start()])[0], run.group().decode("utf-8"))
        strays += run.start() - at
        at = run.end()
    parts.append(_CP1252.decode(data[at:])[0])
    return "".join(parts), strays + len(data) - at
