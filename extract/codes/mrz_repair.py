"""Lines of a machine-readable zone as they were read -> lines as they must stand.

A format knows for each column what it may hold, and how long its lines are; check digits decide
between the readings that remain. What is changed is counted as cost, so that formats compete.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from ..notation import countries
from .mrz_format import ALPHABET, FILLER, Format, Slot, cut, verdicts

READ_AS_FILLER = frozenset("«‹《〈く＜ハヘΛ∠≤⟨([{￠¢€〔【")
"""What recognisers make of "<" in OCR-B."""

TO_DIGIT = {
    "O": "0", "Q": "0", "D": "0", "U": "0", "I": "1", "L": "1", "J": "1", "Z": "2", "A": "4", "S": "5", "G": "6",
    "T": "7", "B": "8",
}  # fmt: skip
TO_LETTER = {"0": "O", "1": "I", "2": "Z", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B"}
"""Shapes that are confused between letters and digits, for columns that hold only one of both."""

TWINS = {
    "0": "ODQ8", "O": "0Q", "D": "0", "Q": "0O", "1": "I7L", "I": "1L", "L": "1", "2": "Z7", "Z": "2", "5": "S6",
    "S": "5", "8": "B03", "B": "8", "6": "G5", "G": "6", "3": "8", "7": "1T", "T": "7", "4": "A", "A": "4",
    "U": "V0", "V": "U", "M": "N", "N": "M", "K": "<", "C": "<G", "<": "K",
}  # fmt: skip
"""Other readings of a character, tried where a check digit fails."""

FIRM_TWINS = (frozenset("0O"), frozenset("1I"), frozenset("2Z"), frozenset("5S"), frozenset("8B"))
"""Pairs that recognisers confuse without a doubt, the most frequent first."""

SWAP_COST = 0.3
"""A letter for the digit that its column needs, or the reverse."""
MISFIT_COST = 2.0
"""A character that no confusion brings into its column."""
SHIFT_COST = 0.3
"""Fillers added to or taken from one run; each further run costs as much again."""
TRAILING_COST = 0.02
"""Each filler that lacks at the end of a line; fillers there are lost most easily."""
EDGE_COST = 1.0
"""A stray character cut off at either end of a line, or a doubled one restored."""
TWIN_COST = 0.5
"""A character changed because a check digit asked for it."""
CHECK_GAIN = 1.5
"""What one passing check digit is worth: one in ten passes by chance."""
COUNTRY_COST = 1.0
"""A code that is no state's."""
VISA_COST = 3.0
"""A zone that begins with V is a visa's and no other; visas lack the digits that would tell them from documents."""

MOST_SHIFT = 8
"""Columns by which a line may be too short or too long; trailing runs of a name line excepted."""

MOST_SPELLINGS = 6
"""Spellings of a line that go on to the check digits, the cheapest first."""

FILLER_NOISE = frozenset("CKLSEXAGRF")
"""Letters that stand for "<" inside a run of fillers."""

Option = tuple[float, str]
"""Cost and text."""

Place = tuple[int, int]
"""Line and column."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A zone that fits its format. cost: what had to be changed, less what check digits proved."""

    layout: Format
    lines: tuple[str, ...]
    cost: float


def clean(text: str) -> str:
    """Upper case, without accents and spaces; signs that stand for fillers become fillers."""
    characters = []
    for character in unicodedata.normalize("NFKC", text):
        if character.isspace():
            continue
        if character in READ_AS_FILLER or character == FILLER:
            characters.append(FILLER)
            continue
        plain = unicodedata.normalize("NFKD", character.upper())[0]
        if plain in ALPHABET:
            characters.append(plain)
        elif unicodedata.category(character)[0] in "LS" or character in "|!":
            characters.append(FILLER if character not in "|!" else "I")
    return "".join(characters)


