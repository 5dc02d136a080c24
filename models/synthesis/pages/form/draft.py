"""A form in the making: its issuer's looks and habits, who fills it in, and what has been printed so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from docfields.models.synthesis.material.locale import Habits
from docfields.models.synthesis.material.tables import Locale
from docfields.models.synthesis.pages.form import parts
from docfields.models.synthesis.pages.form.case import Case
from docfields.models.synthesis.pages.form.look import FormLook, Writer
from docfields.models.synthesis.pages.form.parts import Part
from docfields.models.synthesis.pages.form.words import Words
from docfields.models.synthesis.pages.nodes import Stroke, Style
from docfields.models.synthesis.pages.typeset import Cell, Texts, Token

_SHAPES = {
    "square": '<rect x="1" y="1" width="18" height="18" fill="none" stroke="{color}" stroke-width="{line}"/>',
    "round": '<circle cx="10" cy="10" r="9" fill="none" stroke="{color}" stroke-width="{line}"/>',
    "soft": '<rect x="1" y="1" width="18" height="18" rx="4" fill="none" stroke="{color}" stroke-width="{line}"/>',
    "shadow": '<path d="M4 20H20V4" fill="none" stroke="{color}" stroke-width="2.4"/>'
    '<rect x="1" y="1" width="16.5" height="16.5" fill="#ffffff" stroke="{color}" stroke-width="{line}"/>',
    "brackets": '<path d="M6 1H2V19H6M14 1H18V19H14" fill="none" stroke="{color}" stroke-width="{line}"/>',
}


class Draft:
    """What the blocks of a form share. design: the issuer's generator of the block that is being made."""

    def __init__(
        self, seed: int, rng: Random, where: Locale, look: FormLook, writer: Writer, habits: Habits, words: Words
    ) -> None:
        self.rng = rng
        self.where = where
        self.look = look
        self.writer = writer
        self.habits = habits
        self.words = words
        self.case = Case(rng, where, habits)
        self.texts = Texts()
        self.share = 1.0
        self.design = Random(seed)
        self._seed = seed
        self._tables = 0
        self._sections = 0
        self._box_shape = Random(f"{seed}/boxes").choice(
            ("square", "square", "square", "soft", "round", "shadow", "brackets")
        )

    def begin(self, block: str) -> None:
        """The issuer's choices of a block do not depend on what was filled in before."""
        self.design = Random(f"{self._seed}/{block}")

    @property
    def width(self) -> float:
        """Of the column that is being filled, in points."""
        return self.look.width * self.share

    def room(self, *options: float) -> float:
        """How many short fields stand in a row; fewer in a column of the page."""
        return max(1.2, self.design.choice(options) * (0.55 if self.share < 1 else 1))

    def new_table(self) -> int:
        self._tables += 1
        return self._tables - 1

    def width_of(self, text: str) -> float:
        """About how wide a label is, in points."""
        narrow = 0.63 if self.look.manner == "typed" else 0.6 if text.isupper() else 0.53
        return self.look.size * sum(1.0 if ord(mark) > 0x2E7F else narrow for mark in text)

    # Words.

    def word(self, name: str) -> str:
        """The issuer's wording out of a list, the same each time."""
        return Random(f"{self._seed}/{name}").choice(self.words.lists[name])

    def label(self, concept: str, *, colon: bool = True) -> str:
        return self.habits.label(self.where, f"form.{concept}", colon=colon)

    def colon(self, text: str) -> str:
        """A label that is no concept's, with the issuer's colon."""
        return text if text.endswith(("?", "？", ":")) else text + self.habits.colon_text(self.where)

    def say(self, text: str, style: Style | None = None, *, label: bool = False) -> Part | None:
        """A text of the form itself. label: whether it announces something."""
        token = self.texts.add(text, label="" if label else None)
        return parts.text(token, style=style) if token else None

    # Questions and answers.

    def ask(self, label: str, value: str, *, cell: Cell | None = None) -> tuple[Part | None, Part | None]:
        """A question's label and its answer, linked; sometimes nobody answered."""
        held = self.rng.random() >= self.writer.empty and bool(value)
        pair = self.texts.new_pair() if held else None
        token = self.texts.add(label, label="", pair=pair)
        answer = self.texts.add(self.written(value), pair=pair, cell=cell) if held else None
        return parts.text(token, style=self.look.label_style) if token else None, self.fill_in(answer)

    def written(self, value: str) -> str:
        return value.upper() if self.writer.capitals else value

    def fill_in(self, token: Token | None, *, still: bool = False, scale: float = 1) -> Part | None:
        """A token as the filler writes it. still: exactly at its place, as in boxes of one character."""
        writer, rng = self.writer, self.rng
        style: Style = {**writer.style, "size": writer.style["size"] * scale}
        if still or not writer.unsteady:
            return parts.answer(token, style)
        if writer.way == "machine":
            return parts.answer(token, style, dx=rng.uniform(-1, 6), dy=rng.uniform(-1.6, 1.6))
        swings = [(rng.uniform(-0.05, 0.05), rng.uniform(-0.25, 0.25)) for _ in range(3)]
        turned = rng.uniform(-0.8, 0.5)
        return parts.answer(token, style, dx=rng.uniform(0, 7), dy=rng.uniform(-1.8, 1.2), turn=turned, swings=swings)

    def tick_box(self, ticked: bool, size: float | None = None) -> Part:
        """A box, ticked the way this filler does."""
        side = size or self.look.size * 0.95
        line = 1.6 if side > 7 else 2.0
        drawn = _SHAPES[self._box_shape].format(color=self.look.ink, line=line)
        if ticked:
            drawn += _mark(self.writer.mark, str(self.writer.style["fill"]), self.rng)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 28 28">{drawn}</svg>'
        return parts.check(svg, side * 1.4)

    def option(
        self, text: str, ticked: bool, pair: int | None, *, after: bool = False, style: Style | None = None
    ) -> Part:
        """A box and its words. pair: of the question, where this is the answer. after: the words before the box."""
        token = self.texts.add(text, pair=pair if ticked else None)
        body = [self.tick_box(ticked), parts.text(token, style=style)]
        return parts.inline(*(body[::-1] if after else body), gap=2)

    def choose(self, label: str, options: Sequence[str], *, several: bool = False) -> tuple[Part | None, list[Part]]:
        """A question with options to tick: its label, and the options, of which the ticked ones are its answer."""
        count = min(len(options), self.rng.choice((1, 1, 2)) if several else 1)
        ticked = self.rng.sample(range(len(options)), count) if self.rng.random() >= self.writer.empty else []
        pair = self.texts.new_pair() if ticked else None
        token = self.texts.add(label, label="", pair=pair)
        after = Random(f"{self._seed}/after").random() < 0.15
        made = [self.option(text, index in ticked, pair, after=after) for index, text in enumerate(options)]
        return parts.text(token, style=self.look.label_style) if token else None, made

    # Heads of sections.

    def heading(self, text: str) -> Part | None:
        """A section's head, numbered as the issuer numbers."""
        look = self.look
        number = _number(look.numbering, self._sections)
        self._sections += 1
        between = "" if look.numbering == "一、" else " "
        style: dict[str, object] = {"size": look.heading_size}
        if look.bold_heads:
            style["weight"] = "bold"
        if look.heading not in ("bar",):
            style["fill"] = look.accent
        cased = text.upper() if Random(f"{self._seed}/heads").random() < 0.3 else text
        token = self.texts.add(f"{number}{between}{cased}" if number else cased)
        return self._framed_heading(token, style)

    def _framed_heading(self, token: Token | None, style: Mapping[str, object]) -> Part | None:
        look = self.look
        body = parts.text(token, style=style, underline=look.heading == "underlined")
        if look.heading == "bar":
            dark = Random(f"{self._seed}/bar").random() < 0.35 and look.accent != "#000000"
            ink = "#ffffff" if dark else look.ink
            return parts.box(
                body, fill=look.accent if dark else look.light, inset=(4, look.air * 0.8), style={"fill": ink}
            )
        if look.heading == "boxed":
            return parts.box(body, stroke=look.line, inset=(4, look.air * 0.8))
        if look.heading == "ruled":
            return parts.box(body, stroke=(1, look.accent), sides=("bottom",), inset=(0, look.air * 0.7))
        return body

    @property
    def full_lines(self) -> Mapping[str, Stroke | None]:
        return dict.fromkeys(("left", "right", "top", "bottom"), self.look.line)


