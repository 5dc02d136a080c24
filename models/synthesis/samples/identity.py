"""Identity documents of Utopia and a Chinese-style resident card: own designs, nobody's portrait.

UTO is the state that ICAO 9303 invents for its own specimens.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docfields.models.synthesis import mrz
from docfields.models.synthesis.samples.card_parts import (
    ID1,
    TD3,
    draw_guilloche,
    draw_rosette,
    draw_silhouette,
    gradient_png,
    labelled,
    mix,
)
from docfields.models.synthesis.samples.drawing import INK, Color, Drawing, Pen, Sheet
from docfields.models.synthesis.samples.records import filled
from docfields.models.synthesis.truth import Truth

MRZ_PEN = Pen("mono-medium", 12.0, (0.1, 0.1, 0.1))
"""IBM Plex Mono advances 0.6 em, so 12 points give the 10 characters an inch that ICAO 9303 asks of OCR-B."""

MRZ_LEADING = 12.2

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an identity document says; names of fields as in the truth."""

    document_type: str
    issuing_country: str = ""
    number: str = ""
    surname: str = ""
    given_names: str = ""
    full_name: str = ""
    sex: str = ""
    birth_date: datetime.date | None = None
    birth_place: str = ""
    nationality: str = ""
    ethnicity: str = ""
    personal_number: str = ""
    issue_date: datetime.date | None = None
    expiry_date: datetime.date | None = None
    authority: str = ""
    address: tuple[str, ...] = ()
    height: str = ""
    licence_classes: tuple[str, ...] = ()

    def zone(self) -> tuple[str, ...]:
        """The lines of its machine-readable zone: three for a card, two for a passport."""
        if self.birth_date is None or self.expiry_date is None:
            raise ValueError("a machine-readable zone needs the dates of birth and expiry")
        write = mrz.td3 if self.document_type == "passport" else mrz.td1
        return write(
            state=self.issuing_country,
            surname=self.surname,
            given_names=self.given_names,
            number=self.number,
            nationality=self.nationality,
            birth=self.birth_date,
            sex=self.sex,
            expiry=self.expiry_date,
            personal_number=self.personal_number,
        )


def truth_of(identity: Identity, drawings: Sequence[Drawing], *, group: str, language: str) -> Truth:
    """The truth of the drawn sides (a page each), quads in points."""
    printed: dict[str, str] = {}
    for drawing in drawings:
        printed = {**drawing.printed(), **printed}
    values: Mapping[str, object] = {
        "document_type": identity.document_type,
        "issuing_country": identity.issuing_country,
        "authority": identity.authority,
        "number": identity.number,
        "surname": identity.surname,
        "given_names": identity.given_names,
        "full_name": identity.full_name,
        "sex": identity.sex,
        "birth_date": identity.birth_date,
        "birth_place": identity.birth_place,
        "nationality": identity.nationality,
        "ethnicity": identity.ethnicity,
        "personal_number": identity.personal_number,
        "issue_date": identity.issue_date,
        "expiry_date": identity.expiry_date,
        "address": ("" if language == "zh" else ", ").join(identity.address),
        "height": identity.height,
        "mrz": "\n".join(identity.zone()) if "mrz" in printed else "",
    }
    fields = {name: value for name, value in filled(values).items() if name in printed or name == "document_type"}
    # A Chinese card names no state as a value; its citizen number is its only number.
    unstated = ("issuing_country", "nationality", "number")
    return Truth(
        kind="identity",
        group=group,
        capture="drawing",
        size=(drawings[0].width, drawings[0].height),
        fields=fields,
        printed={name: text for name, text in printed.items() if name in fields},
        words=tuple(word for page, drawing in enumerate(drawings) for word in drawing.words(page)),
        ignore=tuple(name for name in unstated if name not in fields),
        pages=len(drawings),
        language=language,
    )


def _ground(size: tuple[float, float], first: Color, second: Color, line: Color) -> Sheet:
    sheet = Sheet(*size)
    sheet.picture(gradient_png(first, second), 0, 0, sheet.width, sheet.height)
    draw_guilloche(sheet, line)
    return sheet


def _draw_zone(sheet: Sheet, lines: Sequence[str], *, top: float, left: float) -> None:
    sheet.box(0, top, sheet.width, sheet.height, fill=(0.965, 0.965, 0.955))
    sheet.lines(left, top + 16, lines, MRZ_PEN, MRZ_LEADING, field="mrz")


def _month_date(value: datetime.date | None) -> str:
    return f"{value.day:02d} {MONTHS[value.month - 1]} {value.year}" if value else ""