def repair_as(layout: Format, texts: Sequence[str], firm: frozenset[Place] = frozenset()) -> Repaired | None:
    """The format's lines that need the least change; None where none fit or their number is not the format's.

    firm: characters that the recogniser was sure of. They become no others but their twins among letters and
    digits: the check digits of specimens are often invented.
    """
    if len(texts) != len(layout.templates):
        return None
    options: list[list[Option]] = []
    for index, text in enumerate(texts):
        fitted = list(_fit(clean(text), layout, index))
        if not fitted:
            return None
        options.append(sorted(set(fitted))[:MOST_SPELLINGS])
    best: Repaired | None = None
    for choice in product(*options):
        lines = tuple(text for _, text in choice)
        cost, lines = _settle_checks(layout, lines, firm)
        cost += sum(cost for cost, _ in choice) + _plausibility(layout, lines)
        if best is None or cost < best.cost:
            best = Repaired(layout, lines, round(cost, 4))
    return best


def _fit(text: str, layout: Format, index: int) -> Iterator[Option]:
    if not text:
        yield 0.0, FILLER * layout.length
        return
    names = layout.names
    if names[0] == index:
        text = text[: names[1]] + tidy_names(text[names[1] :])
    yield from _fit_template(text, layout.templates[index])


def tidy_names(text: str) -> str:
    """A name field whose trailing fillers were read as letters, with fillers there."""
    runs = re.split(f"({FILLER}{{2,}})", text)
    if len(runs) < 3:
        return text
    # runs: surname, fillers, given names, fillers, and what can only be noise.
    kept = "".join(runs[:3])
    for noise in runs[3:]:
        real = len(noise) > 2 and not set(noise) <= FILLER_NOISE | {FILLER}
        kept += noise if real or set(noise) <= {FILLER} else FILLER * len(noise)
    # A given name that ends in "KKKK" or "<C<CC" was followed by fillers.
    tail = re.search(
        f"(?:{FILLER}[CKLSEX]{{1,2}})+{FILLER}*$|[CKLSEX]{{4,}}{FILLER}*$|{FILLER}[CKLS]{{3,}}{FILLER}*$", kept
    )
    if tail and tail.start() > len(runs[0]) + len(runs[1]) and len(tail.group()) >= 4:
        kept = kept[: tail.start()] + FILLER * len(tail.group())
    return kept


def _fit_template(text: str, template: str) -> Iterator[Option]:
    for cost, spelling in _lengths(text, len(template)):
        fitted_cost, fitted = _into_columns(spelling, template)
        yield round(cost + fitted_cost, 4), fitted


def _lengths(text: str, length: int) -> Iterator[Option]:
    """Spellings of the wanted length: runs of fillers stretched or shrunk, edges cut, pairs restored."""
    missing = length - len(text)
    runs = [(match.start(), match.end()) for match in re.finditer(f"{FILLER}+", text)]
    if missing == 0:
        yield 0.0, text
        return
    trailing = [(TRAILING_COST * missing, text + FILLER * missing)] if missing > 0 and text.endswith(FILLER * 3) else []
    yield from trailing
    if abs(missing) > MOST_SHIFT and not trailing and (not runs or max(b - a for a, b in runs) < 4):
        return
    for start, end in runs:
        if end - start + missing >= 0:
            # A run of one is seldom misread; a long one nearly always is.
            cost = SHIFT_COST if end - start >= 3 else 2 * SHIFT_COST
            yield cost + 0.01 * abs(missing), text[:start] + FILLER * (end - start + missing) + text[end:]
    if 2 <= abs(missing) <= 4:
        yield from _two_runs(text, runs, missing)
    if 0 < -missing <= 3:
        for cut_before in range(-missing + 1):
            yield EDGE_COST * -missing, text[cut_before : len(text) - (-missing - cut_before)]
    if missing == 1:
        for index, character in enumerate(text):
            if character != FILLER and index and text[index - 1] == character:
                yield EDGE_COST, text[:index] + character + text[index:]
        yield EDGE_COST + SHIFT_COST, text + FILLER
        yield EDGE_COST + SHIFT_COST, FILLER + text


