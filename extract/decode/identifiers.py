"""Readers of account, tax, card and document numbers, and of addresses in networks."""

from __future__ import annotations

import re
from collections.abc import Callable

from docfields.schemas.checks import (
    card_number_holds,
    chinese_id_holds,
    compact,
    iban_holds,
    run_checks,
    vat_id_holds,
)

from ..notation import contacts, identifiers
from ..notation.reading import Reading, fold
from .option import Job, Option
from .repair import REPAIRED, all_digits, all_letters, until_check_holds

CHECK_PASSED, CHECK_FAILED = 1.15, 0.8
"""Factors of a value whose checks all hold, and of one that fails: specimens fail on purpose."""

FEWEST_PHONE_DIGITS = 6

_NUMBER_SIGN = re.compile(r"^(?:#|№|n[°ºo]\.?:?(?=\s|\d)|no\.|nr\.?(?=\s|\d)|:)\s*", re.IGNORECASE)


def read_identifier(job: Job) -> tuple[Option, ...]:
    """Any number of a document or customer: without spaces, number signs and marks at its ends."""
    text = fold(job.text).strip()
    while (stripped := _NUMBER_SIGN.sub("", text)) != text:
        text = stripped
    value = re.sub(r"\s+", "", text).strip(".,:;|_#'\"*=")
    value = value.strip("-") if not re.fullmatch(r"\(.*\)", value) else value[1:-1]
    if not any(character.isalnum() for character in value):
        return ()
    has_digit = any(character.isdigit() for character in value)
    return (Option(value, 1.0 if has_digit else 0.6),)


def read_vat_id(job: Job) -> tuple[Option, ...]:
    """A VAT number; letters and digits are exchanged only where the check digits then hold."""
    found = _found(job, identifiers.find_vat_ids(job.text))
    if any(option.checks and all(check.passed for check in option.checks) for option in found):
        return found
    repaired = _repaired(job, compact(job.text), lambda text: bool(vat_id_holds(text, job.habits.country)))
    return repaired or found or _fallback(job)


def read_tax_id(job: Job) -> tuple[Option, ...]:
    """A taxpayer's number; where its shape is not known, what stands there without spaces."""
    found = [one for one in identifiers.find_tax_ids(job.text) if one.score >= 0.5]
    whole = [one for one in identifiers.find_vat_ids(job.text) if one.score >= 0.5]
    return _found(job, tuple(whole or found)) or _fallback(job)


def read_iban(job: Job) -> tuple[Option, ...]:
    """An IBAN of its country's length; repaired only where the check digits then hold."""
    found = _found(job, identifiers.find_ibans(job.text))
    if any(all(check.passed for check in option.checks) for option in found):
        return found
    text = re.sub(r"^\W*iban\W*", "", fold(job.text), flags=re.IGNORECASE)
    code = re.sub(r"[\W_]", "", text)
    shape = identifiers.iban_shape(all_letters(code[:2].upper()))
    if len(shape) != len(code) or not shape:
        return found
    shaped = "".join(_SHAPES[kind](character) for character, kind in zip(code, shape, strict=True)).upper()
    if iban_holds(shaped):
        return (_checked(job, shaped, REPAIRED, job.text),)
    return _repaired(job, shaped, iban_holds) or found


_SHAPES: dict[str, Callable[[str], str]] = {"n": all_digits, "a": all_letters, "c": str}
"""What a character of an IBAN becomes where its country has a digit, a letter, or either."""


def read_bic(job: Job) -> tuple[Option, ...]:
    """A BIC; its first six characters are letters."""
    found = _found(job, identifiers.find_bics(job.text))
    if found:
        return found
    code = compact(re.sub(r"^\W*(?:bic|swift)\W*", "", job.text, flags=re.IGNORECASE))
    shaped = all_letters(code[:6]) + code[6:]
    return tuple(
        _checked(job, one.value, REPAIRED, job.text) for one in identifiers.find_bics(shaped) if shaped != code
    )