def draw_passport(identity: Identity) -> Drawing:
    """The data page of a passport booklet (TD3)."""
    accent: Color = (0.33, 0.16, 0.38)
    sheet = _ground(TD3, (0.93, 0.90, 0.95), (0.86, 0.92, 0.95), (0.80, 0.76, 0.87))
    draw_rosette(sheet, sheet.width * 0.74, 104, 62, (0.74, 0.70, 0.84))
    pen, label = Pen("square-bold", 9.2, INK), mix(accent, (1, 1, 1), 0.2)
    sheet.text(14, 22, "REPUBLIC OF UTOPIA", Pen("serif-bold", 12, accent))
    sheet.text(14, 33, "RÉPUBLIQUE D'UTOPIE", Pen("serif", 7.5, accent))
    draw_silhouette(sheet, 14, 46, 108, 168, (0.35, 0.34, 0.48))
    rows: list[tuple[float, float, str, str, str | None]] = [
        (120, 58, "Type / Type", "P", None),
        (158, 58, "Country code / Code du pays", identity.issuing_country, "issuing_country"),
        (252, 58, "Passport no. / Passeport n°", identity.number, "number"),
        (120, 78, "Surname / Nom", identity.surname, "surname"),
        (120, 98, "Given names / Prénoms", identity.given_names, "given_names"),
        (120, 118, "Nationality / Nationalité", "UTOPIAN", "nationality"),
        (120, 138, "Date of birth / Date de naissance", _month_date(identity.birth_date), "birth_date"),
        (228, 138, "Sex / Sexe", identity.sex, "sex"),
        (268, 138, "Place of birth / Lieu", identity.birth_place, "birth_place"),
        (120, 158, "Date of issue / Date de délivrance", _month_date(identity.issue_date), "issue_date"),
        (228, 158, "Authority / Autorité", identity.authority, "authority"),
        (120, 178, "Date of expiry / Date d'expiration", _month_date(identity.expiry_date), "expiry_date"),
        (228, 178, "Personal no. / N° personnel", identity.personal_number, "personal_number"),
    ]
    for x, y, text, value, name in rows:
        labelled(sheet, x, y, text, value, pen, field=name, label_color=label)
    sheet.text(
        20,
        190,
        f"{identity.given_names.split()[0].title()} {identity.surname.title()}",
        Pen("hand", 15, (0.12, 0.15, 0.4)),
    )
    _draw_zone(sheet, identity.zone(), top=sheet.height - 44, left=(sheet.width - 44 * 7.2) / 2)
    return sheet.finish()


def draw_id_front(identity: Identity) -> Drawing:
    """The front of an identity card (TD1)."""
    accent: Color = (0.06, 0.30, 0.42)
    sheet = _ground(ID1, (0.88, 0.94, 0.95), (0.95, 0.94, 0.86), (0.74, 0.85, 0.86))
    draw_rosette(sheet, 196, 96, 40, (0.70, 0.82, 0.80))
    pen = Pen("square-bold", 7.6, INK)
    sheet.text(12, 18, "UTOPIA", Pen("serif-bold", 11, accent), field="issuing_country")
    sheet.text(
        sheet.width - 12,
        18,
        "IDENTITY CARD / PERSONALAUSWEIS",
        Pen("narrow-bold", 7.8, accent),
        align="right",
    )
    sheet.rule(12, 23, sheet.width - 12, 23, accent, 0.7)
    draw_silhouette(sheet, 12, 31, 74, 112, (0.25, 0.38, 0.45))
    rows = [
        (84, 40, "Surname / Name", identity.surname, "surname"),
        (84, 56, "Given names / Vornamen", identity.given_names, "given_names"),
        (84, 72, "Date of birth / Geburtsdatum", f"{identity.birth_date:%d.%m.%Y}", "birth_date"),
        (162, 72, "Sex / Geschlecht", identity.sex, "sex"),
        (84, 88, "Nationality / Staatsangehörigkeit", identity.nationality, "nationality"),
        (162, 88, "Place of birth / Geburtsort", identity.birth_place, "birth_place"),
        (84, 104, "Date of expiry / Gültig bis", f"{identity.expiry_date:%d.%m.%Y}", "expiry_date"),
        (162, 104, "Card no. / Kartennummer", identity.number, "number"),
    ]
    for x, y, text, value, name in rows:
        labelled(sheet, x, y, text, value, pen, field=name, label_color=mix(accent, (1, 1, 1), 0.15))
    sheet.text(84, 118, "Signature / Unterschrift", Pen("narrow", 4.8, mix(accent, (1, 1, 1), 0.15)))
    signature = f"{identity.given_names.split()[0].title()} {identity.surname.title()}"
    sheet.text(90, 134, signature, Pen("hand", 15, (0.12, 0.15, 0.4)))
    return sheet.finish()