def _two_runs(text: str, runs: Sequence[tuple[int, int]], missing: int) -> Iterator[Option]:
    step = 1 if missing > 0 else -1
    for (first_start, first_end), (second_start, second_end) in combinations(runs, 2):
        for part in range(step, missing, step):
            first, second = first_end - first_start + part, second_end - second_start + missing - part
            if first >= 0 and second >= 0:
                middle = text[first_end:second_start]
                spelling = text[:first_start] + FILLER * first + middle + FILLER * second + text[second_end:]
                yield 3 * SHIFT_COST, spelling


def _into_columns(text: str, template: str) -> Option:
    """Each character as what its column may hold."""
    cost = 0.0
    fitted = []
    for character, column in zip(text, template, strict=True):
        price, character = _into_column(character, column)
        cost += price
        fitted.append(character)
    return cost, "".join(fitted)


def _into_column(character: str, column: str) -> Option:
    if column == "x":
        return 0.0, character
    if column == "a":
        if not character.isdigit():
            return 0.0, character
        return (SWAP_COST, TO_LETTER[character]) if character in TO_LETTER else (MISFIT_COST, character)
    if column == "s":
        if character in "MFX<":
            return 0.0, character
        return (
            (SWAP_COST, {"H": "M", "N": "M", "P": "F", "E": "F"}[character])
            if character in "HNPE"
            else (MISFIT_COST, FILLER)
        )
    if character.isdigit():
        return 0.0, character
    if character == FILLER:
        return 0.0 if column == "o" else SWAP_COST, character
    return (SWAP_COST, TO_DIGIT[character]) if character in TO_DIGIT else (MISFIT_COST, FILLER)


def _plausibility(layout: Format, lines: Sequence[str]) -> float:
    """Cost of codes of no state and of a first letter that no document of this format has."""
    cost = 0.0
    for slot in (layout.issuing_country, layout.nationality):
        if slot is not None and not countries.is_code(cut(lines, slot).rstrip(FILLER)):
            cost += COUNTRY_COST
    is_visa = layout.name.startswith("MRV")
    if is_visa != (lines[0][0] == "V") and lines[0].strip(FILLER):
        cost += VISA_COST
    starts = "V" if is_visa else "P" if layout.name == "TD3" else "IACPRDB"
    if cut(lines, layout.document_code)[0] not in starts:
        cost += COUNTRY_COST
    if FILLER * 2 not in cut(lines, layout.names).strip(FILLER):
        cost += COUNTRY_COST / 2
    return cost


def _settle_checks(layout: Format, lines: tuple[str, ...], firm: frozenset[Place]) -> tuple[float, tuple[str, ...]]:
    """Codes of states first, then other readings where a check digit fails; cost less gains."""
    cost = 0.0
    if lines[0][:2] in ("IO", "IQ"):
        lines = ("ID" + lines[0][2:], *lines[1:])
    for slot in (layout.issuing_country, layout.nationality):
        if slot is not None:
            price, lines = _settle_country(lines, slot)
            cost += price
    for check in layout.checks:
        if check.name == "composite" or _passes(layout, lines, check.name):
            continue
        price, lines = _settle(layout, lines, check.name, (*check.guarded, check.digit), firm)
        cost += price
    if _passes(layout, lines, "composite") is False:
        unguarded = [slot for slot in layout.optional if _passes(layout, lines, "optional_data") is None]
        composite = next(check for check in layout.checks if check.name == "composite")
        price, lines = _settle(layout, lines, "composite", (*unguarded, composite.digit), firm)
        cost += price
    passed = sum(check.passed for check in verdicts(layout, lines))
    return cost - CHECK_GAIN * passed, lines


