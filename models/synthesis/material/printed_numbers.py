"""How identifiers are printed: the spaces, dashes and points that people put into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Literal

NumberKind = Literal[
    "iban", "bic", "vat_id", "tax_id", "card", "phone", "account_number", "routing_number", "resident_number",
    "credit_code",
]  # fmt: skip

_VAT_FORMS: Mapping[str, tuple[str, ...]] = {
    "AT": ("#########",),
    "BE": ("####.###.###", "##########", "#### ### ###", "#### ######"),
    "CH": ("-###.###.### {tail}", "-###.###.### {tail}", "######### {tail}", "-### ### ### {tail}"),
    "DE": ("#########", "#########", "### ### ###", "### / ### / ###"),
    "ES": ("#########", "#########", "#-########", "#-#######-#", "# ########"),
    "FR": ("## ### ### ###", "###########", "## #########", "##.###.###.###"),
    "GB": ("### #### ##", "#########", "### ### ###", "### #### ##"),
    "IT": ("###########", "###########", "##### ######", "### #### ####"),
    "NL": ("############", "############", "####.##.###.###", "#########.###", "#### ## ### ###"),
    "PL": ("##########", "###-###-##-##", "### ### ## ##", "###-##-##-###"),
    "PT": ("#########", "### ### ###", "#########", "### ### ###"),
    "SE": ("############", "############", "######-####-##", "###### #### ##", "##########-##"),
}
"""What follows the country's letters: each # takes the next character; {tail}: the letters at the end."""

_TAX_FORMS: Mapping[str, tuple[str, ...]] = {
    "AT": ("##-###/####", "## ###/####", "##-###/####"),
    "AU": ("## ### ### ###", "## ### ### ###", "###########", "##-###-###-###"),
    "BE": ("####.###.###", "#### ### ###", "##########"),
    "BR": ("##.###.###/####-##", "##.###.###/####-##", "##############"),
    "CH": ("###-###.###.###", "###-###.###.###", "### ### ### ###"),
    "DE": ("##/###/#####", "##/###/#####", "##########", "###/###/#####", "###/####/####", "### / ### / #####"),
    "ES": ("#########", "#########", "#-########", "#-#######-#"),
    "FR": ("### ### ### #####", "##############", "### ### ### #####"),
    "GB": ("##### #####", "##########"),
    "IN": ("###############",),
    "IT": ("###########",),
    "MX": ("############", "############", "###-######-###", "### ###### ###"),
    "MY": ("###-####-########", "############"),
    "PL": ("##########", "###-###-##-##", "### ### ## ##"),
    "PT": ("#########", "### ### ###"),
    "SE": ("######-####", "######-####", "###### ####"),
    "SG": ("##########",),
    "US": ("##-#######", "##-#######", "#########"),
}

_ROUTING_FORMS: Mapping[str, tuple[str, ...]] = {
    "AU": ("###-###", "###-###", "######", "### ###"),
    "DE": ("### ### ##", "########"),
    "GB": ("##-##-##", "##-##-##", "##-##-##", "## ## ##", "######"),
}

_AMEX, _DINERS, _LONG = "#### ###### #####", "#### ###### ####", "###### #############"
_CARD_FORMS: Mapping[int, tuple[str, ...]] = {14: (_DINERS,), 15: (_AMEX,), 19: ("#### #### #### #### ###", _LONG)}


def grouped(rng: Random, value: str, kind: NumberKind, country: str = "") -> str:
    """A printed form of a compact identifier; its letters and digits stay.

    country: whose, for numbers that do not say it: tax_id, routing_number, a VAT number without its letters.
    """
    if kind == "iban":
        return _iban(rng, value)
    if kind == "vat_id":
        return _vat_id(rng, value, country)
    if kind == "card":
        return _card(rng, value)
    if kind == "phone":
        return _phone(rng, value)
    if kind == "tax_id":
        return _shaped(rng, value, _TAX_FORMS.get(country, ()))
    if kind == "routing_number":
        return _shaped(rng, value, _ROUTING_FORMS.get(country, ()))
    if kind == "bic" and len(value) > 8 and rng.random() < 0.08:
        return _blocks(value, (4, 2, 2, 3), " ")
    if kind == "account_number" and country == "SE":
        return _shaped(rng, value, ("###-####", "###-####", "####-####", "####-####", "#######", "########"))
    if kind == "account_number" and rng.random() < 0.25:
        return _blocks(value, (rng.choice((3, 4)),) * len(value), rng.choice(" -" if country in ("IN", "MY") else " "))
    if kind == "resident_number" and rng.random() < 0.15:
        return _blocks(value, (6, 8, 4), " ")
    return value


def masked_card(rng: Random, last_four: str) -> str:
    """A card's number as slips print it: "**** **** **** 1234"."""
    mark = rng.choice("****XXXxx#")
    lead = rng.choice(
        (f"{mark * 4} " * 3, mark * 12, f"{mark * 4}-" * 3, mark * 4, f"{mark * 4} ", mark * 8, "", mark * 2)
    )
    return lead + last_four


def _iban(rng: Random, value: str) -> str:
    separator = rng.choices((" ", "", "-"), (80, 18, 2))[0]
    return _blocks(value, (4,) * len(value), separator)


def _vat_id(rng: Random, value: str, country: str) -> str:
    start = next((code for code in ("CHE", value[:2]) if value.startswith(code) and code.isalpha()), "")
    start = start if start == "CHE" or start in _VAT_FORMS else ""
    body = value[len(start) :]
    tail = body.lstrip("0123456789") if start == "CHE" else ""
    forms = _VAT_FORMS.get(start[:2] or country, ())
    text = _shaped(rng, body.removesuffix(tail), tuple(form.replace("{tail}", "").rstrip() for form in forms))
    gap = "" if text.startswith("-") else rng.choices(("", " ", "-"), (70, 28, 2))[0]
    return f"{start}{gap if start else ''}{text}{' ' if tail else ''}{tail}"


def _card(rng: Random, value: str) -> str:
    separator = rng.choices((" ", "", "-", "  "), (78, 12, 5, 5))[0]
    text = _shaped(rng, value, _CARD_FORMS.get(len(value), ())) if len(value) in _CARD_FORMS else ""
    if not text:
        text = _blocks(value, (4,) * len(value), " ")
    return text.replace(" ", separator)


def _phone(rng: Random, value: str) -> str:
    """Now and then other marks between the groups."""
    if rng.random() < 0.8 or not all(mark.isdigit() or mark in " +" for mark in value):
        return value
    return value.replace(" ", rng.choice(("-", ".", "")))


def _shaped(rng: Random, value: str, forms: Sequence[str]) -> str:
    """The value in one of the forms that hold as many characters, the first ones more often."""
    fitting = [form for form in forms if form.count("#") == len(value)]
    if not fitting:
        return value
    characters = iter(value)
    return "".join(next(characters) if mark == "#" else mark for mark in rng.choice(fitting))


def _blocks(value: str, sizes: Sequence[int], separator: str) -> str:
    parts, start = [], 0
    for size in sizes:
        if start < len(value):
            parts.append(value[start : start + size])
            start += size
    return separator.join(parts)
