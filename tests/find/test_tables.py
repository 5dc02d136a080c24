"""Which column means what, and where one column ends."""

from __future__ import annotations

from docfields.find.geometry import Box
from docfields.find.tables import Column, Header, assign_concepts, column_edges


def _box(left: float, right: float, top: float = 0.0) -> Box:
    return Box(left, top, right, top + 10)


def test_titles_of_one_meaning_are_served_first() -> None:
    columns = [
        ("Item", _box(0, 20), frozenset({"item.sku", "item.description"})),
        ("Description", _box(40, 90), frozenset({"item.description"})),
        ("Price", _box(200, 230), frozenset({"item.unit_price"})),
        ("Total", _box(300, 330), frozenset({"item.amount"})),
    ]
    assert assign_concepts(columns) == ["item.sku", "item.description", "item.unit_price", "item.amount"]


def test_a_net_amount_is_preferred_to_a_later_one() -> None:
    amount = frozenset({"item.amount"})
    assert assign_concepts([("Total HT", _box(0, 40), amount), ("Total TTC", _box(60, 99), amount)]) == [
        "item.amount",
        None,
    ]
    assert assign_concepts([("Price", _box(0, 40), amount), ("Total", _box(60, 99), amount)]) == [None, "item.amount"]


def test_columns_end_where_fewest_cells_are_cut() -> None:
    titles = (Column("item.description", "Description", _box(0, 50)), Column("item.amount", "Amount", _box(260, 300)))
    header = Header(titles, (), 0, 10)
    cells = [_box(0, 180, 20), _box(270, 300, 20), _box(0, 90, 40), _box(240, 300, 40)]
    [edge] = column_edges(header, cells)
    assert 180 < edge < 240
