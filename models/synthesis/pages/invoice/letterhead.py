"""The head of an invoice: logo, the seller's name, its address and contacts."""

from __future__ import annotations

from docfields.models.synthesis.pages import logos
from docfields.models.synthesis.pages.invoice.draft import Draft
from docfields.models.synthesis.pages.invoice.parties import (
    SEPARATORS,
    address_lines,
    contact_entries,
    contact_nodes,
    one_line,
    separator,
)
from docfields.models.synthesis.pages.nodes import Node, Style, box, fit, line, picture, place, row, space, stack

_CONTACT_SHARES = {
    "phone": 0.6, "fax": 0.3, "mobile": 0.15, "email": 0.5, "website": 0.45, "vat_id": 0.25, "tax_id": 0.15,
}  # fmt: skip


def logo(draft: Draft, *, ink: str | None = None) -> Node | None:
    """The seller's mark, or None: a drawn one, or its initials on a ground."""
    look = draft.look
    form = draft.pick("logo", ("none", "mark", "initials"), (70, 4, 2) if look.mechanical else (36, 46, 18))
    if form == "none":
        return None
    side = draft.between("logo/size", 24, 74)
    random = draft.seller_random("logo/figure")
    color = ink or draft.pick("logo/color", (look.accent, look.second))
    if form == "mark":
        return picture(logos.draw_mark(random, (color, look.second)), side, side, "logo")
    initials = "".join(word[0] for word in draft.invoice.seller.name.split()[:3] if word[0].isalnum()).upper()
    style = {"size": side * 0.42, "fill": "#ffffff", "weight": "bold", "font": look.display}
    text = line(draft.say(initials[: draft.pick("logo/letters", (1, 2, 3))]), style=style)
    square = box(
        text,
        fill=color,
        width=side,
        height=side,
        radius=draft.pick("logo/radius", (0, 4, side / 2)),
        align="center horizon",
    )
    return place("logo", square)


def name_style(draft: Draft, *, ink: str | None = None) -> Style:
    """Of the seller's name at the head."""
    look = draft.look
    if look.mechanical:
        return {"weight": draft.pick("name/weight", ("bold", "regular"))}
    style: dict[str, str | float] = {
        "font": look.display,
        "weight": draft.pick("name/weight", ("bold", "bold", "regular")),
    }
    style["size"] = look.size * draft.pick("name/size", (1, 1.2, 1.4, 1.7, 2, 2.4))
    style["fill"] = ink or draft.pick("name/fill", (look.ink, look.accent))
    style["tracking"] = draft.pick("name/tracking", (0, 0, 0, 0.4, 1.2))
    if draft.chance("name/slanted", 0.06):
        style["slant"] = "italic"
    return style


def seller_name(draft: Draft, *, ink: str | None = None) -> Node | None:
    """The name, and now and then what the firm does."""
    name = fit(line(draft.say(draft.invoice.seller.name, "seller.name"), style=name_style(draft, ink=ink)))
    if not draft.chance("name/trade line", 0.15):
        return name
    trades = draft.where.company.get("trades", ())
    words = draft.seller_random("name/trades").sample(
        trades, min(len(trades), draft.pick("name/trade count", (2, 3, 4)))
    )
    mark = draft.pick("name/trade mark", SEPARATORS)
    style: Style = {"size": draft.look.small, "fill": ink or draft.look.muted}
    return stack(name, line(draft.say(f" {mark} ".join(words)), style=style), gap=draft.look.air * 0.8)


def contacts(draft: Draft, key: str, *, share: float = 1.0, inline: bool = False) -> list[Node | None]:
    """Lines of telephones and the like; share: scales how much of them is printed."""
    names = tuple(name for name, usual in _CONTACT_SHARES.items() if draft.chance(f"{key}/{name}", usual * share))
    if "mobile" in names and "phone" not in names:
        names = tuple(name for name in names if name != "mobile")
    return contact_nodes(draft, key, contact_entries(draft, "seller", names), inline=inline)


def details(draft: Draft, key: str) -> list[Node | None]:
    """Address and contacts of the seller below one another."""
    lines = address_lines(draft, "seller", draft.invoice.seller)
    return [*lines, *contacts(draft, key)]


