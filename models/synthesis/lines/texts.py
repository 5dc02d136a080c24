"""What Latin lines of documents say: labels with values, amounts, codes, addresses, items, sentences, till lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from docfields.models.synthesis.lines import codes, foreign
from docfields.models.synthesis.lines.phrases import cut, filled, respaced, tidied
from docfields.models.synthesis.material.digits import digits, fill
from docfields.models.synthesis.material.goods import SECTIONS, draw_items, till_text
from docfields.models.synthesis.material.locale import Locale, draw_habits, locale, locale_codes, write_amount
from docfields.models.synthesis.material.parties import draw_address, draw_company, draw_person

Draw = Callable[[Random, Locale], str]

LONGEST = 46
"""Characters of a line, so that it is not wider than a training batch should be."""

_CAPITALS_SHARE = 0.16
_RESPACED_SHARE = 0.1
_TAX_MARKS = ("", "", " A", " B", " *", " T", " SR", " N", "A", " 1", " #")
_SHORT = (
    "#", "#", "##", "###", "@", "#.", "#)", "x", "%", "Qty", "No", "No.", "Nr.", "N°", "EUR", "USD", "RM", "kg",
    "pcs", "St.", "Stk", "@@", "@#", "#%", "##%", "# x", "x #", "1/1", "#/#", "(#)", "#.##", "Ja", "OK", "A4", "@.",
    "##,##", "#:", "*", "à", "Ø", "§ ##", "#°", "##'", "&", "Mr", "c/o", "i.A.", "##h", "ab", "bis", "+##", "-#",
    "* #.##", "#-#",
)  # fmt: skip
_DECORATIONS = (
    "“{}”", "‘{}’", "«{}»", "« {} »", '"{}"', "'{}'", "{}…", "{} ...", "{}™", "{}®", "© {}", "©{}", "~{}", "[{}]",
    "[ {} ]", "{{}}", "<{}>", "{} — ½", "— {}", "{} —", "± {}", "{}²", "^{}", "\\{}", "{}\\", "{}’s", "→ {}", "¼ {}",
    "{}!", "{}?!", "¿{}?", "† {}", "({})", "( {} )", "@{}", "#{}", "/{}/", "_{}_", "{}*", "{} **", "• {}", "· {}",
    "- {} -", "{}:",
)  # fmt: skip
_LEADERS = (".", ".", ".", ".", "-", "*", "=")


def draw_text(rng: Random) -> str:
    """A line of a page; `COLUMN` marks between what stands in columns."""
    return _drawn(rng, _PAGE)


def draw_till_text(rng: Random) -> str:
    """A line of a receipt or ticket."""
    return _drawn(rng, _TILL)


def draw_columns(rng: Random) -> str:
    """A row of a table, or a label and a value with a row of dots between."""
    return _drawn(rng, ((_row, 4), (_till_row, 4), (_leaders, 3), (_label_column, 3)))


def draw_hand_text(rng: Random) -> str:
    """What people write into forms."""
    return _drawn(rng, _HAND, longest=32)


def draw_display(rng: Random) -> str:
    """Digits of a display: of a pump, a scale, a meter, a clock."""
    pattern = rng.choice(
        ("##.##", "###.##", "#.###", "##:##", "####", "######", "#####.#", "-##.#", "#", "##", "##:##:##", "## ##")
    )
    return fill(rng, pattern)


def _drawn(rng: Random, kinds: Sequence[tuple[Draw, int]], longest: int = LONGEST) -> str:
    where = locale(rng.choice(_latin()))
    text = rng.choices([draw for draw, _ in kinds], [weight for _, weight in kinds])[0](rng, where)
    text = tidied(text)
    if rng.random() < _RESPACED_SHARE:
        text = tidied(respaced(rng, text))
    text = cut(rng, text, longest)
    if rng.random() < _CAPITALS_SHARE and "@" not in text:
        text = text.upper()
    return tidied(text)


@cache
def _latin() -> tuple[str, ...]:
    return tuple(code for code in locale_codes() if not code.startswith("zh"))


@cache
def _concepts(code: str) -> tuple[str, ...]:
    return tuple(sorted(locale(code).labels))


@cache
def _phrase_lists(code: str) -> tuple[str, ...]:
    return tuple(sorted(locale(code).phrases))


def _label(rng: Random, where: Locale) -> str:
    text = filled(rng, rng.choice(where.labels[rng.choice(_concepts(where.code))]))
    if rng.random() < 0.06:
        other = rng.choice(where.labels[rng.choice(_concepts(where.code))])
        text = f"{text}{rng.choice((' / ', '/', ' | ', ' - '))}{filled(rng, other)}"
    return text


def _announced(rng: Random, where: Locale) -> str:
    """A label, often with a colon, sometimes numbered as on forms."""
    number = rng.choice(("#. ", "#) ", "(#) ", "##. ", "#.# ")) if rng.random() < 0.08 else ""
    return fill(rng, number) + _label(rng, where) + rng.choice(("", "", ":", ":", " :", "*", "."))


def _value(rng: Random, where: Locale) -> str:
    draw = rng.choice((_amount, _amount, codes.draw_moment, codes.draw_moment, _code, _code, codes.draw_identifier,
                       codes.draw_number, _name, _town))  # fmt: skip
    return draw(rng, where)


def _labelled(rng: Random, where: Locale) -> str:
    between = rng.choice((" ", ": ", ": ", ": ", ":", " : ", "\t", ":\t", " - ", " # ", " = ", " ", ". ", ".: "))
    return _label(rng, where) + between + _value(rng, where)


def _label_column(rng: Random, where: Locale) -> str:
    return _label(rng, where) + rng.choice(("\t", ":\t", "\t: ", " :\t")) + _value(rng, where)


def _amount(rng: Random, where: Locale) -> str:
    return codes.draw_amount(rng, where)


def _code(rng: Random, where: Locale) -> str:
    return codes.draw_alike(rng) if rng.random() < 0.2 else codes.draw_code(rng)


def _name(rng: Random, where: Locale) -> str:
    if rng.random() < 0.15:
        return foreign.draw_name(rng)
    person = draw_person(rng, where)
    kind = rng.random()
    if kind < 0.1:
        return f"{person.surname}, {person.given_names}"
    if kind < 0.16:
        return f"{person.given_names[0]}. {person.surname}"
    return person.full_name.upper() if kind < 0.3 else person.full_name


def _town(rng: Random, where: Locale) -> str:
    return rng.choice(where.cities).partition("|")[0]


def _address(rng: Random, where: Locale) -> str:
    lines = draw_address(rng, where).printed
    if rng.random() < 0.35:
        return rng.choice((", ", ", ", " - ", " ", " | ", " · ")).join(lines)
    return rng.choice(lines)


def _firm(rng: Random, where: Locale) -> str:
    return foreign.draw_name(rng) if rng.random() < 0.1 else draw_company(rng, where, shop=rng.random() < 0.3).name


def _contact(rng: Random, where: Locale) -> str:
    firm = draw_company(rng, where)
    mail = rng.choice(("", "", "E-Mail: ", "email: ", "e-mail ", "Email:", "@: ")) + firm.email
    site = rng.choice(("", "", "Web: ", "Internet: ")) + firm.website
    if rng.random() < 0.2:
        site += rng.choice(("/", "/shop", f"/{digits(rng, 4)}", "/index.html", "/a?id=7", "/en-gb"))
    return rng.choice((mail, mail, site, site, firm.phone, firm.contact, f"{firm.phone} - {firm.website}"))


def _item(rng: Random, where: Locale) -> str:
    item = draw_items(rng, where, rng.choice(SECTIONS), 1)[0]
    kind = rng.random()
    if kind < 0.5:
        return item.description
    if kind < 0.65 and item.sku:
        return f"{item.sku} {item.description}"
    if kind < 0.85:
        return f"{item.description}{rng.choice((' ', ', ', ' - ', ' / '))}{codes.draw_code(rng)}"
    return f"{item.quantity:f} {item.unit} {item.description}"


def _row(rng: Random, where: Locale) -> str:
    """Some columns of a table's row."""
    item = draw_items(rng, where, rng.choice(SECTIONS), 1)[0]
    habits = draw_habits(rng, where, "invoice")
    price, amount = (write_amount(value, where, habits, symbol=False) for value in (item.unit_price, item.amount))
    columns = [str(rng.randint(1, 30)), item.sku, item.description, f"{item.quantity:f} {item.unit}".strip(), price,
               codes.draw_number(rng, where), amount]  # fmt: skip
    columns = [column for column in columns if column]
    count = rng.choice((2, 2, 3, 3, 4))
    first = rng.randrange(len(columns) - count + 1)
    return "\t".join(columns[first : first + count])