def draw_id_back(identity: Identity) -> Drawing:
    """The back of an identity card (TD1) with its zone."""
    accent: Color = (0.06, 0.30, 0.42)
    sheet = _ground(ID1, (0.95, 0.94, 0.86), (0.88, 0.94, 0.95), (0.74, 0.85, 0.86))
    pen, label = Pen("square-bold", 7.4, INK), mix(accent, (1, 1, 1), 0.15)
    sheet.text(12, 16, "Address / Anschrift", Pen("narrow", 4.8, label))
    sheet.lines(12, 25, identity.address, pen, 9.2, field="address")
    labelled(sheet, 12, 56, "Height / Größe", identity.height, pen, field="height", label_color=label)
    labelled(sheet, 12, 74, "Authority / Behörde", identity.authority, pen, field="authority", label_color=label)
    labelled(
        sheet, 12, 92, "Date of issue / Ausstellungsdatum", f"{identity.issue_date:%d.%m.%Y}", pen,
        field="issue_date", label_color=label,
    )  # fmt: skip
    draw_rosette(sheet, 190, 52, 34, (0.66, 0.78, 0.78))
    _draw_zone(sheet, identity.zone(), top=sheet.height - 50, left=(sheet.width - 30 * 7.2) / 2)
    return sheet.finish()


def draw_licence(identity: Identity) -> Drawing:
    """A driving licence whose fields bear the numbers of the Vienna convention (1, 2, 3, 4a ...)."""
    accent: Color = (0.55, 0.18, 0.28)
    sheet = _ground(ID1, (0.97, 0.89, 0.90), (0.93, 0.93, 0.97), (0.90, 0.77, 0.81))
    sheet.box(10, 9, 36, 26, fill=accent, radius=0.15)
    sheet.text(23, 20.5, "UTO", Pen("narrow-bold", 9, (1, 1, 1)), field="issuing_country", align="center")
    sheet.text(44, 17, "DRIVING LICENCE", Pen("serif-bold", 11.5, accent))
    sheet.text(44, 26, "UTOPIA", Pen("serif", 7.6, accent))
    draw_silhouette(sheet, 10, 36, 70, 112, (0.42, 0.30, 0.36))
    birth = f"{identity.birth_date:%d.%m.%Y}"
    rows: list[list[tuple[float, str, str, str]]] = [
        [(80, "1.", identity.surname, "surname")],
        [(80, "2.", identity.given_names, "given_names")],
        [(80, "3.", birth, "birth_date"), (140, "", identity.birth_place, "birth_place")],
        [
            (80, "4a.", f"{identity.issue_date:%d.%m.%Y}", "issue_date"),
            (158, "4c.", identity.authority, "authority"),
        ],
        [
            (80, "4b.", f"{identity.expiry_date:%d.%m.%Y}", "expiry_date"),
            (158, "4d.", identity.personal_number, "personal_number"),
        ],
        [(80, "5.", identity.number, "number")],
        [(80, "8.", ", ".join(identity.address), "address")],
        [(80, "9.", " / ".join(identity.licence_classes), "licence_classes")],
    ]
    pen, small = Pen("square-bold", 7.8, INK), Pen("narrow", 6.6, accent)
    y = 45.0
    for row in rows:
        for x, numeral, value, name in row:
            sheet.text(x, y, numeral, small)
            sheet.text(x + 14, y, value, pen, field=name)
        y += 12.8
    sheet.text(10, 122, "7.", small)
    signature = f"{identity.given_names[0]}. {identity.surname.title()}"
    sheet.text(11, 137, signature, Pen("hand", 10.0, (0.12, 0.15, 0.4)))
    return sheet.finish()


def draw_resident_card(identity: Identity) -> Drawing:
    """A resident card in Chinese with the fields of GB 11643's bearer; the design is ours."""
    accent: Color = (0.10, 0.36, 0.46)
    sheet = _ground(ID1, (0.89, 0.95, 0.96), (0.96, 0.93, 0.90), (0.77, 0.87, 0.90))
    sheet.text(12, 20, "乌托邦居民证", Pen("chinese", 10, accent))
    sheet.text(sheet.width - 12, 19, "样本 · 仅供测试", Pen("chinese", 7, mix(accent, (1, 1, 1), 0.3)), align="right")
    sheet.rule(12, 25, sheet.width - 12, 25, accent, 0.6)
    draw_silhouette(sheet, sheet.width - 76, 34, sheet.width - 14, 112, (0.28, 0.40, 0.46))
    label, pen = Pen("chinese", 7.4, accent), Pen("chinese", 9.2, INK)
    birth = identity.birth_date
    if birth is None:
        raise ValueError("a resident card needs a date of birth")
    sheet.text(14, 43, "姓名", label)
    sheet.text(42, 43, identity.full_name, Pen("chinese", 11, INK), field="full_name")
    sheet.text(14, 60, "性别", label)
    sheet.text(42, 60, {"F": "女", "M": "男"}[identity.sex], pen, field="sex")
    sheet.text(70, 60, "民族", label)
    sheet.text(96, 60, identity.ethnicity, pen, field="ethnicity")
    sheet.text(14, 77, "出生", label)
    sheet.text(42, 77, f"{birth.year}年{birth.month}月{birth.day}日", pen, field="birth_date")
    sheet.text(14, 94, "住址", label)
    sheet.lines(42, 94, identity.address, pen, 12, field="address")
    sheet.text(14, 138, "公民身份号码", label)
    sheet.text(74, 138, identity.personal_number, Pen("mono-medium", 11, INK), field="personal_number")
    return sheet.finish()
