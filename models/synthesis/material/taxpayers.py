"""Numbers of taxpayers and firms: with right check digits, where known in ranges that are not given out.

Check digits by python-stdnum. Where a range is said to be free, nobody is known to have such a number; a number with
no check digits at all (EIN, Steuernummer) gets a prefix that no office has.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from random import Random

from stdnum import luhn
from stdnum.at import tin as austrian_tin
from stdnum.at import uid as austrian_uid
from stdnum.au import abn, acn
from stdnum.be import vat as belgian_vat
from stdnum.br import cnpj
from stdnum.ch import uid as swiss_uid
from stdnum.ch import vat as swiss_vat
from stdnum.cn import uscc
from stdnum.de import vat as german_vat
from stdnum.es import cif
from stdnum.es import nif as spanish_nif
from stdnum.fr import siret, tva
from stdnum.gb import utr
from stdnum.gb import vat as british_vat
from stdnum.in_ import gstin
from stdnum.it import iva
from stdnum.mx import rfc
from stdnum.nl import btw
from stdnum.pl import nip, regon
from stdnum.pt import nif as portuguese_nif
from stdnum.se import orgnr
from stdnum.se import vat as swedish_vat
from stdnum.sg import uen

from docfields.models.synthesis.material.digits import Verdict, digits, fill, first_valid, letters, spoiled
from docfields.models.synthesis.material.tables import Locale

Draw = Callable[[Random], str]

_CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CHINESE_PROVINCES = "11 12 13 21 31 32 33 34 35 36 37 41 42 43 44 45 50 51 53 61".split()
_INDIAN_STATES = 37  # numbers of states in a GSTIN run from 01 to 37
_FREE_EIN_PREFIXES = "00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97".split()


def _vat_at(rng: Random) -> str:
    body = "U9" + digits(rng, 6)
    return f"AT{body}{austrian_uid.calc_check_digit(body)}"


def _vat_be(rng: Random) -> str:
    """Numbers below 0200 are not given out."""
    body = f"01{digits(rng, 6)}"
    return f"BE{body}{97 - int(body) % 97:02d}"


def _vat_ch(rng: Random) -> str:
    body = first_valid(lambda: f"CHE9{digits(rng, 8)}", swiss_uid.is_valid)
    return body + rng.choice(("MWST", "MWST", "TVA", "IVA"))


def _vat_de(rng: Random) -> str:
    return "DE" + first_valid(lambda: rng.choice("5679") + digits(rng, 8), german_vat.is_valid)


def _vat_es(rng: Random) -> str:
    """There is no province 00."""
    body = f"{rng.choice('AABBBBF')}00{digits(rng, 5)}"
    return f"ES{body}{cif.calc_check_digits(body)[0]}"


def _vat_fr(rng: Random) -> str:
    number = _siren(rng)
    return f"FR{(12 + 3 * (int(number) % 97)) % 97:02d}{number}"


def _vat_gb(rng: Random) -> str:
    return "GB" + first_valid(lambda: rng.choice(("98", "99")) + digits(rng, 7), british_vat.is_valid)


def _vat_it(rng: Random) -> str:
    body = f"9{digits(rng, 6)}{rng.randint(1, 99):03d}"
    return f"IT{body}{luhn.calc_check_digit(body)}"


def _vat_nl(rng: Random) -> str:
    return "NL" + first_valid(lambda: f"00{digits(rng, 7)}B{rng.randint(1, 99):02d}", btw.is_valid)


def _vat_pl(rng: Random) -> str:
    return "PL" + first_valid(lambda: f"00{digits(rng, 8)}", nip.is_valid)


def _vat_pt(rng: Random) -> str:
    body = f"59{digits(rng, 6)}"
    return f"PT{body}{portuguese_nif.calc_check_digit(body)}"


def _vat_se(rng: Random) -> str:
    return f"SE{_org_number(rng)}01"


_VAT_IDS: Mapping[str, tuple[Draw, Verdict]] = {
    "AT": (_vat_at, austrian_uid.is_valid),
    "BE": (_vat_be, belgian_vat.is_valid),
    "CH": (_vat_ch, swiss_vat.is_valid),
    "DE": (_vat_de, german_vat.is_valid),
    "ES": (_vat_es, lambda text: bool(spanish_nif.is_valid(text))),
    "FR": (_vat_fr, tva.is_valid),
    "GB": (_vat_gb, british_vat.is_valid),
    "IT": (_vat_it, iva.is_valid),
    "NL": (_vat_nl, btw.is_valid),
    "PL": (_vat_pl, nip.is_valid),
    "PT": (_vat_pt, portuguese_nif.is_valid),
    "SE": (_vat_se, swedish_vat.is_valid),
}
"""Countries whose VAT numbers begin with their own letters."""


def _siren(rng: Random) -> str:
    body = f"00{rng.randint(0, 4)}{digits(rng, 5)}"
    return body + luhn.calc_check_digit(body)


def _siret(rng: Random, body: str = "") -> str:
    """A firm's SIREN (drawn where not given), its establishment, a check digit."""
    establishment = f"{body or _siren(rng)}000{rng.randint(1, 9)}"
    return establishment + luhn.calc_check_digit(establishment)