def _number(numbering: str, index: int) -> str:
    romans = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    numerals = "一二三四五六七八九十"
    if index >= len(romans):
        return ""
    return {
        "1.": f"{index + 1}.", "1": str(index + 1), "(1)": f"({index + 1})", "A": f"{chr(65 + index)}.",
        "I.": f"{romans[index]}.",
        "一、": f"{numerals[index]}、",
    }.get(numbering, "")  # fmt: skip


def _mark(kind: str, ink: str, rng: Random) -> str:
    """What ticks a box of 20 by 20."""
    x, y = rng.uniform(-2, 2), rng.uniform(-2, 2)
    width = rng.uniform(1.8, 3)
    if kind == "fill":
        return f'<rect x="4.5" y="4.5" width="11" height="11" fill="{ink}"/>'
    paths = {
        "tick": f"M{2 + x:.1f} {10 + y:.1f}L{8 + x:.1f} {17 + y:.1f}L{20 + x:.1f} {-1 + y:.1f}",
        "cross": f"M{3 + x:.1f} {3 + y:.1f}L{17 + x:.1f} {17 + y:.1f}M{17 + x:.1f} {3 + y:.1f}"
        f"L{3 + x:.1f} {17 + y:.1f}",
        "typed_x": "M4.5 4.5L15.5 15.5M15.5 4.5L4.5 15.5",
        "line": f"M{1 + x:.1f} {16 + y:.1f}L{19 + x:.1f} {4 + y:.1f}",
        "scribble": "M2 8L18 4L3 12L18 9L3 16L18 14L5 19",
    }
    return f'<path d="{paths[kind]}" fill="none" stroke="{ink}" stroke-width="{width:.1f}" stroke-linecap="round"/>'