def _till_row(rng: Random, where: Locale) -> str:
    item = draw_items(rng, where, rng.choice(("retail", "meal", "fuel", "hotel")), 1)[0]
    habits = draw_habits(rng, where, "receipt")
    price, amount = (write_amount(value, where, habits, symbol=False) for value in (item.unit_price, item.amount))
    text = till_text(rng, item.description, rng.choice((14, 18, 22, 26)))
    quantity = f"{item.quantity:f}"
    forms = (
        f"{text}\t{amount}", f"{text}\t{amount}", f"{quantity} {text}\t{amount}", f"{quantity} x {price}\t{amount}",
        f"{quantity}x{price}", f"{quantity} X\t{price}\t{amount}", f"{text} {quantity} x {price}",
        f"{quantity} @ {price}", f"{fill(rng, '#############')}\t{amount}", f"{text}", f"{quantity}\t{price}\t{amount}",
        f"{price}/{item.unit or 'St'}",
    )  # fmt: skip
    return rng.choice(forms) + (rng.choice(_TAX_MARKS) if rng.random() < 0.6 else "")


def _leaders(rng: Random, where: Locale) -> str:
    """Dots and dashes from a label to its value, or alone beside a word."""
    mark = rng.choice(_LEADERS)
    run = mark * rng.randint(3, 12)
    kind = rng.random()
    label, value = cut(rng, _label(rng, where), 20), cut(rng, _value(rng, where), 14)
    if kind < 0.6:
        gap, other = rng.choice((("", ""), ("", " "), (" ", " "), (" ", " ")))
        return f"{label}{gap}{run}{other}{value}"
    return f"{run[:5]} {label} {run[:5]}" if kind < 0.85 else f"{run[:3]}{value}{run[:3]}"


