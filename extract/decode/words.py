"""Readers of names, addresses, free text, and of words from a closed list."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz, process

from ..notation import countries, currencies
from ..notation.reading import fold, fold_letters
from .option import Job, Option

FUZZY_CHOICE = 85
"""Of 100: how alike a printed word must be to a word of a closed list."""

_FRILLS = " \t\n:;,|/\\_=~*·•-–—'\"`<>"
"""What stands at the ends of a value and belongs to rules, labels and noise, not to it."""

_SEX_WORDS = {
    "M": (
        "m male mann mannlich masculin masculino maschile homme hombre h man mand mies muz mezczyzna ferfi "
        "laki-laki lelaki 男"
    ),
    "F": (
        "f female frau weiblich feminin femenino femminile femme mujer vrouw v kvinna kvinde nainen zena "
        "kobieta k no perempuan w 女"
    ),
    "X": "x < unspecified divers unbestimmt",
}
_SEX_OF = {word: sex for sex, words in _SEX_WORDS.items() for word in words.split()}

_DOCUMENT_TYPES = {
    "passport": (
        "passport", "reisepass", "passeport", "pasaporte", "passaporto", "paspoort", "passaporte", "paszport",
        "pass", "护照",
    ),
    "residence_permit": (
        "residence permit", "permanent resident", "aufenthaltstitel", "titre de sejour",
        "permiso de residencia", "permesso di soggiorno", "verblijfstitel",
        "uppehallstillstand", "karta pobytu", "居留许可",
    ),
    "driving_licence": (
        "driving licence", "driving license", "driver license", "driver's license", "fuhrerschein",
        "permis de conduire", "permiso de conduccion", "patente di guida", "rijbewijs", "korkort",
        "prawo jazdy", "驾驶证",
    ),
    "visa": ("visa", "visum", "visado", "visto", "签证"),
    "id_card": (
        "identity card", "id card", "personalausweis", "carte nationale d'identite", "carta d'identita",
        "documento nacional de identidad", "identiteitskaart", "dowod osobisty",
        "identitatskarte", "居民身份证",
    ),
}  # fmt: skip
"""Titles as documents print them, folded by `fold_letters`; the first kind that has one wins."""

_NETWORKS = {
    "Visa": ("visa", "visa electron"),
    "Mastercard": ("mastercard", "master card"),
    "Maestro": ("maestro",),
    "American Express": ("american express", "amex", "americanexpress"),
    "Discover": ("discover",),
    "Diners Club": ("diners club", "diners club international"),
    "JCB": ("jcb",),
    "UnionPay": ("unionpay", "union pay", "银联", "中国银联"),
    "RuPay": ("rupay",),
    "Interac": ("interac",),
    "girocard": ("girocard",),
    "Carte Bancaire": ("cb", "carte bancaire"),
}


def read_text(job: Job) -> tuple[Option, ...]:
    """White space made single; rules, colons and the label's remains taken off the ends."""
    text = tidy(job.text)
    return (Option(text, 1.0),) if text else ()


def read_name(job: Job) -> tuple[Option, ...]:
    """A name as printed, on one line, without brackets left open."""
    text = tidy(re.sub(r"\s*\n\s*", " ", job.text))
    if text.count("(") != text.count(")"):
        text = tidy(text.strip("()"))
    if not any(character.isalnum() for character in text):
        return ()
    mostly_digits = sum(character.isdigit() for character in text) > len(text) / 2
    return (Option(text, 0.5 if mostly_digits else 1.0),)


def read_address(job: Job) -> tuple[Option, ...]:
    """An address on one line, its lines joined by ", "."""
    lines = [tidy(line) for line in job.text.splitlines()]
    text = ", ".join(line for line in lines if line)
    return (Option(text, 1.0),) if sum(character.isalnum() for character in text) >= 3 else ()


def read_place(job: Job) -> tuple[Option, ...]:
    """A mark that something is there; its place is in the evidence."""
    return (Option(job.text or job.note.path, 1.0),)


def read_currency(job: Job) -> tuple[Option, ...]:
    """ISO 4217; the document's country decides what "$" or "kr" stands for."""
    whole = currencies.options_of(tidy(job.text))
    options = whole or tuple(one.value for one in currencies.find(job.text))
    own = job.habits.currency
    ranked = sorted(dict.fromkeys(options), key=lambda code: code != own)
    first = 1.0 if len(options) == 1 or own in options else 0.8
    return tuple(Option(code, first if place == 0 else 0.3) for place, code in enumerate(ranked))


