"""What an identity document says: an invented holder, dates that fit together, numbers and a zone that check."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from docfields.models.synthesis.material.digits import fill
from docfields.models.synthesis.material.locale import FIRST_DAY, LAST_DAY, draw_day
from docfields.models.synthesis.material.names import faker_of
from docfields.models.synthesis.material.parties import draw_address
from docfields.models.synthesis.pages.identity.states import State, states, words
from docfields.models.synthesis.pages.identity.style import DOCUMENT_TYPES, IdentityStyle
from docfields.models.synthesis.pages.identity.zone import ZoneData, ZoneFormat, spoil, transliterate, write_zone
from docfields.models.synthesis.pages.personal_numbers import draw_personal_number, is_checked

BROKEN_SHARE = 0.03
"""Of the documents, whose zone or personal number fails its check on purpose."""

CLASS_SETS = (
    ("B",), ("AM", "B"), ("AM", "A1", "B"), ("AM", "B1", "B", "L"), ("A", "B"), ("AM", "B", "BE"),
    ("AM", "A1", "A2", "A", "B"), ("B", "C", "CE"), ("AM", "B", "C1", "C", "BE"), ("B", "D1", "D"), ("AM", "B", "T"),
)  # fmt: skip

ZONES: Mapping[str, ZoneFormat] = {
    "passport": "TD3", "td1": "TD1", "td2": "TD2", "permit": "TD1", "visa_a": "MRV-A", "visa_b": "MRV-B",
}  # fmt: skip

STAND_INS = (
    ("SPECIMEN", "SPECIMEN"),
    ("MUSTERMANN", "ERIKA"),
    ("SAMPLE", "ANNA"),
    ("SPECIMEN", "VZOR"),
    ("DOE", "JANE"),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """given_names: in order. sex: "M", "F" or "X"."""

    surname: str
    given_names: tuple[str, ...]
    sex: str
    birth: datetime.date
    birth_place: str
    birth_name: str
    personal_number: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """zone: the lines of its machine-readable zone, none where it has none. broken: fields that fail on purpose."""

    style: IdentityStyle
    holder: Holder
    nationality: State
    number: str
    issue: datetime.date
    expiry: datetime.date
    authority: str
    issue_place: str
    zone: tuple[str, ...]
    portrait_seed: int
    category: str
    remark: str
    height: str
    eyes: str
    classes: tuple[str, ...]
    visa_days: int
    visa_entries: str
    visa_start: datetime.date
    passport_number: str
    serial: str
    broken: tuple[str, ...]

    @property
    def document_type(self) -> str:
        return DOCUMENT_TYPES[self.style.kind]

    @property
    def age(self) -> int:
        return self.issue.year - self.holder.birth.year

    @property
    def given(self) -> str:
        """All given names, as the documents of the state print them."""
        return self.style.name_joiner.join(self.holder.given_names)

    def values(self) -> dict[str, str]:
        """Normalised, by the truth's names, for all that may be printed."""
        holder = self.holder
        values = {
            "document_type": self.document_type,
            "issuing_country": self.style.state.code,
            "authority": self.authority,
            "place_of_issue": self.issue_place,
            "number": "".join(self.number.split()),
            "surname": self.style.cased(holder.surname, surname=True),
            "given_names": self.style.cased(self.given),
            "sex": holder.sex,
            "birth_date": holder.birth.isoformat(),
            "birth_place": self.style.cased(holder.birth_place),
            "nationality": self.nationality.code,
            "personal_number": "".join(holder.personal_number.split()),
            "issue_date": self.issue.isoformat(),
            "expiry_date": self.expiry.isoformat(),
            "address": ", ".join(self.style.cased(line) for line in holder.address),
            "permit_category": self.category,
            "height": self.height,
            "eye_colour": self.eyes,
            "aliases[0]": self.style.cased(holder.birth_name, surname=True),
            "mrz": "\n".join(self.zone),
        }
        for index, name in enumerate(self.classes):
            values[f"licence_classes[{index}]"] = name
        return values

    def zone_values(self) -> dict[str, str]:
        """What the zone alone says: names without accents, the number without its marks."""
        if not self.zone:
            return {}
        plain = self.style.plain_umlauts
        holder = self.holder
        values = {
            "surname": transliterate(holder.surname, plain_umlauts=plain).replace("<", " "),
            "given_names": transliterate(" ".join(holder.given_names), plain_umlauts=plain).replace("<", " "),
            "issuing_country": self.style.state.code,
            "number": "".join(mark for mark in self.number if mark.isalnum()),
            "nationality": self.nationality.code,
            "birth_date": holder.birth.isoformat(),
            "sex": holder.sex,
            "expiry_date": self.expiry.isoformat(),
        }
        return {name: value for name, value in values.items() if value}


