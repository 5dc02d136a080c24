"""A font without a stroke: every character half an em wide, as high as the em, and nothing to be seen.

Text in it can be stretched over any place exactly and read back in every script, for a few hundred bytes. The idea
is Tesseract's (https://github.com/tesseract-ocr/tesseract, src/api/pdfrenderer.cpp); this file is built here.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

UNITS = 1000
ADVANCE = 0.5
"""Of the em, by which each character moves on."""

DESCENT = 0.2
"""Of the em, under the baseline; the rest of the em is above it."""

_ASCENT_UNITS, _DESCENT_UNITS, _ADVANCE_UNITS = round((1 - DESCENT) * UNITS), round(-DESCENT * UNITS), 500
_CHECKSUM_BASE = 0xB1B0AFBA


def font_file() -> bytes:
    """A TrueType font of one empty glyph, https://learn.microsoft.com/typography/opentype/spec/otff."""
    box = (0, _DESCENT_UNITS, _ADVANCE_UNITS, _ASCENT_UNITS)
    head = struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, *box, 0, 8, 2, 0, 0)
    across = (_ASCENT_UNITS, _DESCENT_UNITS, 0, _ADVANCE_UNITS)
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, *across, 0, 0, _ADVANCE_UNITS, 1, *(0,) * 7, 1)
    tables = {
        b"cmap": struct.pack(">HHHHIHHHHHHHHHHHH", 0, 1, 3, 1, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0),
        b"glyf": bytes(4),
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">Hh", _ADVANCE_UNITS, 0),
        b"loca": struct.pack(">HH", 0, 0),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 1, 0, 0, 0, 0, 2, *(0,) * 8),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    offset = 12 + 16 * len(tables)
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128)
    body = b""
    places = {}
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        places[tag] = offset + len(body)
        directory += struct.pack(">4sIII", tag, _sum(padded), places[tag], len(table))
        body += padded
    font = bytearray(directory + body)
    struct.pack_into(">I", font, places[b"head"] + 8, (_CHECKSUM_BASE - _sum(bytes(font))) % 2**32)
    return bytes(font)


def _sum(table: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}I", table)
    return sum(words) % 2**32


def to_unicode(codes: Mapping[str, int]) -> bytes:
    """The CMap by which readers find the characters again. codes: by character, from 1."""
    lines = [f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for character, code in codes.items()]
    # PDF 1.7, 9.10.3, takes at most 100 lines a block.
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
