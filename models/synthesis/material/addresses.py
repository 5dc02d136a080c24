"""Addresses as their owners write them: real towns, invented or common streets, no real house."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Literal

from docfields.models.synthesis.material.digits import fill
from docfields.models.synthesis.material.locale import choose
from docfields.models.synthesis.material.names import faker_of
from docfields.models.synthesis.material.records import Address
from docfields.models.synthesis.material.tables import Locale

UnitPlace = Literal["before", "before_comma", "after", "after_comma", "after_space"]

_UNIT_PLACES: Mapping[str, tuple[UnitPlace, ...]] = {
    "AU": ("before_comma", "before", "after_comma"),
    "BE": ("after_space", "after_comma"),
    "FR": ("after_comma", "before", "after"),
    "DE": ("after", "after_comma", "before"),
    "GB": ("before", "before_comma", "after"),
    "PL": ("after_space", "after_comma"),
    "SE": ("after_space", "after", "after_comma"),
    "US": ("after_comma", "after", "before"),
}
"""Where a unit stands to its street, the usual place first: on a line of its own or on the street's."""

_UNIT_SHARES = {
    "GB": 0.35,
    "AU": 0.4,
    "US": 0.4,
    "IN": 0.6,
    "SG": 0.75,
    "MX": 0.4,
    "BR": 0.4,
    "ES": 0.35,
    "PL": 0.3,
    "PT": 0.4,
}
_UNIT_SHARE = 0.15  # of other countries' addresses

_UNITS: Mapping[str, tuple[str, ...]] = {
    "AT": ("Top #", "Stiege #", "Tür ##", "Halle #", "Stock #"),
    "AU": ("Unit #", "Unit ##", "Suite #0#", "Shop #", "Level #", "Unit #@"),
    "BR": ("Sala ###", "Apto. ##", "Loja #", "Bloco @", "Galpão #"),
    "CH": ("Postfach", "Postfach ###", "Gebäude @"),
    "DE": ("Hinterhaus", "Haus @", "Gebäude #", "Halle #", "#. OG", "Postfach ## ## ##", "Eingang @"),
    "GB": ("Unit #", "Unit #@", "Suite #", "Flat #", "First Floor", "Unit ##", "Studio #"),
    "IN": ("Shop No. #", "#0#, Second Floor", "Flat No. ##", "Plot No. ##", "Unit #0#", "Office No. ###"),
    "IT": ("Scala @", "int. #", "Piano #", "Palazzina @"),
    "MY": ("Lot #", "Lot #.0#", "Unit #-#", "Tingkat #", "Ground Floor", "Block @"),
    "NL": ("Unit #", "Postbus ###", "Gebouw @"),
    "PL": ("lok. #", "lok. ##", "m. ##", "hala #"),
    "PT": ("#.º Dto.", "#.º Esq.", "Loja @", "R/C", "Fração @", "#º @"),
    "SE": ("Box ###", "lgh 1#0#", "# tr"),
    "SG": ("#0#-##", "#0#-0#", "#1#-##"),
    "US": ("Suite #00", "Suite ##", "Ste. #0#", "Unit #", "Apt. #@", "Floor #", "Bldg. #"),
}
"""Units where a country's table has no list."""

_LOCALITIES: Mapping[str, tuple[str, ...]] = {
    "GB": ("Old Town", "Riverside Business Park", "Westfield", "Market Place", "The Maltings", "Hill Trading Estate"),
    "IN": ("Sector ##", "Industrial Area, Phase #", "Gandhi Nagar", "Near Bus Stand", "Andheri East", "Ashok Vihar",
           "Nehru Colony", "Old Market", "MIDC", "Civil Lines", "Lake View Extension", "Opp. Town Hall", "#th Cross"),
    "MY": ("Taman Melati", "Taman Sri Indah", "Taman Perindustrian Jaya", "Bandar Baru", "Taman Bukit Mewah",
           "Seksyen ##", "Taman Desa Aman", "Kawasan Perindustrian Ringan", "Taman Cahaya", "Pusat Bandar",
           "Taman Seri Kenari", "Taman Mutiara", "Bandar Puteri", "Taman Tasik Permai"),
}  # fmt: skip
"""What stands between the street and the town: estates and quarters."""

_LOCALITY_SHARES = {"GB": 0.2, "IN": 0.75, "MY": 0.85}
_COUNTRY_LINE_SHARE = 0.08  # addresses that name their country at home too
_FAKER_STREETS = ("AT", "CH", "DE", "ES", "FR", "IT", "NL", "PL", "PT")  # whose streets Faker invents as they sound
_FAKER_STREET_SHARE = 0.4
_COMMAS_SHARE = {"IN": 0.5, "MY": 0.5, "GB": 0.06}  # lines that end with a comma
_CAPITALS_SHARE = {"MY": 0.45, "US": 0.12, "IN": 0.15, "MX": 0.15, "BR": 0.15}
_CAPITALS = 0.04  # of other countries' addresses


