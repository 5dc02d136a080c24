"""How all documents of one state and kind look and write: languages, labels, dates, colours, fonts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from docfields.models.synthesis import fonts
from docfields.models.synthesis.pages.card_faces import Pen
from docfields.models.synthesis.pages.identity.states import State, words
from docfields.models.synthesis.pages.palettes import Palette, draw_palette, mix

Kind = Literal["passport", "td1", "td2", "permit", "visa_a", "visa_b", "licence", "licence_us", "resident"]
LabelPlace = Literal["above", "left", "below"]

DOCUMENT_TYPES: Mapping[Kind, str] = {
    "passport": "passport", "td1": "id_card", "td2": "id_card", "permit": "residence_permit", "visa_a": "visa",
    "visa_b": "visa", "licence": "driving_licence", "licence_us": "driving_licence", "resident": "id_card",
}  # fmt: skip

DATE_FORMS: Mapping[str, str] = {
    "dots": "{d:02}.{m:02}.{y}",
    "spaced_dots": "{d:02}. {m:02}. {y}",
    "short_dots": "{d:02}.{m:02}.{yy}",
    "slashes": "{d:02}/{m:02}/{y}",
    "short_slashes": "{d:02}/{m:02}/{yy}",
    "dashes": "{d:02}-{m:02}-{y}",
    "short_dashes": "{d:02}-{m:02}-{yy}",
    "spaces": "{d:02} {m:02} {y}",
    "short_spaces": "{d:02} {m:02} {yy}",
    "iso": "{y}-{m:02}-{d:02}",
    "iso_dots": "{y}.{m:02}.{d:02}",
    "month": "{d:02} {month} {y}",
    "month_plain": "{d} {month} {y}",
    "month_short": "{d:02} {month} {yy}",
    "months": "{d:02} {both} {y}",
    "months_short": "{d:02} {both} {yy}",
    "month_dashes": "{d:02}-{month}-{y}",
    "month_dots": "{d:02}.{month}.{y}",
    "american": "{m:02}/{d:02}/{y}",
    "american_dashes": "{m:02}-{d:02}-{y}",
    "american_month": "{month} {d:02} {y}",
}
"""Ways to print a day. both: the month in the two first languages."""

_DATE_WEIGHTS: Mapping[str, int] = {
    "dots": 22, "spaced_dots": 3, "short_dots": 2, "slashes": 13, "short_slashes": 1, "dashes": 5, "short_dashes": 3,
    "spaces": 11, "short_spaces": 4, "iso": 6, "iso_dots": 2, "month": 16, "month_plain": 2, "month_short": 2,
    "months": 13, "months_short": 5, "month_dashes": 3, "month_dots": 1,
}  # fmt: skip


_SERIALS = ("###########", "########@", "#########", "#-####-#####-##-#", "@@######", "############")
_LICENCE_NUMBERS: Mapping[Kind, tuple[str, ...]] = {
    "licence": ("@@######", "#########", "@########", "####/##/####", "@@@@@######@@#@@", "######-@", "## @@ #####"),
    "licence_us": (
        "@#######", "#########", "@###-####-####", "### ### ###", "@@######", "@##-##-####", "########", "@@@######@@",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class IdentityStyle:
    """languages: of the labels, the leading one first. wording: seed of the choice among wordings.

    numbering: a pattern for the number before a label, "" for none. shows: what the documents have besides the usual.
    number_pattern, serial_pattern: of the document's and the holder's number. office: pattern of the authority.
    """

    state: State
    kind: Kind
    languages: tuple[str, ...]
    joiner: str
    wording: int
    label_case: Literal["as_is", "upper", "lower"]
    label_place: LabelPlace
    label_colon: bool
    numbering: str
    second_italic: bool
    date_form: str
    capitals: Literal["values", "surname", "none"]
    sex_form: Literal["plain", "both", "dash"]
    nationality_form: Literal["code", "name", "name_code"]
    name_joiner: str
    number_pattern: str
    serial_pattern: str
    office: str
    offices_city: bool
    palette: Palette
    title: Pen
    label: Pen
    value: Pen
    number: Pen
    hand: str
    zone_font: str
    zone_weight: int
    portrait_side: Literal["left", "right"]
    portrait_tone: str
    ghost_tone: str
    shows: frozenset[str]
    specimen: str
    plain_umlauts: bool
    design: int

    def label_of(self, concept: str, language: str) -> str:
        """The wording in a language, the same in all documents of the state; "" where the language has none."""
        options = words(language).get(concept, ())
        if not options:
            return ""
        text = Random(f"{self.wording}/{language}/{concept}").choice(options)
        return text.upper() if self.label_case == "upper" else text.lower() if self.label_case == "lower" else text

    def labels(self, concept: str) -> tuple[str, ...]:
        """The wordings in all languages, each once."""
        found = [self.label_of(concept, language) for language in self.languages]
        seen = {text.casefold(): text for text in found if text}
        return tuple(seen.values()) or (self.label_of(concept, "en") or concept.replace("_", " "),)

    def title_of(self, concept: str) -> tuple[str, ...]:
        """A document's title in its languages, as the table writes it."""
        found = []
        for language in self.languages:
            options = words(language).get(concept)
            if options:
                found.append(Random(f"{self.wording}/{language}/{concept}").choice(options))
        return tuple(dict.fromkeys(found)) or (words("en")[concept][0],)

    def date(self, day: datetime.date, form: str = "") -> str:
        """A day as these documents print it."""
        pattern = DATE_FORMS[form or self.date_form]
        months = [words(language)["months"][day.month - 1] for language in self.languages[:2]]
        short = list(dict.fromkeys(months))
        month = months[0] if self.design % 3 else months[-1]
        return pattern.format(
            d=day.day, m=day.month, y=day.year, yy=f"{day.year % 100:02}", month=month, both="/".join(short)
        )

    def sex(self, sex: str) -> str:
        """ "F", "K/F" ... The state's own letter stands alone only where it is the usual one."""
        index = "MFX".index(sex)
        own = words(self.languages[0])["sexes"][index]
        if self.sex_form == "plain" or (own == sex and self.sex_form == "both" and self.design % 2):
            return sex
        return f"{own} - {sex}" if self.sex_form == "dash" else f"{own}/{sex}"

    def cased(self, text: str, *, surname: bool = False) -> str:
        if self.capitals == "values" or (surname and self.capitals == "surname"):
            return text.upper()
        return text


