"""What a bank card says: an invented bank's card of an invented holder."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random

from docfields.models.synthesis.material.identifiers import draw_card_number, grouped
from docfields.models.synthesis.material.locale import FIRST_DAY, LAST_DAY, Locale, draw_day
from docfields.models.synthesis.material.parties import draw_bank, draw_company, draw_person, draw_phone
from docfields.models.synthesis.mrz import transliterate

NETWORK_NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "visa": ("Visa", ("VISA", "Visa", "visa")),
    "mastercard": ("Mastercard", ("mastercard", "MasterCard", "Mastercard", "MASTERCARD")),
    "amex": ("American Express", ("AMERICAN EXPRESS", "American Express", "AMEX")),
    "discover": ("Discover", ("DISCOVER", "Discover")),
    "jcb": ("JCB", ("JCB",)),
    "unionpay": ("UnionPay", ("UnionPay", "UNIONPAY")),
    "maestro": ("Maestro", ("maestro", "Maestro")),
    "diners": ("Diners Club", ("Diners Club", "DINERS CLUB", "Diners Club International")),
}
"""As truths name them, and as cards print them."""

NETWORK_WEIGHTS: Mapping[str, int] = {
    "visa": 32, "mastercard": 30, "amex": 11, "discover": 6, "jcb": 4, "unionpay": 5, "maestro": 7, "diners": 5,
}  # fmt: skip

SAMPLE_ENDS = ("123456789012345", "000000000000000", "567890123456789", "111222233334444", "876543210987654")
"""What follows the first digits of numbers that are plainly made up."""

BROKEN_SHARE, SAMPLE_SHARE = 0.13, 0.07
PLACEHOLDER_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class BankCard:
    """number: compact; number_form: as printed. expiry: its month's first day, None where a placeholder stands.

    network: key of NETWORK_NAMES. code: the card verification value, which is no field. since: a year.
    """

    number: str
    number_form: str
    valid: bool
    network: str
    network_word: str
    issuer: str
    tier: str
    holder: str
    company: str
    expiry: datetime.date | None
    valid_from: datetime.date
    since: int
    code: str
    phones: tuple[str, ...]

    def values(self) -> dict[str, str]:
        """By the truth's names; the page drops what it does not print."""
        values = {
            "number": self.number,
            "valid_from": f"{self.valid_from:%Y-%m}",
            "holder": self.holder,
            "holder_company": self.company,
            "network": NETWORK_NAMES[self.network][0],
            "issuer": self.issuer,
        }
        if self.expiry:
            values["expiry"] = f"{self.expiry:%Y-%m}"
        for index, phone in enumerate(self.phones):
            values[f"service_phones[{index}]"] = phone
        return values


@dataclass(frozen=True, slots=True)
class Bank:
    """What all cards of a bank share. words: its labels by name; a "|" is a line break."""

    name: str
    network: str
    network_word: str
    tier: str
    phones: tuple[str, ...]
    words: Mapping[str, str]
    date_form: str
    capitals: bool
    corporate: bool


def draw_bank_of(issuer: Random, where: Locale) -> Bank:
    lists = words_of(where.language)
    if issuer.random() < 0.35:
        name = draw_bank(issuer, where)
    else:
        name = issuer.choice(lists["kinds"]).format(stem=issuer.choice(where.company["stems"]))
    networks = dict(NETWORK_WEIGHTS)
    if where.language == "zh":
        networks["unionpay"] = 140
    network = issuer.choices(tuple(networks), tuple(networks.values()))[0]
    english = words_of("en")
    mixed = lists if issuer.random() < 0.7 else english
    return Bank(
        name=name.upper() if issuer.random() < 0.22 else name,
        network=network,
        network_word="银联"
        if network == "unionpay" and issuer.random() < 0.3
        else issuer.choice(NETWORK_NAMES[network][1]),
        tier=issuer.choice((*lists["tiers"], *english["tiers"][:8])),
        phones=tuple(draw_phone(issuer, where) for _ in range(issuer.choice((1, 1, 2, 2, 3)))),
        words={name: issuer.choice(options) for name, options in mixed.items() if name not in ("kinds", "notice")},
        date_form=issuer.choices(("%m/%y", "%m/%Y", "%m-%y", "%m %y", "%m / %y", "M/%y"), (72, 10, 6, 4, 5, 3))[0],
        capitals=issuer.random() < 0.86,
        corporate=issuer.random() < 0.16,
    )


