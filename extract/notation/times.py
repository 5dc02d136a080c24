"""Times of day as printed: 8:13:39 PM, 14h05, 12.30 Uhr, 14时05分 -> "20:13:39", "14:05"."""

from __future__ import annotations

import re

from . import dates
from .reading import Reading, fold

_HALF = r"(?: ?(?P<half>[AP] ?\.? ?M\b\.?|[ap] ?\.? ?m\b\.?|(?<=\d)[APap](?![^\W_])))"
_COLON = re.compile(rf"(?<![\d:])(?P<h>\d{{1,2}}) ?: ?(?P<m>\d{{2}})(?: ?[:.] ?(?P<s>\d{{2}}))?(?![\d:]|\.\d){_HALF}?")
_H = re.compile(r"(?<!\d)(?P<h>\d{1,2}) ?[hH] ?(?P<m>\d{2})(?:[ m:]{0,2}(?P<s>\d{2})s?)?(?!\d)(?P<half>)")
_POINT = re.compile(
    r"(?<![\d.,])(?P<h>\d{1,2})\.(?P<m>\d{2})(?:\.(?P<s>\d{2}))?"
    rf"(?: ?(?:Uhr|uhr|h\b|Hrs|hrs)(?P<half>)|{_HALF.replace('half', 'other')})"
)
_CHINESE = re.compile(r"(?P<h>\d{1,2}) ?[时時点] ?(?P<m>\d{1,2}) ?分(?: ?(?P<s>\d{1,2}) ?秒)?(?P<half>)")
_WHOLE_HOUR = re.compile(rf"(?<![\d:.,])(?P<h>\d{{1,2}})(?P<m>)(?P<s>){_HALF}")
_PATTERNS = ((_COLON, 0.95), (_H, 0.85), (_POINT, 0.85), (_CHINESE, 0.95), (_WHOLE_HOUR, 0.5))


def find(text: str) -> tuple[Reading, ...]:
    """All times of a text in order; values are "HH:MM" or "HH:MM:SS" of 24 hours.

    A date glued before a time ("25/12/20188:13PM") is set aside first.
    """
    folded = fold(text)
    bare = list(folded)
    for one in dates.find(folded):
        bare[one.start : one.end] = " " * (one.end - one.start)
    rest = "".join(bare)
    readings: list[Reading] = []
    for pattern, score in _PATTERNS:
        for match in pattern.finditer(rest):
            value = _clock(match)
            if value and all(match.end() <= one.start or one.end <= match.start() for one in readings):
                readings.append(Reading(value, *match.span(), score))
    return tuple(sorted(readings, key=lambda reading: reading.start))


def read(text: str) -> tuple[Reading, ...]:
    """The readings of a text that holds one time, likeliest first; nearer the whole text scores higher."""
    length = max(len(text.strip()), 1)
    readings = [
        Reading(
            one.value,
            one.start,
            one.end,
            round(one.score * (0.6 + 0.4 * min(1.0, (one.end - one.start) / length)), 4),
        )
        for one in find(text)
    ]
    return tuple(sorted(readings, key=lambda reading: -reading.score))


def _clock(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    half = (groups.get("half") or groups.get("other") or "").strip().upper()[:1]
    hour, minute = int(groups["h"]), int(groups["m"] or 0)
    second = int(groups["s"]) if groups["s"] else None
    if half and hour == 0 and half == "P":
        half = ""
    if half == "P" and hour < 12:
        hour += 12
    elif half == "A" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")