def draw_identity_style(issuer: Random, state: State, kind: Kind) -> IdentityStyle:
    languages = _draw_languages(issuer, state, kind)
    american = kind == "licence_us"
    dates = dict(_DATE_WEIGHTS)
    if state.code in ("USA", "PHL") and kind != "passport":
        dates = {"american": 8, "american_dashes": 2, "american_month": 1} if american else {**dates, "american": 30}
    elif american:
        dates = {"dots": 1, "iso": 2, "slashes": 2, "american": 4}
    styles = issuer.choices(("sans", "condensed", "serif", "mono", "slab"), (58, 26, 5, 6, 5))[0]
    value_font = issuer.choice(fonts.families(styles)).name
    label_font = value_font if issuer.random() < 0.35 else issuer.choice(
        fonts.families(issuer.choice(("sans", "condensed", "condensed")))
    ).name  # fmt: skip
    palette = draw_palette(issuer)
    title_font = issuer.choice(fonts.families(issuer.choice(("sans", "condensed", "serif", "serif", "slab")))).name
    zone_font = fonts.families("ocr_b")[0] if issuer.random() < 0.86 else issuer.choice(fonts.families("mono"))
    place: LabelPlace = issuer.choices(
        ("above", "left", "below"), (84, 12, 4) if kind != "licence_us" else (35, 65, 0)
    )[0]
    return IdentityStyle(
        state=state,
        kind=kind,
        languages=languages,
        joiner=issuer.choices((" / ", "/", " · ", " ", " | "), (48, 34, 9, 3, 6))[0],
        wording=issuer.getrandbits(32),
        label_case=issuer.choices(("as_is", "upper", "lower"), (72, 23, 5))[0],
        label_place=place,
        label_colon=place == "left" and issuer.random() < 0.4,
        numbering=issuer.choices(("", "{n}. ", "{n} ", "({n}) ", "{n:02} "), (70, 11, 7, 7, 5))[0],
        second_italic=issuer.random() < 0.25,
        date_form=issuer.choices(tuple(dates), tuple(dates.values()))[0],
        capitals=issuer.choices(("values", "surname", "none"), (66, 12, 22))[0],
        sex_form=issuer.choices(("plain", "both", "dash"), (58, 38, 4))[0],
        nationality_form=issuer.choices(("code", "name", "name_code"), (32, 56, 12))[0],
        name_joiner=issuer.choices((" ", ", ", ","), (84, 12, 4))[0],
        number_pattern=issuer.choice(_LICENCE_NUMBERS.get(kind) or _fitting(state.numbers, kind)),
        serial_pattern=issuer.choice(_SERIALS),
        office=_draw_office(issuer, languages, kind),
        offices_city=issuer.random() < 0.5,
        palette=palette,
        title=Pen(title_font, 12, palette.accent, 700, tracking=issuer.choice((0, 0, 0.4))),
        label=Pen(label_font, 4.4, palette.label),
        value=Pen(value_font, 8, palette.ink, issuer.choice((400, 400, 500, 700))),
        number=Pen(
            issuer.choice((value_font, fonts.families("ocr_b")[0].name, issuer.choice(fonts.families("mono")).name)), 9,
            issuer.choice((palette.ink, palette.ink, "#8c1c22", palette.accent)), issuer.choice((400, 700)),
        ),
        hand=issuer.choice(fonts.families("handwriting")).name,
        zone_font=zone_font.name,
        zone_weight=400,
        portrait_side="left" if issuer.random() < 0.82 else "right",
        portrait_tone=issuer.choices(("color", "grey", mix(palette.accent, "#555555", 0.5)), (48, 40, 12))[0],
        ghost_tone=issuer.choice(("grey", palette.accent, mix(palette.accent, "#ffffff", 0.3))),
        shows=_draw_shows(issuer, state, kind),
        specimen=issuer.choices(("", "across", "small", "red"), (52, 22, 16, 10))[0],
        plain_umlauts=state.code in ("TUR", "EST", "ESP", "ROU", "SVK") or issuer.random() < 0.12,
        design=issuer.getrandbits(32),
    )  # fmt: skip