def _settle(
    layout: Format, lines: tuple[str, ...], name: str, slots: Sequence[Slot], firm: frozenset[Place]
) -> tuple[float, tuple[str, ...]]:
    """The one reading with one other character, else the one with two, for which the check digit is right."""
    places = [(line, column) for line, first, end in slots for column in range(first, end)]
    for changes in (1, 2):
        found = list(dict.fromkeys(_with_twins(layout, lines, places, changes, firm, _firm_twins(name, changes))))
        # An emptied field (None) needs no check digit.
        found = [other for other in found if _passes(layout, other, name) is not False]
        # The composite digit guards the same characters once more.
        for preferred in (
            [other for other in found if _passes(layout, other, "composite")],
            [other for other in found if _is_letter_swap(lines, other)],
            [other for other in found if _is_round_swap(lines, other)],
        ):
            found = [other for other in found if other in preferred] or found
        if len(found) == 1:
            return changes * TWIN_COST, found[0]
        if found:
            break
    return 0.0, lines


def _firm_twins(name: str, changes: int) -> Sequence[frozenset[str]]:
    """What may change of that of which the recogniser was sure; the composite digit alone proves least."""
    if name == "composite":
        return FIRM_TWINS[:1] if changes == 1 else ()
    return FIRM_TWINS if changes == 1 else FIRM_TWINS[:1]


def _with_twins(
    layout: Format,
    lines: tuple[str, ...],
    places: Iterable[Place],
    changes: int,
    firm: frozenset[Place],
    firm_twins: Sequence[frozenset[str]],
) -> Iterator[tuple[str, ...]]:
    twins = []
    for line, column in places:
        for twin in TWINS.get(lines[line][column], ""):
            pair = (lines[line][column], twin)
            is_likely = _is_common(*pair) if changes > 1 else True
            if (line, column) in firm:
                is_likely = frozenset(pair) in firm_twins
            if is_likely and _may_stand(twin, layout.templates[line][column]):
                twins.append((line, column, twin))
    for chosen in combinations(twins, changes):
        if len({(line, column) for line, column, _ in chosen}) < changes:
            continue
        rows = [list(line) for line in lines]
        for line, column, twin in chosen:
            rows[line][column] = twin
        yield tuple("".join(row) for row in rows)


def _is_common(one: str, other: str) -> bool:
    """Letter against digit of the same shape: by far the most frequent misreading."""
    return TO_DIGIT.get(one) == other or TO_DIGIT.get(other) == one


def _is_letter_swap(lines: Sequence[str], others: Sequence[str]) -> bool:
    return all(_is_common(*pair) for pair in _changed(lines, others))


def _is_round_swap(lines: Sequence[str], others: Sequence[str]) -> bool:
    return all(set(pair) == {"0", "O"} for pair in _changed(lines, others))


def _changed(lines: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    pairs = zip("".join(lines), "".join(others), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def _may_stand(character: str, column: str) -> bool:
    if column in "ndo":
        return character.isdigit()
    if column == "a":
        return not character.isdigit()
    return column == "x"


def _passes(layout: Format, lines: Sequence[str], name: str) -> bool | None:
    return next((check.passed for check in verdicts(layout, lines) if check.name == name), None)


def _settle_country(lines: tuple[str, ...], slot: Slot) -> tuple[float, tuple[str, ...]]:
    """A code of no state becomes the only state's code that is one confusable letter away."""
    printed = cut(lines, slot)
    code = printed.rstrip(FILLER)
    if countries.is_code(code):
        return 0.0, lines
    near = {
        printed[:index] + twin + printed[index + 1 :]
        for index, character in enumerate(printed)
        for twin in LETTER_TWINS.get(character, "")
    }
    known = sorted(other for other in near if countries.is_code(other.rstrip(FILLER)))
    if len(known) != 1:
        return 0.0, lines
    line, first, end = slot
    rows = list(lines)
    rows[line] = rows[line][:first] + known[0] + rows[line][end:]
    return TWIN_COST, tuple(rows)


LETTER_TWINS = {
    "O": "DQCU", "D": "O", "Q": "O", "C": "OG<", "G": "C", "U": "OV", "V": "U", "I": "LT", "L": "I", "T": "I",
    "M": "N", "N": "MH", "H": "N", "B": "RE", "R": "B", "E": "FB", "F": "EP", "P": "F", "K": "<", "S": "<", "Z": "S",
}  # fmt: skip
"""Letters confused among letters, for codes of states."""