def draw_identity(rng: Random, style: IdentityStyle) -> Identity:
    state = style.state
    kind = style.kind
    foreign = kind in ("permit", "visa_a", "visa_b")
    nationality = _draw_other(rng, state) if foreign else state
    issue = draw_day(rng, FIRST_DAY, LAST_DAY)
    birth = _draw_birth(rng, issue, 18 if kind.startswith("licence") else 15)
    years = {"permit": (1, 2, 5, 10), "visa_a": (0,), "visa_b": (0,)}.get(kind, (4, 5, 8, 10, 10, 15))
    start = issue + datetime.timedelta(days=rng.randint(0, 40))
    expiry = _after(rng, start if years == (0,) else issue, rng.choice(years))
    broken = _draw_broken(rng, style)
    holder = _draw_holder(rng, style, nationality, birth, valid="personal_number" not in broken)
    number = fill(rng, style.number_pattern)
    zone = _draw_zone(rng, style, holder, nationality, number, expiry)
    if "mrz" in broken:
        zone = spoil(rng, zone)
    city = rng.choice(state.cities)
    own = words(style.languages[0])
    english = words("en")
    office = style.office.format(city=city.rpartition("/")[2].partition(",")[0])
    return Identity(
        style=style,
        holder=holder,
        nationality=nationality,
        number=number,
        issue=issue,
        expiry=expiry,
        authority=style.cased(office) if style.offices_city else office,
        issue_place=style.cased(city),
        zone=zone,
        portrait_seed=rng.getrandbits(40),
        category=rng.choice(("C", "D", "A", "C", "C1", "B1/B2")) if kind.startswith("visa") else rng.choice(
            own.get("categories", english["categories"])
        ),
        remark=rng.choice(own.get("remark_texts", english["remark_texts"])),
        height=_draw_height(rng, holder.sex, style),
        eyes=rng.choice(own.get("eyes", english["eyes"])),
        classes=rng.choice(CLASS_SETS),
        visa_days=rng.choice((15, 30, 45, 60, 90, 180)),
        visa_entries=rng.choice(("MULT", "01", "02", "1", "MULTIPLE", "M", "S")),
        visa_start=start,
        passport_number=fill(rng, rng.choice(nationality.numbers[:1])),
        serial=fill(rng, rng.choice(("@@ ######", "########", "@#######", "###/####", "0000####"))),
        broken=broken,
    )  # fmt: skip


def _draw_broken(rng: Random, style: IdentityStyle) -> tuple[str, ...]:
    """Which fields fail their check on purpose; mostly none."""
    possible = [name for name, is_there in (
        ("mrz", style.kind in ZONES),
        ("personal_number", is_checked(style.state.personal) and "personal_number" in style.shows),
    ) if is_there]  # fmt: skip
    return (rng.choice(possible),) if possible and rng.random() < BROKEN_SHARE else ()


def _draw_other(rng: Random, state: State) -> State:
    return rng.choice([other for other in states().values() if other.code != state.code])


def _draw_birth(rng: Random, issue: datetime.date, youngest: int) -> datetime.date:
    first = datetime.date(1930, 1, 1)
    last = issue - datetime.timedelta(days=366 * youngest)
    return first + datetime.timedelta(days=int((last - first).days * (1 - abs(rng.gauss(0, 0.42)) % 1)))


def _after(rng: Random, issue: datetime.date, years: int) -> datetime.date:
    """The last day of validity: that day years later, or the day before; days for visas."""
    if not years:
        return issue + datetime.timedelta(days=rng.choice((30, 60, 90, 180, 365)))
    day = issue.replace(year=issue.year + years, day=min(issue.day, 28))
    return day if rng.random() < 0.5 else day - datetime.timedelta(days=1)