def _fitting(numbers: Sequence[str], kind: Kind) -> tuple[str, ...]:
    """Patterns that a zone can hold: nine characters, more on TD1 cards only."""
    most = 13 if kind in ("td1", "permit") else 9
    short = tuple(text for text in numbers if sum(mark.isalnum() or mark in "#@" for mark in text) <= most)
    return short or ("@########",)


def _draw_languages(issuer: Random, state: State, kind: Kind) -> tuple[str, ...]:
    """The state's own first; English and French follow, more often in passports than on cards."""
    own = [state.languages[0]]
    others = [language for language in dict.fromkeys((*state.languages[1:], "en", "fr")) if language not in own]
    if kind == "licence_us":
        return ("en",)
    weights = {"passport": (8, 52, 40), "visa_a": (20, 50, 30), "visa_b": (20, 50, 30)}.get(kind, (32, 54, 14))
    count = issuer.choices((1, 2, 3), weights)[0]
    return tuple(own + others[: count - 1])


def _draw_office(issuer: Random, languages: Sequence[str], kind: Kind) -> str:
    own = words(languages[0])
    concept = "licence_authorities" if kind == "licence" and "licence_authorities" in own else "authorities"
    return issuer.choice(own.get(concept, own["authorities"]))


def _draw_shows(issuer: Random, state: State, kind: Kind) -> frozenset[str]:
    """Optional things, each in its share of all designs."""
    shares: Mapping[str, float] = {
        "personal_number": 0.75 if state.personal not in ("", "serial") else 0.3 if state.personal else 0.0,
        "personal_in_zone": 0.5,
        "height": 0.18,
        "eye_colour": 0.12,
        "address": 0.3,
        "birth_name": 0.08,
        "birth_place": 0.78,
        "authority": 0.8,
        "issue_date": 0.88,
        "type": 0.85,
        "country_code": 0.88,
        "nationality": 0.92,
        "sex": 0.95,
        "ghost": 0.5,
        "chip": 0.35,
        "hologram": 0.4,
        "biometric": 0.5 if kind == "passport" else 0.25,
        "barcode": 0.3,
        "side_number": 0.25,
        "emblem": 0.75,
        "flag": 0.22,
        "band": 0.4,
        "seal": 0.2,
        "access_number": 0.25,
        "signature": 0.85,
        "scribble": 0.3,
        "perforated": 0.15,
        "issue_place": 0.12,
        "frame": 0.3,
        "zone_panel": 0.6,
        "label_rules": 0.12,
        "code_large": 0.2,
        "upper_portrait": 0.3,
        "organ_donor": 0.3,
        "weight": 0.5,
        "hair": 0.4,
        "remarks": 0.6,
    }
    return frozenset(name for name, share in shares.items() if issuer.random() < share)