def _org_number(rng: Random) -> str:
    body = f"53{digits(rng, 7)}"
    return body + luhn.calc_check_digit(body)


def _tax_us(rng: Random) -> str:
    return rng.choice(_FREE_EIN_PREFIXES) + digits(rng, 7)


def _tax_gb(rng: Random) -> str:
    body = f"00{digits(rng, 7)}"
    return utr.calc_check_digit(body) + body


def _tax_in(rng: Random) -> str:
    """The state, the firm's PAN (a letter says of which kind it is), a number, Z, a check character."""
    pan = f"{letters(rng, 3)}{rng.choice('CCCFPH')}{letters(rng, 1)}{digits(rng, 4)}{letters(rng, 1)}"
    body = f"{rng.randint(1, _INDIAN_STATES):02d}{pan}{rng.randint(1, 3)}Z"
    return body + luhn.calc_check_digit(body, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _tax_my(rng: Random) -> str:
    """The number of the sales and service tax since 2018, or of the GST before."""
    if rng.random() < 0.5:
        return (
            f"{rng.choice('WBJPA')}{rng.randint(10, 24)}{rng.randint(18, 24)}{rng.randint(1, 12):02d}{digits(rng, 8)}"
        )
    return f"000{digits(rng, 9)}"


def _tax_au(rng: Random) -> str:
    body = digits(rng, 9)
    return f"{abn.calc_check_digits(body)}{body}"


def _tax_sg(rng: Random) -> str:
    body = f"{rng.randint(1970, 2014)}9{digits(rng, 4)}"
    return body + uen.calc_local_company_check_digit(body)


def _tax_de(rng: Random) -> str:
    """Ten or eleven digits: office, district, taxpayer. There is no office 00 or 000."""
    return rng.choice(("00", "000")) + digits(rng, 8)


def _tax_at(rng: Random) -> str:
    body = rng.choice(("03", "04", "06", "12", "29", "46", "59", "68")) + digits(rng, 6)
    return body + austrian_tin.calc_check_digit(body)


def _tax_mx(rng: Random) -> str:
    day = f"{rng.randint(0, 24):02d}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = f"X{letters(rng, 2)}{day}{rng.choice('123456789ABCDEFGHIJKLMNPQRSTUV')}{rng.choice('123456789ABCDEFGH')}"
    check = rfc.calc_check_digit(body)
    return body + check if check in "0123456789A" else _tax_mx(rng)


def _tax_br(rng: Random) -> str:
    body = f"00{digits(rng, 6)}0001"
    return body + cnpj.calc_check_digits(body)


def draw_credit_code(rng: Random, *, valid: bool = True) -> str:
    """A unified social credit code of a Chinese firm; its province has no such district."""
    organisation = "MA" + "".join(rng.choices(_CREDIT_CODE_ALPHABET, k=7))
    body = f"91{rng.choice(_CHINESE_PROVINCES)}00{rng.randint(0, 99):02d}{organisation}"
    code = body + uscc.calc_check_digit(body)
    return code if valid else spoiled(rng, code, uscc.is_valid)


def _after_country(rng: Random, country: str) -> str:
    """The VAT number without the country's letters is the tax number."""
    return _VAT_IDS[country][0](rng)[2:]


def _unchecked(text: str) -> bool:
    """A number without check digits: none of its shape is wrong."""
    return False


_TAX_IDS: Mapping[str, tuple[Draw, Verdict]] = {
    "AT": (_tax_at, austrian_tin.is_valid),
    "AU": (_tax_au, abn.is_valid),
    "BE": (lambda rng: _after_country(rng, "BE"), belgian_vat.is_valid),
    "BR": (_tax_br, cnpj.is_valid),
    "CH": (lambda rng: _vat_ch(rng)[:12], swiss_uid.is_valid),
    "CN": (draw_credit_code, uscc.is_valid),
    "DE": (_tax_de, _unchecked),
    "ES": (lambda rng: _after_country(rng, "ES"), lambda text: bool(spanish_nif.is_valid(text))),
    "FR": (_siret, siret.is_valid),
    "GB": (_tax_gb, utr.is_valid),
    "IN": (_tax_in, gstin.is_valid),
    "IT": (lambda rng: _after_country(rng, "IT"), iva.is_valid),
    "MX": (_tax_mx, lambda text: bool(rfc.is_valid(text, validate_check_digits=True))),
    "MY": (_tax_my, _unchecked),
    "PL": (lambda rng: _after_country(rng, "PL"), nip.is_valid),
    "PT": (lambda rng: _after_country(rng, "PT"), portuguese_nif.is_valid),
    "SE": (_org_number, orgnr.is_valid),
    "SG": (_tax_sg, uen.is_valid),
    "US": (_tax_us, _unchecked),
}
"""Other numbers that a firm prints for its taxes. The Netherlands print none beside the VAT number."""

VAT_COUNTRIES, TAX_COUNTRIES = tuple(_VAT_IDS), tuple(_TAX_IDS)
CHECKED_TAX_COUNTRIES = tuple(country for country, (_, is_valid) in _TAX_IDS.items() if is_valid is not _unchecked)
"""Whose tax numbers have check digits, so that one can be wrong."""


def draw_vat_id(rng: Random, country: str, *, valid: bool = True) -> str:
    """Compact, with the country's letters; "" where a country has no such number."""
    if country not in _VAT_IDS:
        return ""
    number = _VAT_IDS[country][0](rng)
    return number if valid else spoil_vat_id(rng, country, number)


def spoil_vat_id(rng: Random, country: str, number: str) -> str:
    """A VAT number of a country with one digit changed, so that its check fails."""
    return spoiled(rng, number, _VAT_IDS[country][1])


def draw_tax_id(rng: Random, country: str, *, vat_id: str = "", valid: bool = True) -> str:
    """Compact; "" where a country prints none beside the VAT number.

    vat_id: the same firm's, with the country's letters; it often is part of the other number. Numbers without check
    digits (US, DE, MY) are the same whether valid or not.
    """
    if country not in _TAX_IDS:
        return ""
    draw, is_valid = _TAX_IDS[country]
    number = _of_the_same_firm(rng, country, vat_id) or draw(rng)
    return number if valid or is_valid is _unchecked else spoiled(rng, number, is_valid)


def _of_the_same_firm(rng: Random, country: str, vat_id: str) -> str:
    """A tax number by a firm's VAT number; "" where they have nothing in common."""
    if not vat_id:
        return ""
    if country == "FR":
        return _siret(rng, vat_id[4:])
    if country == "SE":
        return vat_id[2:12]
    if country == "CH":
        return vat_id[:12]
    return vat_id[2:] if country in ("BE", "ES", "IT", "PL", "PT") else ""


_REGISTERS: tuple[tuple[str, int, str, Draw], ...] = (
    ("FR", 14, "", _siret),
    ("FR", 9, "", _siren),
    ("BE", 10, "0", lambda rng: _after_country(rng, "BE")),
    ("AU", 11, "", _tax_au),
    ("AU", 9, "", lambda rng: (body := "00" + digits(rng, 6)) + str(acn.calc_check_digit(body))),
    ("BR", 14, "", _tax_br),
    ("CH", 9, "", lambda rng: _vat_ch(rng)[3:12]),
    ("PL", 10, "", lambda rng: _after_country(rng, "PL")),
    ("PL", 9, "", lambda rng: first_valid(lambda: "00" + digits(rng, 7), regon.is_valid)),
    ("SE", 10, "", _org_number),
    ("IT", 11, "", lambda rng: _after_country(rng, "IT")),
    ("PT", 9, "", lambda rng: _after_country(rng, "PT")),
    ("US", 9, "##-#######", _tax_us),
)
"""Registers with check digits: country, number of digits, how its patterns begin."""

_TRIES = 300  # so often a number is drawn until its digits agree with those that stand in a pattern


def draw_registrations(
    rng: Random, where: Locale, *, own: Sequence[str] = (), count: int | None = None
) -> tuple[tuple[str, str], ...]:
    """(label, number as printed) of up to three registers that firms of a country name.

    own: the same firm's VAT and tax number, in this order, which may be the register's.
    count: None for as many as firms name.
    """
    if count is None:
        count = rng.choices((0, 1, 2, 3), (35, 40, 18, 7))[0]
    labels = tuple(dict.fromkeys(label for label, _ in where.registrations))
    chosen = rng.sample(labels, min(count, len(labels)))
    rows = []
    for label in chosen:
        pattern = rng.choice([text for name, text in where.registrations if name == label])
        rows.append((label, _registration(rng, where.country, pattern, own)))
    return tuple(rows)


def _registration(rng: Random, country: str, pattern: str, own: Sequence[str]) -> str:
    """A pattern filled with a number whose check digits hold, where its register has some."""
    if country == "SG" and own and pattern[0] in "12":  # the number of the firm, whatever its year
        return own[-1]
    if country == "IN":
        places = [place for place, mark in enumerate(pattern) if mark.isalnum() or mark in "#@"]
        candidates = (*own, *(number[2:12] for number in own))  # a GSTIN contains the firm's PAN
        fitting = (_filled(pattern, places, number) for number in candidates)
        if printed := next((text for text in fitting if text), ""):
            return printed
    for century, first, last in (("20", 5, 24), ("19", 70, 99)):  # numbers that begin with the year of registration
        pattern = pattern.replace(f"{century}##", f"{century}{rng.randint(first, last):02d}", 1)
    places = [place for place, mark in enumerate(pattern) if mark.isdigit() or mark == "#"]
    draw = _register(country, len(places), pattern)
    if draw is None:
        return fill(rng, pattern)
    mine = [number.lstrip(string.ascii_uppercase) for number in own]
    mine += [number[:9] for number in mine] if country == "FR" else []
    for number in (*mine, *(draw(rng) for _ in range(_TRIES))):
        if printed := _filled(pattern, places, number):
            return printed
    return fill(rng, pattern)


def _filled(pattern: str, places: Sequence[int], number: str) -> str:
    """The pattern with a number's characters in some places; "" where they do not fit."""
    allowed = {"#": string.digits, "@": string.ascii_uppercase}
    if len(number) != len(places) or any(
        character not in allowed.get(pattern[place], pattern[place])
        for place, character in zip(places, number, strict=True)
    ):
        return ""
    characters = list(pattern)
    for place, character in zip(places, number, strict=True):
        characters[place] = character
    return "".join(characters)


def _register(country: str, size: int, pattern: str) -> Draw | None:
    """Which register a pattern with so many digits belongs to."""
    for code, digits_of, start, draw in _REGISTERS:
        if (code, digits_of) == (country, size) and pattern.startswith(start) and "@" not in pattern:
            return draw
    return None