def joined_details(draft: Draft, key: str) -> Node | None:
    """Address and contacts on a line or two."""
    mark = draft.pick(f"{key}/mark", SEPARATORS)
    parts: list[Node | None] = [one_line(draft, f"{key}/address", "seller", draft.invoice.seller, name=False)]
    for node in contacts(draft, key, inline=True):
        parts += [draft.note(mark), node] if parts[0] is not None or len(parts) > 1 else [node]
    return line(*parts)


def letterhead(draft: Draft, *, full: bool) -> Node | None:
    """The head across the page. full: with address and contacts; else these stand elsewhere."""
    look = draft.look
    key = "letterhead"
    small: Style = {"size": draft.pick(f"{key}/small", (look.small, look.size))}
    form = draft.pick(f"{key}/form", ("left", "right", "center", "split", "opposite"), (30, 14, 18, 26, 12))
    mark = logo(draft)
    name = seller_name(draft)
    body: Node | None = None
    if full:
        if form == "center" or draft.chance(f"{key}/joined", 0.2):
            body = stack(joined_details(draft, key), style=small, align="center" if form == "center" else "left")
        else:
            align = "right" if form in ("right", "split") and draft.chance(f"{key}/aligned", 0.7) else "left"
            body = stack(*details(draft, key), gap=look.air * 0.7, style=small, align=align)
    made: Node | None
    if form == "center":
        made = stack(mark, name, body, gap=look.air, align="center", wide=True)
    elif form in ("left", "right"):
        beside = draft.chance(f"{key}/mark beside", 0.5)
        if mark is not None and beside:
            inner = stack(name, body, gap=look.air)
            widths = ["auto", "1fr"] if form == "left" else ["1fr", "auto"]
            pair = [mark, inner] if form == "left" else [inner, mark]
            made = row(
                pair, widths, gutter=look.size, aligns=["left horizon" if form == "left" else "right horizon"] * 2
            )
        else:
            made = stack(mark, name, body, gap=look.air, align=form, wide=True)
    else:
        first = stack(mark, name, gap=look.air)
        if mark is not None and draft.chance(f"{key}/mark beside", 0.4):
            first = row([mark, name], ["auto", "1fr"], gutter=look.size, aligns=["left horizon", "left horizon"])
        pair = [first, body] if form == "split" else [body, first]
        ends = ["left", "right"]
        made = row(pair, ["3fr", "2fr"] if form == "split" else ["2fr", "3fr"], aligns=ends) if body else first
    below = separator(draft) if not look.mechanical and draft.chance(f"{key}/rule", 0.25) else None
    return stack(made, below, gap=look.air * 1.5, wide=True)


def band(draft: Draft, height: float) -> Node | None:
    """A coloured band with the name in it, from edge to edge."""
    look = draft.look
    dark = draft.chance("band/dark", 0.65)
    ink = "#ffffff" if dark else look.ink
    mark = logo(draft, ink=look.accent if not dark else logos.shade(look.accent, 0.35))
    lines = contacts(draft, "band", share=0.7) if draft.chance("band/contacts", 0.5) else []
    right = stack(*lines, gap=look.air * 0.6, align="right", style={"size": look.small, "fill": ink})
    left = [mark, seller_name(draft, ink=ink)] if mark else [seller_name(draft, ink=ink)]
    inner = row(left, ["auto", "1fr"] if mark else ["1fr"], aligns=["left horizon"] * len(left))
    body = row([inner, right], ["3fr", "2fr"], aligns=["left horizon", "right horizon"])
    fill = look.accent if dark else look.light
    return box(
        body,
        fill=fill,
        width=look.paper[0],
        height=height,
        inset=(look.margins[3], 6),
        align="left horizon",
        style={"fill": ink},
    )


def sidebar(draft: Draft, width: float) -> Node | None:
    """A column along the edge of the page with all that there is to say of the seller."""
    look = draft.look
    dark = draft.chance("sidebar/dark", 0.5)
    ink = "#ffffff" if dark else look.ink
    style: Style = {"size": look.small, "fill": ink}
    lines = [logo(draft, ink=logos.shade(look.accent, 0.4) if dark else None), space(10)]
    lines += [seller_name(draft, ink=ink), space(8), *details(draft, "sidebar")]
    fill = look.accent if dark else draft.pick("sidebar/fill", (look.light, None))
    inner = stack(*lines, gap=look.air, style=style)
    return box(inner, fill=fill, width=width, height=look.paper[1], inset=(12, look.margins[0]), style=style)