def draw_address(rng: Random, where: Locale) -> Address:
    """An address of a country as its owner writes it, with those parts that its lines say.

    The whole of a Chinese one stands on one line.
    """
    city, state, postal_code = _draw_town(rng, where)
    street, house_number = _draw_street(rng, where), draw_house_number(rng, where)
    unit = _draw_unit(rng, where) if rng.random() < _UNIT_SHARES.get(where.country, _UNIT_SHARE) else ""
    locality = ""
    if rng.random() < _LOCALITY_SHARES.get(where.country, 0):
        locality = fill(rng, rng.choice(_LOCALITIES[where.country]))
    if where.language == "zh":
        town = where.postal_line.format(city=city, state=state, postal_code="")
        lines = [town + _district(rng) + where.street_line.format(street=street, number=house_number) + unit]
    else:
        lines = _street_lines(rng, where, street, house_number, unit)
        lines += [locality] if locality else []
        lines += _town_lines(rng, where, city, state, postal_code)
    if rng.random() < _COUNTRY_LINE_SHARE and where.language != "zh":
        lines.append(rng.choice(where.country_names))
    text = "\n".join(lines)
    return Address(
        street=street,
        house_number=house_number,
        unit=unit if unit in text else "",
        postal_code=postal_code if postal_code in text else "",
        city=city if city in text else "",
        state=state if state in text else "",
        country=where.country,
        printed=_dressed(rng, where, lines),
        abroad=where.country_names[-1].upper() if rng.random() < 0.5 else where.country_names[0],
    )


def _draw_town(rng: Random, where: Locale) -> tuple[str, str, str]:
    """City, state, postal code."""
    city, _, rest = rng.choice(where.cities).partition("|")
    state, _, pattern = rest.partition("|")
    usual = rng.choice(where.postal_codes) if where.postal_codes else ""
    if not pattern:
        pattern = usual
    elif len(pattern) < len(usual) and usual.strip("#- ") == "":
        pattern += usual[len(pattern) :]
    return city, state, fill(rng, pattern)


def _draw_street(rng: Random, where: Locale) -> str:
    if where.country in _FAKER_STREETS and rng.random() < _FAKER_STREET_SHARE:
        name = str(faker_of(rng, where.faker).street_name())
        return f"ul. {name}" if where.country == "PL" else name
    return fill(rng, rng.choice(where.streets))


def draw_house_number(rng: Random, where: Locale) -> str:
    """Mostly small; American ones run to five digits, others have letters and ranges."""
    if where.country == "US":
        return str(rng.randint(1, 9999) if rng.random() < 0.8 else rng.randint(10000, 29999))
    number = rng.choice((rng.randint(1, 30), rng.randint(1, 150), rng.randint(1, 400)))
    chance = rng.random()
    if where.language == "zh" or chance < 0.78:
        return str(number)
    if where.country in ("MY", "SG", "IN") and chance > 0.9:  # shop lots and flats
        lots = (f"{number} & {number + 2}", f"{number}-{rng.randint(1, 5)}", f"{number}, {number + 2} & {number + 4}")
        return rng.choice(lots)
    if chance < 0.92:
        return f"{number}{rng.choice('ABCabc' if where.language in ('en', 'fr', 'nl', 'pl', 'sv') else 'abc')}"
    return f"{number}-{number + rng.choice((1, 2, 2, 4))}"


def _draw_unit(rng: Random, where: Locale) -> str:
    if where.country == "SG":
        return "#" + fill(rng, rng.choice(_UNITS["SG"])[1:])
    patterns = where.units_of_address or _UNITS.get(where.country, ("#", "##", "#@"))
    pattern = rng.choice(patterns)
    number = fill(rng, pattern.replace("#", str(rng.randint(1, 9)), 1))  # no number begins with a zero
    if set(pattern) <= set("#@"):
        return where.unit_line.format(unit=number, street_line="", street="").strip(" ,")
    return number


def _district(rng: Random) -> str:
    """A quarter of a Chinese town, some common, some invented."""
    names = ("青石区", "东湖区", "新城区", "南山区", "西湖区", "高新区", "江北区", "开发区", "滨海区", "鼓楼区")
    return rng.choice(names) if rng.random() < 0.7 else ""


def _street_lines(rng: Random, where: Locale, street: str, house_number: str, unit: str) -> list[str]:
    line = choose(rng, where.street_lines, 1).format(street=street, number=house_number)
    if not unit or unit in line:
        return [line]
    if unit.startswith("#"):
        return [f"{line} {unit}"] if rng.random() < 0.7 else [line, unit]
    place = choose(rng, _UNIT_PLACES.get(where.country, ("after_comma", "after")), 1)
    return {
        "before": [unit, line],
        "before_comma": [f"{unit}, {line}"],
        "after": [line, unit],
        "after_comma": [f"{line}, {unit}"],
        "after_space": [f"{line} {unit}"],
    }[place]


def _town_lines(rng: Random, where: Locale, city: str, state: str, postal_code: str) -> list[str]:
    if where.country == "GB" and rng.random() < 0.55:
        county = [state] if state and rng.random() < 0.5 else []
        return [city, *county, postal_code]
    line = choose(rng, where.postal_lines, 1).format(postal_code=postal_code, city=city, state=state)
    return [line.replace(" ()", "").replace("()", "").strip(" ,-/")]


def _dressed(rng: Random, where: Locale, lines: list[str]) -> tuple[str, ...]:
    """Capitals and commas at the ends of lines, where the owner likes them."""
    if rng.random() < _COMMAS_SHARE.get(where.country, 0):
        lines = [line + "," for line in lines[:-1]] + [lines[-1] + ("." if rng.random() < 0.4 else "")]
    if rng.random() < _CAPITALS_SHARE.get(where.country, _CAPITALS):
        lines = [line.upper() for line in lines]
    return tuple(lines)
