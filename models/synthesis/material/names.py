"""Names of persons, from Faker's lists where it has the country's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Literal

from docfields.models.synthesis.material.tables import Locale

if TYPE_CHECKING:
    from faker import Faker

Sex = Literal["F", "M"]

_MALAY: Mapping[Sex, tuple[str, ...]] = {
    "F": tuple(
        "Nurul Aisyah Siti Farah Nadia Aminah Zainab Hidayah Syafiqah Rohana Izzati Salmah Mariam Liyana".split()
    ),
    "M": tuple(
        "Ahmad Hafiz Ismail Faizal Azlan Rosli Kamarul Zulkifli Hassan Rahman Iskandar Syafiq Amir Yusof".split()
    ),
}
_CHINESE_SURNAMES = tuple("Tan Lim Lee Wong Ng Chan Ong Goh Chong Yap Teoh Koh Chua Low Cheah Foo Sim Yeo".split())
_CHINESE_GIVEN = tuple("Wei Ming Mei Ling Kok Siew Hui Jia Xin Yee Chee Keong Boon Hock Li Ying Kai Wen".split())

OLDEST, YOUNGEST = datetime.date(1930, 1, 1), datetime.date(2008, 6, 30)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. sex: "F" or "M". surname_first: whether the whole name begins with it."""

    given_names: str
    surname: str
    sex: Sex
    birth_date: datetime.date
    birth_place: str = ""
    surname_first: bool = False
    joint: str = " "

    @property
    def full_name(self) -> str:
        names = (self.surname, self.given_names) if self.surname_first else (self.given_names, self.surname)
        return self.joint.join(names)


def faker_of(rng: Random, code: str) -> Faker:
    """The Faker of a locale, set to this generator's next state. Every name of a list is as probable as any other."""
    made = _faker(code)
    made.seed_instance(rng.getrandbits(64))
    return made


@cache
def _faker(code: str) -> Faker:
    from faker import Faker

    return Faker(code, use_weighting=False)


def draw_person(rng: Random, where: Locale) -> Person:
    """Somebody born from 1930 on, with the names of a country."""
    sex: Sex = rng.choice(("F", "M"))
    birth = OLDEST + datetime.timedelta(days=rng.randint(0, (YOUNGEST - OLDEST).days))
    place = rng.choice(where.cities).partition("|")[0]
    if where.country in ("MY", "SG"):
        return _malaysian(rng, sex, birth, place)
    made = faker_of(rng, where.faker)
    first, last = (
        (made.first_name_female, made.last_name_female) if sex == "F" else (made.first_name_male, made.last_name_male)
    )
    chinese = where.language == "zh"
    given, surname = [first()], [last()]
    if not chinese and rng.random() < 0.3:
        given.append(first())
    if where.language in ("es", "pt") and rng.random() < 0.9:
        surname.append(made.last_name())
    return Person(
        _joined(given), _joined(surname), sex, birth, place, surname_first=chinese, joint="" if chinese else " "
    )


def _joined(names: list[str]) -> str:
    """Faker's lists have some names with two spaces."""
    return " ".join(" ".join(names).split())


def _malaysian(rng: Random, sex: Sex, birth: datetime.date, place: str) -> Person:
    """Malay names with the father's, Chinese ones with the surname first, Indian ones."""
    origin = rng.choice(("malay", "malay", "chinese", "chinese", "indian"))
    if origin == "malay":
        given = " ".join(rng.sample(_MALAY[sex], rng.choice((1, 2, 2))))
        return Person(given, f"{'binti' if sex == 'F' else 'bin'} {rng.choice(_MALAY['M'])}", sex, birth, place)
    if origin == "chinese":
        given = " ".join(rng.sample(_CHINESE_GIVEN, 2))
        return Person(given, rng.choice(_CHINESE_SURNAMES), sex, birth, place, surname_first=True)
    made = faker_of(rng, "en_IN")
    given = str(made.first_name_female() if sex == "F" else made.first_name_male())
    return Person(given, f"{'a/p' if sex == 'F' else 'a/l'} {made.first_name_male()}", sex, birth, place)


def draw_surname(rng: Random, where: Locale) -> str:
    """One surname, without a second one or the father's name."""
    if where.country in ("MY", "SG"):
        return rng.choice((*_CHINESE_SURNAMES, *_MALAY["M"]))
    return str(faker_of(rng, where.faker).last_name())