def draw_bank_card(rng: Random, bank: Bank, where: Locale) -> BankCard:
    number, valid = _draw_number(rng, bank.network)
    start = draw_day(rng, FIRST_DAY, LAST_DAY).replace(day=1)
    expiry = start.replace(year=start.year + rng.choice((2, 3, 3, 4, 5, 5)))
    return BankCard(
        number=number,
        number_form=grouped(rng, number, "card"),
        valid=valid,
        network=bank.network,
        network_word=bank.network_word,
        issuer=bank.name,
        tier=bank.tier,
        holder=_draw_holder(rng, bank, where),
        company=_draw_company_name(rng, where) if bank.corporate else "",
        expiry=None if rng.random() < PLACEHOLDER_SHARE else expiry,
        valid_from=start,
        since=rng.randint(1975, start.year),
        code="".join(rng.choices("0123456789", k=4 if bank.network == "amex" else 3)),
        phones=bank.phones,
    )


@cache
def words_of(language: str) -> Mapping[str, tuple[str, ...]]:
    """Wordings by name; English ones where a language has none."""
    tables = _tables()
    return {**tables["en"], **tables.get(language, {})}


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = resources.files("docfields.models.synthesis.pages.bank_card").joinpath("labels.toml").read_text("utf-8")
    return {
        language: {name: tuple(options) for name, options in table.items()}
        for language, table in tomllib.loads(text).items()
    }


def _draw_number(rng: Random, network: str) -> tuple[str, bool]:
    """A number, and whether it passes Luhn."""
    if rng.random() < SAMPLE_SHARE:
        from stdnum import luhn

        number = draw_card_number(rng, network)
        made = (number[:4] + rng.choice(SAMPLE_ENDS))[: len(number)].ljust(len(number), "0")
        return made, bool(luhn.is_valid(made))
    valid = rng.random() >= BROKEN_SHARE
    return draw_card_number(rng, network, valid=valid), valid


def _draw_holder(rng: Random, bank: Bank, where: Locale) -> str:
    """As embossers write names: capitals, mostly, with initials or a title now and then."""
    if rng.random() < 0.06:
        return rng.choice(words_of(where.language)["stand_ins"])
    person = draw_person(rng, where)
    if where.language == "zh":
        return " ".join(rng.sample(("ZHANG", "WANG", "LI", "CHEN", "LIU", "YANG"), 1) + rng.sample(
            ("WEIMIN", "XIAOYU", "JIAHAO", "MEILING", "ZIHAN", "YUCHEN", "HAOYU", "SIQI"), 1
        ))  # fmt: skip
    given, surname = person.given_names.split(), person.surname
    form = rng.random()
    if form < 0.15:
        name = " ".join([*(word[0] for word in given), surname])
    elif form < 0.3:
        name = f"{given[0]} {rng.choice('ABCDEGHJKLMPRST')}{rng.choice(('', '.'))} {surname}"
    elif form < 0.36:
        name = f"{surname}/{given[0]}"
    else:
        name = f"{' '.join(given[: rng.choice((1, 1, 2))])} {surname}"
    if where.language == "en" and rng.random() < 0.12:
        name = f"{rng.choice(('MR', 'MRS', 'MS', 'DR', 'MISS') if bank.capitals else ('Mr', 'Mrs', 'Ms', 'Dr'))} {name}"
    if not bank.capitals:
        return name
    plain = transliterate(name).replace("<", " ") if "/" not in name else name
    return name.upper() if rng.random() < 0.2 else plain.upper()


def _draw_company_name(rng: Random, where: Locale) -> str:
    """Cut at what fits a card, at a word's end."""
    name = draw_company(rng, where).name.upper()
    while len(name) > 26 and " " in name:
        name = name.rpartition(" ")[0]
    return name.rstrip(" &,-")