def read_card_number(job: Job) -> tuple[Option, ...]:
    """Digits of a card number; letters are made digits only where Luhn then holds."""
    found = _found(job, identifiers.find_card_numbers(job.text))
    if found:
        return found
    digits = re.sub(r"[\s.\-]", "", fold(job.text))
    if digits.isdecimal() and 12 <= len(digits) <= 19:
        return (_checked(job, digits, 0.6),)
    code = re.sub(r"[\W_]", "", fold(job.text))
    if 12 <= len(code) <= 19 and all_digits(code).isdecimal() and card_number_holds(all_digits(code)):
        return (_checked(job, all_digits(code), REPAIRED, job.text),)
    return ()


def read_personal_number(job: Job) -> tuple[Option, ...]:
    """A person's number in a register: China's with its check character, others as printed without spaces."""
    found = _found(job, identifiers.find_chinese_ids(job.text))
    if found:
        return found
    code = compact(job.text)
    if len(code) == 18:
        digits = all_digits(code[:17]) + code[17]
        if digits != code and chinese_id_holds(digits):
            return (_checked(job, digits, REPAIRED, job.text),)
    return read_identifier(job)


def read_account_number(job: Job) -> tuple[Option, ...]:
    """A national account number: what stands there without spaces, if it has digits."""
    return tuple(option for option in read_identifier(job) if any(map(str.isdigit, option.value)))


def read_phone(job: Job) -> tuple[Option, ...]:
    """A phone as printed; a text with enough digits is one even where its shape is odd."""
    found = contacts.find_phones(job.text, job.habits.country)
    if found:
        return tuple(Option(one.value, max(one.score, 0.8)) for one in found)
    text = fold(job.text).strip(" .:;,")
    if sum(map(str.isdigit, text)) < FEWEST_PHONE_DIGITS:
        return ()
    return (Option(re.sub(r"\s+", " ", text), 0.5),)


def read_email(job: Job) -> tuple[Option, ...]:
    """An e-mail address without the spaces that OCR sets."""
    found = contacts.find_emails(job.text)
    if found:
        return tuple(Option(one.value, one.score) for one in found)
    text = re.sub(r"\s", "", fold(job.text))
    return (Option(text, 0.5),) if re.fullmatch(r"[^@]+@[^@]+", text) else ()


def read_website(job: Job) -> tuple[Option, ...]:
    """The address of a website."""
    return tuple(Option(one.value, one.score) for one in contacts.find_websites(job.text))


def read_mrz(job: Job) -> tuple[Option, ...]:
    """The lines of a machine-readable zone in capitals, without spaces, joined by a line feed."""
    lines = [re.sub(r"\s", "", line).upper() for line in job.text.splitlines()]
    text = "\n".join(line for line in lines if line)
    return (Option(text, 1.0),) if re.fullmatch(r"[A-Z0-9<\n]+", text) else ()


def _found(job: Job, readings: tuple[Reading, ...]) -> tuple[Option, ...]:
    """Checked options, the best first."""
    options = (_checked(job, one.value, max(one.score, 0.7)) for one in readings)
    return tuple(sorted(options, key=lambda option: -option.score))


def _checked(job: Job, value: str, score: float, corrected_from: str | None = None) -> Option:
    checks = run_checks(job.note.type, value, job.habits.country)
    if checks:
        score *= CHECK_PASSED if all(check.passed for check in checks) else CHECK_FAILED
    return Option(value, round(min(1.0, score), 4), checks, corrected_from)


def _repaired(job: Job, text: str, holds: Callable[[str], bool]) -> tuple[Option, ...]:
    repaired = until_check_holds(text, holds)
    return () if repaired is None else (_checked(job, repaired.upper(), REPAIRED, job.text),)


def _fallback(job: Job) -> tuple[Option, ...]:
    """The text without spaces, if it has the digits that a number needs."""
    options = read_identifier(job)
    return tuple(_checked(job, option.value, 0.7) for option in options if sum(map(str.isdigit, option.value)) >= 4)