def _till_label(rng: Random, where: Locale) -> str:
    concepts = [concept for concept in _concepts(where.code) if concept.startswith("receipt.")]
    label = filled(rng, rng.choice(where.labels[rng.choice(concepts)]))
    value = rng.choice((_amount, codes.draw_moment, _code, _code, codes.draw_number))(rng, where)
    if rng.random() < 0.3:
        return label + rng.choice(("", ":", " :"))
    return label + rng.choice((" ", ": ", ":", " : ", "\t", "\t", ":\t", "#", " #", " ")) + value


def _sentence(rng: Random, where: Locale) -> str:
    text = filled(rng, rng.choice(where.phrases[rng.choice(_phrase_lists(where.code))]))
    kind = rng.random()
    if kind < 0.05:
        return f"({text})"
    if kind < 0.1:
        return rng.choice(("*** {} ***", "* {} *", "- {}", "• {}", '"{}"', "** {} **", "> {}", "1) {}")).format(
            text[:36]
        )
    return text


def _foreign(rng: Random, where: Locale) -> str:
    return foreign.draw_name(rng) if rng.random() < 0.2 else foreign.draw_words(rng)


def _decorated(rng: Random, where: Locale) -> str:
    """Between quotation marks or brackets, or with one of the rarer signs."""
    text = cut(rng, rng.choice((_label, _name, _firm, _foreign, _code))(rng, where), 24)
    return rng.choice(_DECORATIONS).replace("{}", text)


def _short(rng: Random, where: Locale) -> str:
    return fill(rng, rng.choice(_SHORT))


def _identifier(rng: Random, where: Locale) -> str:
    return codes.draw_identifier(rng, where)


def _number(rng: Random, where: Locale) -> str:
    return codes.draw_number(rng, where)


def _moment(rng: Random, where: Locale) -> str:
    return codes.draw_moment(rng, where)


def _hand_word(rng: Random, where: Locale) -> str:
    text = rng.choice((_town, _firm, _sentence, _item))(rng, where)
    return cut(rng, text, 22)


_PAGE: tuple[tuple[Draw, int], ...] = (
    (_announced, 9), (_labelled, 14), (_amount, 8), (_moment, 6), (_code, 8), (_identifier, 8), (_number, 3),
    (_address, 8), (_name, 5), (_firm, 4), (_contact, 6), (_item, 7), (_row, 4), (_sentence, 9), (_foreign, 11),
    (_short, 5), (_decorated, 3),
)  # fmt: skip

_TILL: tuple[tuple[Draw, int], ...] = (
    (_till_row, 28), (_till_label, 26), (_amount, 8), (_moment, 8), (_code, 5), (_address, 6), (_firm, 5),
    (_identifier, 4), (_sentence, 5), (_short, 3), (_leaders, 1), (_contact, 1),
)  # fmt: skip

_HAND: tuple[tuple[Draw, int], ...] = (
    (_name, 25), (_moment, 14), (_amount, 10), (_address, 12), (_town, 6), (_hand_word, 20), (_number, 5), (_code, 4),
    (_short, 4),
)  # fmt: skip
