"""What cards are drawn from: backgrounds, a faceless portrait, a chip, codes, labelled values."""

from __future__ import annotations

import io
import math

import numpy as np

from docfields.models.synthesis.samples.drawing import Color, Pen, Sheet

MM = 72 / 25.4
"""Points a millimetre."""

ID1 = (85.6 * MM, 53.98 * MM)
"""ISO/IEC 7810 ID-1: bank cards, TD1 identity cards, licences."""

ID1_RADIUS = 3.18 / 53.98
"""Corner radius as a share of the shorter side, ISO/IEC 7810."""

TD3 = (125 * MM, 88 * MM)
"""A passport's page, ICAO 9303 part 4."""


def mix(first: Color, second: Color, share: float) -> Color:
    """share: of the second colour."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


def gradient_png(first: Color, second: Color, *, angle_deg: float = 25.0, side: int = 240) -> bytes:
    """A smooth square gradient as a PNG, to be stretched."""
    from PIL import Image as Pictures

    y, x = np.mgrid[0 : 1 : side * 1j, 0 : 1 : side * 1j]
    angle = math.radians(angle_deg)
    ramp = x * math.cos(angle) + y * math.sin(angle)
    ramp = (ramp / ramp.max())[:, :, None]
    pixels = 255 * (np.array(first) * (1 - ramp) + np.array(second) * ramp)
    buffer = io.BytesIO()
    Pictures.fromarray(np.rint(pixels).astype(np.uint8)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def barcode_png(text: str, symbology: str) -> bytes:
    """A barcode or QR code, four pixels a module, as zxing-cpp writes it ("Code128", "QRCode")."""
    import zxingcpp
    from PIL import Image as Pictures

    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology))
    pixels = np.asarray(zxingcpp.write_barcode_to_image(barcode, scale=4, add_quiet_zones=False))
    buffer = io.BytesIO()
    Pictures.fromarray(pixels).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def draw_guilloche(sheet: Sheet, color: Color, *, waves: int = 26, swing: float = 9.0, periods: float = 3.0) -> None:
    """Interlaced fine lines over the whole card, as against copying."""
    steps = 90
    for wave in range(waves):
        phase = 2 * math.pi * wave / waves * 2
        middle = sheet.height * (wave + 0.5) / waves
        points = []
        for step in range(steps + 1):
            share = step / steps
            lift = math.sin(2 * math.pi * periods * share + phase) + 0.5 * math.sin(5 * math.pi * share - phase)
            points.append((sheet.width * share, middle + swing * lift))
        sheet.path(points, stroke=color, thickness=0.28)


def draw_rosette(sheet: Sheet, x: float, y: float, radius: float, color: Color, *, petals: int = 14) -> None:
    """A closed spirograph line."""
    points = []
    for step in range(361):
        angle = math.radians(step)
        reach = radius * (0.78 + 0.22 * math.cos(petals * angle))
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    for share in (1.0, 0.84, 0.68, 0.52):
        ring = [(x + (px - x) * share, y + (py - y) * share) for px, py in points]
        sheet.path(ring, stroke=color, thickness=0.35)


def draw_silhouette(sheet: Sheet, left: float, top: float, right: float, bottom: float, color: Color) -> None:
    """A frame with the outline of head and shoulders: nobody's portrait."""
    width, height = right - left, bottom - top
    sheet.box(
        left,
        top,
        right,
        bottom,
        fill=mix(color, (1, 1, 1), 0.8),
        stroke=mix(color, (1, 1, 1), 0.3),
        thickness=0.5,
    )
    middle, dark = (left + right) / 2, mix(color, (1, 1, 1), 0.35)
    neck, chest = bottom - 0.31 * height, bottom - 0.2 * height
    outline = [(middle - 0.44 * width, bottom), (middle - 0.42 * width, chest)]
    for step in range(13):
        share = step / 12
        outline.append((middle - (0.42 - 0.31 * share) * width, chest - (chest - neck) * math.sin(share * math.pi / 2)))
    outline += [(middle - 0.09 * width, neck), (middle - 0.09 * width, neck - 0.1 * height)]
    mirrored = [(2 * middle - x, y) for x, y in reversed(outline)]
    sheet.path([*outline, *mirrored], fill=dark, closed=True)
    sheet.oval(middle - 0.19 * width, top + 0.19 * height, middle + 0.19 * width, top + 0.64 * height, fill=dark)


def draw_chip(sheet: Sheet, left: float, top: float) -> None:
    """A contact chip of eight fields."""
    gold, line = (0.86, 0.74, 0.45), (0.55, 0.44, 0.2)
    right, bottom = left + 33, top + 26
    sheet.box(left, top, right, bottom, fill=gold, stroke=line, thickness=0.5, radius=0.18)
    for share in (0.25, 0.5, 0.75):
        y = top + 26 * share
        sheet.rule(left, y, left + 11, y, line, 0.5)
        sheet.rule(right - 11, y, right, y, line, 0.5)
    sheet.box(left + 11, top + 4, right - 11, bottom - 4, stroke=line, thickness=0.5, radius=0.2)


def labelled(
    sheet: Sheet,
    x: float,
    y: float,
    label: str,
    value: str,
    pen: Pen,
    *,
    field: str | None,
    label_color: Color,
) -> None:
    """A small label above its value; y is the value's baseline."""
    sheet.text(x, y - pen.size * 1.06, label, Pen("narrow", max(4.6, pen.size * 0.6), label_color))
    sheet.text(x, y, value, pen, field=field)
