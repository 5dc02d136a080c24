"""Known dots found again: drawn on a page, photographed, laid flat, and told where they stood."""

from __future__ import annotations

from functools import cache
from itertools import product

import cv2
import numpy as np
import pytest

from docfields.document import Lattice, Line, Page, Quad, Transform, Word
from docfields.models.synthesis.captures.warp import Warp, grid_nodes
from docfields.rectify import AFTER_READING, BEFORE_READING, apply, carry, lay_flat
from docfields.rectify.lean import lean_back
from docfields.rectify.orientation import turn_back

WIDTH, HEIGHT = 420, 600
DOTS = np.array([(x, y) for x in range(45, WIDTH - 20, 66) for y in range(45, HEIGHT - 20, 73)], np.float64) + 0.37
TOLERANCE = 0.1
"""Pixels; what a centroid in a picture of eight bits tells."""

PHOTO = (560, 760)
"""Width and height of the picture taken."""


@cache
def dotted() -> np.ndarray:
    """A page with soft round dots."""
    rows, columns = np.arange(HEIGHT) + 0.5, np.arange(WIDTH) + 0.5
    ink = np.zeros((HEIGHT, WIDTH))
    for x, y in DOTS:
        ink += np.outer(np.exp(-((rows - y) ** 2) / 18), np.exp(-((columns - x) ** 2) / 18))
    return np.repeat((250 - 220 * ink.clip(0, 1))[:, :, None], 3, axis=2).round().astype(np.uint8)