def _draw_names(rng: Random, state: State, sex: str) -> tuple[str, tuple[str, ...]]:
    """Surname and given names as a state's citizens have them."""
    if rng.random() < 0.02:
        stand_in, name = rng.choice(STAND_INS)
        return stand_in, (name,)
    if state.surnames:
        names = state.women if sex == "F" else state.men
        return rng.choice(state.surnames), (rng.choice(names),)
    made = faker_of(rng, state.faker)
    female = sex == "F"
    given = [
        str(made.first_name_female() if female else made.first_name_male())
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))
    ]
    surname = str(made.last_name_female() if female else made.last_name_male())
    surname = " ".join(reversed(surname.split(", ")))  # Dutch lists have "Berg, van den"
    if state.languages[0] in ("es", "pt") and rng.random() < 0.85:
        surname += f" {made.last_name()}"
    elif rng.random() < 0.05:
        surname += f"-{made.last_name()}"
    return surname, tuple(dict.fromkeys(given))


def _draw_holder(rng: Random, style: IdentityStyle, nationality: State, birth: datetime.date, *, valid: bool) -> Holder:
    sex = rng.choices(("F", "M", "X"), (49, 49, 2))[0]
    surname, given = _draw_names(rng, nationality, sex)
    state = style.state
    scheme = style.serial_pattern if state.personal == "serial" else state.personal
    births = "M" if sex == "X" else sex
    names = (surname, " ".join(given))
    personal = draw_personal_number(rng, scheme, birth, births, names, valid=valid or not is_checked(scheme))
    return Holder(
        surname=surname,
        given_names=given,
        sex=sex,
        birth=birth,
        birth_place=rng.choice(nationality.cities),
        birth_name=_draw_names(rng, nationality, sex)[0],
        personal_number=personal,
        address=_draw_address(rng, state),
    )


def _draw_address(rng: Random, state: State) -> tuple[str, ...]:
    """As the state's people write it, without its name."""
    where = state.place
    if where is not None and where.language != "zh":
        return tuple(line.rstrip(",") for line in draw_address(rng, where).lines())
    city = rng.choice(state.cities).partition("/")[0].title()
    if state.faker:
        made = faker_of(rng, state.faker)
        street = str(made.street_address()).splitlines()[0]
        return street[:34], f"{str(made.postcode())[:10]} {city}"
    return f"{rng.randint(1, 240)} {rng.choice(('Garden', 'River', 'Station', 'Palace', 'Harbour'))} Road", city


def _draw_zone(
    rng: Random, style: IdentityStyle, holder: Holder, nationality: State, number: str, expiry: datetime.date
) -> tuple[str, ...]:
    form = ZONES.get(style.kind)
    if form is None:
        return ()
    design = Random(f"{style.design}/zone")
    code = {
        "passport": design.choice(("P", "P", "P", "PP", "PD", "PO")) if style.design % 7 == 0 else "P",
        "td1": design.choice(("I", "ID", "ID", "AC", "C", "IC")),
        "td2": design.choice(("I", "ID", "I")),
        "permit": design.choice(("IR", "AR", "AC", "IT")),
        "visa_a": design.choice(("V", "VC", "VD", "VB")),
        "visa_b": design.choice(("V", "VC", "VD")),
    }[style.kind]
    optional = ""
    if "personal_in_zone" in style.shows and "personal_number" in style.shows:
        optional = holder.personal_number
    elif style.kind.startswith("visa"):
        optional = design.choice(("", fill(rng, "M######"), fill(rng, "##########")))
    return write_zone(
        ZoneData(
            code,
            style.state.code,
            holder.surname,
            " ".join(holder.given_names),
            number,
            nationality.code,
            holder.birth,
            holder.sex,
            expiry,
            optional,
            style.plain_umlauts,
        ),
        form,
    )


def _draw_height(rng: Random, sex: str, style: IdentityStyle) -> str:
    height = round(rng.gauss(165 if sex == "F" else 178, 7))
    form = style.design % 5
    if style.kind == "licence_us":
        feet, inches = divmod(round(height / 2.54), 12)
        return (
            f"{feet}'-{inches:02d}\"",
            f"{feet}'-{inches:02d}''",
            f"{feet}-{inches:02d}",
            f"{feet}'{inches}\"",
            f"{height} cm",
        )[form]
    return (
        f"{height} cm",
        f"{height / 100:.2f} m",
        f"{height} cm",
        f"{height / 100:.2f}".replace(".", ",") + " m",
        f"{height}",
    )[form]
