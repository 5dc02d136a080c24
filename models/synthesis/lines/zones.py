"""Texts of machine-readable zones, of other lines in OCR-B, and of bank cards."""

from __future__ import annotations

import string
from random import Random

from docfields.models.synthesis.lines.codes import ALIKE
from docfields.models.synthesis.material import identifiers
from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.locale import draw_day, locale, locale_codes
from docfields.models.synthesis.material.names import OLDEST, YOUNGEST, draw_person, faker_of
from docfields.models.synthesis.material.parties import draw_company
from docfields.models.synthesis.pages.identity.zone import LENGTHS, ZoneData, ZoneFormat, spoil, write_zone

_STATES = (
    "UTO D AUT BEL BGR CHE CHN CYP CZE DNK ESP EST FIN FRA GBR GRC HRV HUN IND IRL ISL ITA JPN KOR LTU LUX LVA MLT "
    "MYS NLD NOR POL PRT ROU SGP SVK SVN SWE TUR USA CAN AUS NZL BRA MEX ARG ZAF UKR MAR TUN XXA XXB EUE UNO"
).split()

_CODES = {
    "TD1": ("I", "ID", "AC", "C", "IP", "IR"),
    "TD2": ("I", "ID", "AC", "IA"),
    "TD3": ("P", "PM", "PD", "PO", "PP"),
}
_VISA_CODES = ("V", "VC", "VR", "VN")
_ALPHANUMERIC = string.ascii_uppercase + string.digits
_ALIKE = "".join(sorted(set(ALIKE.upper())))

_SLIPS = (
    "##########################>#########>", "01##########0>########################+ ##########>", "#########>",
    "<##########> ##########+ ########<##>", "################# ########+ ##>", "%%%%%%%%% %%%% #######",
    "###+####+##%%%+####", "*%%%%%%%%*", "######## ###### ##<", "C########C A#########A ######C", ">########< ######",
)  # fmt: skip
"""Lines at the foot of payment slips, cheques and tickets."""


def draw_zone_line(rng: Random) -> str:
    """One line of a zone, its check digits right but for a few."""
    form: ZoneFormat = rng.choices(("TD1", "TD2", "TD3", "MRV-A", "MRV-B"), (35, 15, 38, 7, 5))[0]
    surname, given_names = _draw_names(rng)
    state = rng.choice(_STATES)
    data = ZoneData(
        code=rng.choice(_CODES.get(form, _VISA_CODES)),
        state=state,
        surname=surname,
        given_names=given_names,
        number=_draw_number(rng, rng.choice((9, 9, 9, 8, 7, 11 if form == "TD1" else 9))),
        nationality=state if rng.random() < 0.8 else rng.choice(_STATES),
        birth=draw_day(rng, OLDEST, YOUNGEST),
        sex=rng.choice("FFFMMMX"),
        expiry=draw_day(rng),
        optional=_draw_number(rng, rng.randint(5, 14)) if rng.random() < 0.45 else "",
        plain_umlauts=rng.random() < 0.3,
    )
    lines = write_zone(data, form)
    if rng.random() < 0.06:
        lines = spoil(rng, lines)
    return rng.choice(lines)


def zone_lengths() -> frozenset[int]:
    """How many characters a zone's line may have."""
    return frozenset(LENGTHS.values())


def _draw_names(rng: Random) -> tuple[str, str]:
    """People's names, or random letters as on specimens of test sets."""
    if rng.random() < 0.55:
        person = draw_person(rng, locale(rng.choice([code for code in locale_codes() if not code.startswith("zh")])))
        return person.surname, person.given_names
    given = [_draw_letters(rng) for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3)))]
    return " ".join(_draw_letters(rng) for _ in range(rng.choice((1, 1, 1, 2)))), " ".join(given)


def _draw_letters(rng: Random) -> str:
    return "".join(rng.choices(string.ascii_uppercase, k=round(rng.triangular(1, 13, 6))))


def _draw_number(rng: Random, length: int) -> str:
    kind = rng.random()
    if kind < 0.3:
        return digits(rng, length)
    if kind < 0.55:
        return "".join(rng.choices(string.ascii_uppercase, k=2)) + digits(rng, length - 2)
    return "".join(rng.choices(_ALIKE if kind < 0.8 else _ALPHANUMERIC, k=length))


def draw_slip_line(rng: Random) -> str:
    """What else is printed in OCR-B."""
    if rng.random() < 0.3:
        country = rng.choice(identifiers.IBAN_COUNTRIES)
        return identifiers.grouped(rng, identifiers.draw_iban(rng, country), "iban")
    pattern = rng.choice(_SLIPS)
    return fill(rng, "".join(rng.choice(_ALPHANUMERIC) if mark == "%" else mark for mark in pattern))


_VALIDITY = (
    "VALID THRU", "GOOD THRU", "VALID\tTHRU", "EXPIRES END", "VALID FROM", "UNTIL END", "EXP", "MONTH/YEAR", "VALID",
    "GÜLTIG BIS", "EXPIRE FIN", "VÁLIDA HASTA", "SCADENZA", "VALID DATE",
)  # fmt: skip


def draw_card_text(rng: Random) -> str:
    """A number, a date, a holder or what else is raised or printed on bank cards."""
    kind = rng.random()
    if kind < 0.5:
        number = identifiers.draw_card_number(rng, rng.choice(identifiers.NETWORKS), valid=rng.random() < 0.5)
        text = identifiers.grouped(rng, number, "card").replace("-", " ").replace("  ", " ")
        return text.replace(" ", "\t") if rng.random() < 0.25 else text
    if kind < 0.68:
        date = f"{rng.randint(1, 12):02d}/{rng.randint(15, 34)}"
        if rng.random() < 0.4:
            return date
        if rng.random() < 0.3:
            return f"{rng.randint(1, 12):02d}/{rng.randint(10, 24)}\t{date}"
        return f"{rng.choice(_VALIDITY)} {date}"
    if kind < 0.92:
        return _draw_holder(rng)
    return rng.choice(
        (fill(rng, "####"), f"MEMBER SINCE {rng.randint(70, 99)}", fill(rng, "###"), fill(rng, "#### ###"))
    )


def _draw_holder(rng: Random) -> str:
    where = locale(rng.choice([code for code in locale_codes() if not code.startswith("zh")]))
    if rng.random() < 0.15:
        return draw_company(rng, where).name.upper()[:26].strip()
    if rng.random() < 0.15:
        return str(faker_of(rng, "en_US").name()).upper()
    person = draw_person(rng, where)
    name = f"{person.given_names} {person.surname}"
    title = rng.choice(("", "", "", "", "MR ", "MRS ", "DR ", "MR. ", "MISS "))
    return (title + name).upper() if rng.random() < 0.92 else name