def located(image: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """The centroids of the dots within 14 pixels of where they should be."""
    found = []
    for left, top in expected.astype(int) - 15:
        window = image[max(0, top) : top + 31, max(0, left) : left + 31, 0]
        rows, columns = np.mgrid[: window.shape[0], : window.shape[1]] + 0.5
        rows, columns = rows + max(0, top), columns + max(0, left)
        near = (columns - left - 15) ** 2 + (rows - top - 15) ** 2 < 14**2
        ink = np.where(near, 250.0 - window, 0).clip(0)
        found.append((float((ink * columns).sum() / ink.sum()), float((ink * rows).sum() / ink.sum())))
    return np.array(found)


def onto_photo(size: tuple[float, float]) -> Transform:
    """A picture of this size shrunk or enlarged to the middle of the photo."""
    scale = 0.92 * min(PHOTO[0] / size[0], PHOTO[1] / size[1])
    left, top = (np.array(PHOTO) - scale * np.array(size)) / 2
    return Transform(np.array([[scale, 0, left], [0, scale, top], [0, 0, 1]], np.float64))


def turned(angle: int) -> Transform:
    """From the page to the same page turned clockwise."""
    size = (HEIGHT, WIDTH) if angle % 180 else (WIDTH, HEIGHT)
    return turn_back(WIDTH, HEIGHT, angle).inverse().then(onto_photo(size))


def leaning(angle_deg: float) -> Transform:
    """The page is what a straightened photo shows."""
    way_back, size = lean_back(WIDTH, HEIGHT, angle_deg)
    return way_back.inverse().then(onto_photo(size))


def from_the_side() -> Transform:
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    seen = np.array([[60, 40], [480, 75], [530, 690], [25, 720]], np.float32)
    return Transform(cv2.getPerspectiveTransform(corners, seen).astype(np.float64))


def bend() -> Warp:
    """A sheet rolled and seen from the side."""
    nodes = grid_nodes(41, 31, (WIDTH, HEIGHT))
    seen = from_the_side().points(nodes.reshape(-1, 2)).reshape(nodes.shape)
    x, y = nodes[..., 0], nodes[..., 1]
    waves = np.stack([7 * np.sin(y / 130), 18 * np.sin(x / 110) + 5 * np.cos(y / 90)], axis=-1)
    return Warp.from_mesh(seen + waves, (WIDTH, HEIGHT), PHOTO)


def unwarping() -> Transform:
    """The same bend as a network tells it: by a coarse grid."""
    coarse = grid_nodes(28, 20, (WIDTH, HEIGHT))
    return Transform.bending(bend().points(coarse.reshape(-1, 2)).reshape(coarse.shape), (WIDTH, HEIGHT))


STEPS = {
    "turned by 90": turned(90),
    "turned by 180": turned(180),
    "turned by 270": turned(270),
    "leaning by 7": leaning(7.3),
    "leaning by -25": leaning(-25),
    "from the side": from_the_side(),
    "bent": unwarping(),
}
BACK_TO_PAGE = Transform.scaling(WIDTH / PHOTO[0], HEIGHT / PHOTO[1])
CHAINS = {name: [name] for name in STEPS} | {
    f"{first}, then {second}": [first, second] for first, second in product(STEPS, STEPS) if "bent" in (first, second)
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_dots_are_found_in_the_original_and_again_on_the_page(chain: list[str]) -> None:
    to_source = STEPS[chain[0]]
    for name in chain[1:]:
        to_source = to_source.then(BACK_TO_PAGE).then(STEPS[name])
    original = lay_flat(dotted(), to_source.inverse(), PHOTO)
    places = to_source.points(DOTS)
    assert np.abs(located(original, places) - places).max() < 0.25
    page = lay_flat(original, to_source, (WIDTH, HEIGHT))
    assert np.abs(located(page, DOTS) - DOTS).max() < 0.25
    assert np.abs(to_source.inverse().points(places) - DOTS).max() < 1e-4


def test_a_simulated_bend_is_laid_flat() -> None:
    """The photo is made by the simulation, which shares nothing with our map but the sheet."""
    field = bend().extended_field() - np.float32(0.5)
    photo = cv2.remap(dotted(), field, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(250,) * 3)
    to_source = unwarping()
    places = located(photo, bend().points(DOTS))
    assert np.abs(to_source.points(DOTS) - places).max() < TOLERANCE
    assert np.abs(to_source.inverse().points(places) - DOTS).max() < TOLERANCE
    flat = lay_flat(photo.astype(np.uint8), to_source, (WIDTH, HEIGHT))
    assert np.abs(located(flat, DOTS) - DOTS).max() < TOLERANCE


def test_nothing_changes_a_picture_that_stays() -> None:
    assert np.array_equal(lay_flat(dotted(), Transform(), (WIDTH, HEIGHT)), dotted())


def test_everything_on_a_page_is_carried_along() -> None:
    box = Quad.from_box(100, 50, 200, 70)
    lattice = Lattice(("", "a"), np.ones((3, 1), np.int32), np.ones((3, 1), np.float32), np.zeros(3, np.float32), box)
    lines = (Line((Word("a", box, 0.8), Word("b", box, 0.7)), box, 0.9, lattice), Line((), box))
    page = Page(
        2, WIDTH, HEIGHT, dotted(), lines, Transform.scaling(2, 2), (840.0, 1200.0), 90, ("turned",), (box, box)
    )
    way_back, size = lean_back(WIDTH, HEIGHT, 10)
    moved = carry(page, way_back, size, "deskewed")
    place = way_back.inverse().quad(box)
    assert moved.image is not None and moved.lines is not None and moved.lines[0].lattice is not None
    assert (moved.width, moved.height) == size == moved.image.shape[1::-1]
    [first, second] = moved.lines
    assert [first.quad, second.quad, *moved.unread, *(word.quad for word in first.words)] == [place] * 6
    assert moved.lines[0].lattice.quad == place and moved.lines[0].lattice.classes is lattice.classes
    assert (first.text, first.score, [word.score for word in first.words]) == ("a b", 0.9, [0.8, 0.7])
    assert np.allclose(moved.to_source.quad(place).to_array(), 2 * box.to_array())
    assert (moved.rectified, moved.angle, moved.source_size) == (("turned", "deskewed"), 90, page.source_size)


def test_a_bend_carries_lines_too_and_pages_may_have_no_picture() -> None:
    box = Quad.from_box(100, 50, 200, 70)
    page = Page(0, *PHOTO, None, (Line((Word("a", box),), box),))
    [line] = carry(page, unwarping(), (WIDTH, HEIGHT), "unwarped").lines or ()
    assert np.allclose(unwarping().quad(line.quad).to_array(), box.to_array(), atol=1e-4)
    assert carry(page, unwarping(), (WIDTH, HEIGHT), "unwarped").image is None


def test_steps_are_applied_in_their_order_and_a_page_with_nothing_to_do_is_the_same() -> None:
    page = Page(0, WIDTH, HEIGHT, dotted(), ())
    assert apply([*BEFORE_READING, *AFTER_READING], page) is page

    def halved(page: Page) -> Page:
        size = (int(page.width) // 2, int(page.height) // 2)
        return carry(page, Transform.scaling(2, 2), size, f"halved to {size[0]}")

    assert apply([halved, halved], page).rectified == ("halved to 210", "halved to 105")
