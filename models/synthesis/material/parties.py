"""Invented firms and people with addresses, telephones and numbers.

Telephones lie in ranges that regulators keep for fiction where a country has some; domains end in .example.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Mapping
from random import Random

from docfields.models.synthesis.material.addresses import draw_address, draw_house_number
from docfields.models.synthesis.material.digits import fill
from docfields.models.synthesis.material.locale import choose
from docfields.models.synthesis.material.names import Person, draw_person, draw_surname
from docfields.models.synthesis.material.records import Address, Party
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.material.taxpayers import draw_registrations, draw_tax_id, draw_vat_id, spoil_vat_id

__all__ = [
    "Address",
    "Party",
    "Person",
    "draw_address",
    "draw_bank",
    "draw_company",
    "draw_house_number",
    "draw_person",
    "draw_phone",
    "draw_private_party",
]

_MAILBOXES: Mapping[str, str] = {
    "de": "info rechnung buchhaltung kontakt post service",
    "en": "info billing accounts office sales hello",
    "es": "info facturacion administracion contacto ventas",
    "fr": "contact facturation compta info accueil",
    "it": "info amministrazione contabilita ordini",
    "nl": "info administratie facturen verkoop",
    "pl": "biuro faktury kontakt sekretariat",
    "pt": "geral financeiro contato faturas",
    "sv": "info faktura kontakt order",
    "zh": "service info kefu sales",
}
_SYLLABLES = "hua xin da tong jia rui hong sheng tian yuan ming feng tai an".split()
_LONGEST_DOMAIN = 22

_PREFIX_SHARES = {"ES": 0.2, "GB": 0.65, "IT": 0.35, "PL": 0.3, "PT": 0.25}
"""How often firms print their VAT number with the country's letters; the others nearly always do."""
_PREFIX_SHARE = 0.97


def draw_company(rng: Random, where: Locale, *, shop: bool = False, failing: tuple[str, ...] = ()) -> Party:
    """A firm with all that a letterhead may say; a page prints what it likes of it. shop: a name as over a door.

    failing: which of "vat_id" and "tax_id" have wrong check digits, where the country's number has some.
    """
    address = draw_address(rng, where)
    stem = rng.choice(where.company["stems"])
    name = _draw_name(rng, where, stem, address.city or where.cities[0].partition("|")[0], shop)
    vat_id = draw_vat_id(rng, where.country)
    tax_id = draw_tax_id(rng, where.country, vat_id=vat_id, valid="tax_id" not in failing)
    domain = draw_domain(rng, where, stem if stem in name and rng.random() < 0.5 else name)
    registrations = draw_registrations(rng, where, own=(vat_id, tax_id))
    if vat_id and "vat_id" in failing:
        vat_id = spoil_vat_id(rng, where.country, vat_id)
    return Party(
        name=name.upper() if rng.random() < (0.3 if shop else 0.08) else name,
        address=address,
        vat_id=_as_printed(rng, where, vat_id),
        tax_id=tax_id,
        phone=draw_phone(rng, where),
        fax=draw_phone(rng, where) if rng.random() < 0.3 else "",
        mobile=draw_phone(rng, where, mobile=True) if rng.random() < 0.2 else "",
        email=f"{rng.choice(_MAILBOXES.get(where.language, 'info').split())}@{domain}",
        website=rng.choice(("www.", "www.", "", "https://", "http://www.")) + domain,
        contact=draw_person(rng, where).full_name,
        registrations=registrations,
    )


def draw_private_party(rng: Random, where: Locale, person: Person | None = None) -> Party:
    """A person as the buyer of something. person: somebody drawn before."""
    somebody = person or draw_person(rng, where)
    domain = rng.choice(("mail", "post", "home", "net")) + ".example"
    return Party(
        name=somebody.full_name,
        address=draw_address(rng, where),
        phone=draw_phone(rng, where, mobile=rng.random() < 0.6),
        email=f"{_slug(rng, somebody.given_names.split()[0])}.{_slug(rng, somebody.surname.split()[-1])}@{domain}",
    )


def draw_bank(rng: Random, where: Locale) -> str:
    """An invented bank's name."""
    return rng.choice(where.words["banks"])


def draw_phone(rng: Random, where: Locale, *, mobile: bool = False) -> str:
    """As printed. An American area code begins with 2 to 9."""
    pattern = rng.choice(where.company.get("mobiles", where.phones) if mobile else where.phones)
    if where.country == "US":
        pattern = pattern.replace("### 555", f"{rng.randint(201, 989)} 555").replace(
            "###-555", f"{rng.randint(201, 989)}-555"
        )
        pattern = pattern.replace("(###)", f"({rng.randint(201, 989)})").replace(
            "###.555", f"{rng.randint(201, 989)}.555"
        )
    return fill(rng, pattern)


def _draw_name(rng: Random, where: Locale, stem: str, city: str, shop: bool) -> str:
    company = where.company
    pattern = rng.choice(company["shop_names"]) if shop else choose(rng, company["patterns"], 0.1)
    name = pattern.format(
        stem=stem,
        trade=rng.choice(company["trades"]),
        form=choose(rng, company["forms"], 0.3),
        surname=draw_surname(rng, where),
        surname2=draw_surname(rng, where),
        city=city,
    )
    if shop and rng.random() < 0.25 and "{form}" not in pattern:
        name = f"{name}{'' if where.language == 'zh' else ' '}{choose(rng, company['forms'], 0.3)}"
    return name


def _as_printed(rng: Random, where: Locale, vat_id: str) -> str:
    """Without the country's letters, where firms leave them out."""
    return (
        vat_id
        if rng.random() < _PREFIX_SHARES.get(where.country, _PREFIX_SHARE)
        else vat_id.removeprefix(where.country)
    )


def draw_domain(rng: Random, where: Locale, name: str) -> str:
    """A domain that can never be registered, made of a firm's name."""
    words = _slug(rng, name.replace("'", ""), "-" if rng.random() < 0.4 else "").strip("-")
    return f"{words[:_LONGEST_DOMAIN].strip('-')}.{rng.choice(where.company.get('domains', ('example',)))}"


def _slug(rng: Random, text: str, between: str = "") -> str:
    """The letters and digits of a text in ASCII; syllables where it has none."""
    for letter, replacement in (("ß", "ss"), ("ł", "l"), ("ø", "o"), ("æ", "ae")):
        text = text.replace(letter, replacement)
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    kept = "".join(mark if mark in string.ascii_lowercase + string.digits else " " for mark in ascii_text)
    return between.join(kept.split()) or between.join(rng.sample(_SYLLABLES, 2))
