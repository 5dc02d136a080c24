"""Font files that typst can tell apart: PyMuPDF's own fonts as files, and files under another family name.

PyMuPDF holds Nimbus Sans, Roman and Mono (URW, bare CFF) and Droid Sans Fallback in memory only, and typst wants
complete OpenType files with a PostScript name. typst also takes "Roboto Condensed" for a style of "Roboto", as it cuts
such words off a family's name ("RobotoCondensed" it leaves alone).
All tables are written here, so that the bytes depend on the font alone and on no font library's version.
Format: OpenType 1.9, chapters "head" to "vmtx" (https://learn.microsoft.com/typography/opentype/spec/).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

UNITS = 1000
"""Units of an em in the Nimbus fonts."""

_CREATED = 3471292800
"""2014-01-01, the year of the Nimbus fonts, in seconds from 1904 on: the same bytes each day."""

_FAMILY_NAMES = (1, 16)
_MACINTOSH = 1
_MAGIC = 0x5F0F3CF5
_WINDOWS_ENGLISH = (3, 1, 0x409)
_UNKNOWN_ADVANCE = 600


def complete(font: Any, family: str, postscript: str, *, bold: bool, italic: bool) -> bytes:
    """The file of a `pymupdf.Font`: its own bytes with a new name table, or tables around its bare CFF."""
    content: bytes = font.buffer
    style = " ".join([*["Bold"] * bold, *["Italic"] * italic]) or "Regular"
    texts = {1: family, 2: style, 4: f"{family} {style}", 6: postscript}
    names = _names({(*_WINDOWS_ENGLISH, number): text.encode("utf-16-be") for number, text in texts.items()})
    if content[:4] == b"\x00\x01\x00\x00":
        return _sfnt(content[:4], {**_tables(content), b"name": names})
    glyphs = {code: font.has_glyph(code) for code in font.valid_codepoints() if code < 0x10000}
    glyphs = {code: glyph for code, glyph in glyphs.items() if glyph}
    advances = [_UNKNOWN_ADVANCE] * font.glyph_count
    for code, glyph in glyphs.items():
        advances[glyph] = round(font.glyph_advance(code) * UNITS)
    box = [round(edge * UNITS) for edge in (font.bbox.x0, font.bbox.y0, font.bbox.x1, font.bbox.y1)]
    tables = {
        b"CFF ": content,
        b"OS/2": _os2(font, box, advances, bold=bold, italic=italic),
        b"cmap": _cmap(glyphs),
        b"head": _head(box, bold=bold, italic=italic),
        b"hhea": struct.pack(
            ">HHhhhH11hH", 1, 0, box[3], box[1], 0, max(advances), 0, 0, 0, 1, *[0] * 7, len(advances)
        ),
        b"hmtx": b"".join(struct.pack(">Hh", advance, 0) for advance in advances),
        b"maxp": struct.pack(">IH", 0x00005000, len(advances)),
        b"name": names,
        b"post": struct.pack(">IihhI4I", 0x00030000, -12 << 16 if italic else 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _sfnt(b"OTTO", tables)


def renamed(content: bytes, family: str) -> bytes:
    """The font under another name of its family; its other names stay."""
    tables = _tables(content)
    table = tables[b"name"]
    _, count, start = struct.unpack_from(">3H", table)
    texts = {}
    for index in range(count):
        *key, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        text = table[start + offset : start + offset + length]
        if key[3] in _FAMILY_NAMES:
            text = family.encode("mac-roman" if key[0] == _MACINTOSH else "utf-16-be")
        texts[(key[0], key[1], key[2], key[3])] = text
    return _sfnt(content[:4], {**tables, b"name": _names(texts)})


def plain(content: bytes) -> bytes:
    """The font itself: out of a WOFF file (https://www.w3.org/TR/WOFF/), or the first of a collection."""
    if content.startswith(b"wOFF"):
        version, _, count = struct.unpack_from(">4sIH", content, 4)
        entries = (struct.unpack_from(">4s4I", content, 44 + 20 * index) for index in range(count))
        packed = {tag: (content[start : start + length], full) for tag, start, length, full, _ in entries}
        tables = {tag: part if len(part) == full else zlib.decompress(part) for tag, (part, full) in packed.items()}
        return _sfnt(version, tables)
    if content.startswith(b"ttcf"):
        (first,) = struct.unpack_from(">I", content, 12)
        return _sfnt(content[first : first + 4], _tables(content, first))
    return content


def _tables(content: bytes, start: int = 0) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", content, start + 4)
    entries = (struct.unpack_from(">4sIII", content, start + 12 + 16 * index) for index in range(count))
    return {tag: content[offset : offset + length] for tag, _, offset, length in entries}


def _sfnt(version: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    head = version + struct.pack(">4H", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    offset = len(head) + 16 * len(tables)
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, checksum, offset + len(body), len(table))
        body += padded
    return head + directory + body


def _names(texts: Mapping[tuple[int, int, int, int], bytes]) -> bytes:
    """texts: (platform, encoding, language, number of the name) -> encoded name."""
    records, strings = b"", b""
    for key, text in sorted(texts.items()):
        records += struct.pack(">6H", *key, len(text), len(strings))
        strings += text
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + strings


def _head(box: Sequence[int], *, bold: bool, italic: bool) -> bytes:
    style = int(bold) | int(italic) << 1
    dates = (_CREATED, _CREATED)
    return struct.pack(">4I2HqqhhhhHHhhh", 0x10000, 0x10000, 0, _MAGIC, 3, UNITS, *dates, *box, style, 6, 2, 0, 0)


def _os2(font: Any, box: Sequence[int], advances: Sequence[int], *, bold: bool, italic: bool) -> bytes:
    """Version 4; the measures that only matter to word processors stay zero."""
    x_height, cap_height = (round(font.glyph_bbox(ord(letter)).y1 * UNITS) for letter in "xH")
    selection = (0x20 if bold else 0) | (0x01 if italic else 0) or 0x40
    average = sum(advances) // len(advances)
    head = struct.pack(">HhHHH11h", 4, average, 700 if bold else 400, 5, 0, *[0] * 11)
    heights = struct.pack(">3h2H2I2h", box[3], box[1], 0, box[3], -box[1], 1, 0, x_height, cap_height)
    tail = struct.pack(">3H", selection, 0x20, 0xFFFF) + heights + struct.pack(">3H", 0, 32, 1)
    return head + b"\0" * 10 + b"\0" * 16 + b"URW " + tail


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """Format 4 with a segment for each run of codes whose glyphs follow one another too."""
    segments: list[tuple[int, int, int]] = []
    for code, glyph in sorted(glyphs.items()):
        if segments and segments[-1][1] == code - 1 and (glyph - code) & 0xFFFF == segments[-1][2]:
            segments[-1] = (segments[-1][0], code, segments[-1][2])
        else:
            segments.append((code, code, (glyph - code) & 0xFFFF))
    segments.append((0xFFFF, 0xFFFF, 1))
    count = len(segments)
    power = count.bit_length() - 1
    search = struct.pack(">4H", 2 * count, 2 << power, power, 2 * count - (2 << power))
    starts, ends, deltas = zip(*segments, strict=True)
    body = struct.pack(f">{count}HH{count}H{count}H{count}H", *ends, 0, *starts, *deltas, *[0] * count)
    table = struct.pack(">3H", 4, 14 + len(body), 0) + search + body
    return struct.pack(">2H2HI", 0, 1, 3, 1, 12) + table