def read_country(job: Job) -> tuple[Option, ...]:
    """ISO 3166-1 alpha-2."""
    text = tidy(job.text)
    if len(text) == 2 and countries.icao_code_of(text):
        return (Option(text.upper(), 1.0),)
    codes = (countries.alpha_2_of(option.value) for option in read_country_3(job))
    return tuple(Option(code, 0.95) for code in codes if code)


def read_country_3(job: Job) -> tuple[Option, ...]:
    """The code that ICAO 9303 documents print."""
    text = tidy(job.text)
    if job.candidate.origin == "mrz" and re.fullmatch(r"[A-Z]{1,3}", text):
        return (Option(text, 1.0 if countries.is_code(text) else 0.7),)
    whole = countries.code_of(text) or countries.code_of(text.upper())
    if whole is None and len(text) == 2:
        whole = countries.icao_code_of(text)
    if whole is not None:
        return (Option(whole, 1.0),)
    return tuple(Option(one.value, round(one.score * 0.9, 4)) for one in countries.find(text))


def read_sex(job: Job) -> tuple[Option, ...]:
    """M, F or X; two words that say the same ("F/F", "M / H") are one."""
    words = [fold_letters(word) for word in re.findall(r"[^\s/,.:()]+", fold(job.text))]
    sexes = {_SEX_OF[word] for word in words if word in _SEX_OF}
    if len(sexes) != 1:
        return ()
    return (Option(sexes.pop(), 1.0 if len(words) <= 2 else 0.7),)


def read_document_type(job: Job) -> tuple[Option, ...]:
    """One of the schema's words, from that word or from a printed title."""
    if job.text in job.note.choices:
        return (Option(job.text, 1.0),)
    folded = fold_letters(job.text)
    for kind, titles in _DOCUMENT_TYPES.items():
        if any(title in folded for title in titles):
            return (Option(kind, 0.9),)
    return ()


def read_network(job: Job) -> tuple[Option, ...]:
    """The card network's usual name."""
    names = {_alike(printed): network for network, every in _NETWORKS.items() for printed in every}
    folded = _alike(fold_letters(tidy(job.text)))
    if folded in names:
        return (Option(names[folded], 1.0),)
    best = process.extractOne(folded, list(names), scorer=fuzz.ratio, score_cutoff=FUZZY_CHOICE)
    return () if best is None else (Option(names[best[0]], round(best[1] / 100 * 0.9, 4)),)


def _alike(text: str) -> str:
    """The same for characters that look alike in a logo: l, 1 and i, 0 and o, 5 and s."""
    return text.translate(str.maketrans("l1|05", "iiios"))


def read_choice(job: Job) -> tuple[Option, ...]:
    """One of the words that the schema lists."""
    choices = {_choice_key(choice): choice for choice in job.note.choices}
    choice = choices.get(_choice_key(tidy(job.text)))
    return () if choice is None else (Option(choice, 1.0),)


def _choice_key(text: str) -> str:
    return fold_letters(text).replace(" ", "_").replace("-", "_")


def tidy(text: str) -> str:
    """Composed characters, single spaces, nothing but the value at the ends."""
    composed = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", composed).strip(_FRILLS)


# A point or a dash before a digit is the number's own: ".50", "-8,79".
_BETWEEN_LABEL_AND_VALUE = re.compile(r"^\s*(?:[:;#|=]\s*|[.,\-–]\s*(?=[^\W\d])|[.,\-–]\s*(?=[:;#|=]))+")


def without_label(text: str, label: str | None) -> str:
    """The text without the label, or the part of one, that was cut out together with it."""
    if not label:
        return text
    stripped = text.lstrip()
    name = label.rstrip(" :.").casefold()
    if stripped.casefold().startswith(name) and not stripped[len(name) : len(name) + 1].isalnum():
        shorter = stripped[len(name) :]
        if any(character.isalnum() for character in shorter):
            return _BETWEEN_LABEL_AND_VALUE.sub("", shorter)
    return _BETWEEN_LABEL_AND_VALUE.sub("", text)
