"""Each class of capture: points found where the warp says, nothing cut, the same again from the same seed."""

from dataclasses import replace
from random import Random

import cv2
import numpy as np
import pytest

from docfields.document import Image
from docfields.models.synthesis.captures import (
    PhoneRecipe,
    Recipe,
    ScanRecipe,
    ScreenRecipe,
    Warp,
    apply,
    capture,
    cropped,
    draw_recipe,
)

SQUARE = 26
"""Side of the drawn squares in page pixels: some 6 mm, larger than blur and noise."""

TOLERANCE = 1.5
"""Picture pixels between where a square's middle is found and where the warp says."""

CUT = 0.015
"""Share of a page's sides that a picture may lose."""

PHOTO = PhoneRecipe(
    shape="flat",
    medium="paper",
    hardness=0.45,
    surface="wood",
    light="even",
    tilt_deg=14,
    roll_deg=5,
    fill=0.95,
    long_side=1100,
    turn=0,
    fingers=False,
    glare=False,
    cut_out=False,
    faults=(),
    seed=3,
)
SCAN = ScanRecipe(
    way="flatbed",
    medium="paper",
    bed="page",
    tone="plain",
    hardness=0.5,
    skew_deg=0.7,
    scale=1.0,
    grey=False,
    turn=0,
    faults=(),
    seed=4,
)
SCREEN = ScreenRecipe(frame="viewer", medium="paper", dpi=110, hardness=0.5, lossy=True, seed=5)

CLASSES: dict[str, Recipe] = {
    "photo/flat": PHOTO,
    "photo/flat/rotated": replace(PHOTO, turn=270, surface="desk"),
    "photo/curl": replace(PHOTO, shape="curl", light="shadow"),
    "photo/fold": replace(PHOTO, shape="fold", light="lamp"),
    "photo/crumpled": replace(PHOTO, shape="crumpled", light="window"),
    "photo/rolled": replace(PHOTO, shape="rolled", medium="thermal"),
    "photo/booklet": replace(PHOTO, shape="booklet", medium="booklet"),
    "scan/flatbed": SCAN,
    "scan/flatbed/rotated": replace(SCAN, turn=90, scale=0.75),
    "scan/photocopy": replace(SCAN, way="photocopy"),
    "scan/thermal": replace(SCAN, way="thermal", medium="thermal", bed="sheet"),
    "scan/fax": replace(SCAN, way="fax"),
    "screenshot": SCREEN,
    "screenshot/crop": replace(SCREEN, frame="crop", medium="card"),
    "photo/monitor": replace(SCREEN, frame="monitor"),
}


VARIANTS: dict[str, Recipe] = {
    "clipped": replace(SCAN, tone="clipped", way="thermal", medium="thermal"),
    "threshold": replace(SCAN, tone="threshold", grey=True),
    "threshold on a sheet": replace(SCAN, tone="threshold", way="thermal", medium="thermal", bed="sheet"),
    "thermal head": replace(PHOTO, medium="thermal", faults=(("thermal_head", 0.8),)),
    "cut-out": replace(PHOTO, cut_out=True),
}


def squares(width: int = 900, height: int = 1200) -> tuple[Image, np.ndarray]:
    """A page of black squares, and their middles (N, 2)."""
    page = np.full((height, width, 3), 255, np.uint8)
    middles = []
    for top in np.linspace(90, height - 90 - SQUARE, 7).astype(int):
        for left in np.linspace(90, width - 90 - SQUARE, 5).astype(int):
            page[top : top + SQUARE, left : left + SQUARE] = 0
            middles.append((left + SQUARE / 2, top + SQUARE / 2))
    return page, np.array(middles)


def found(image: Image, warp: Warp, middle: np.ndarray) -> np.ndarray:
    """The middle of the dark square near where the warp puts it."""
    box = middle + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * SQUARE
    corners = warp.points(box)
    low = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
    high = np.ceil(corners.max(axis=0)).astype(int)
    grey = cv2.cvtColor(image[low[1] : high[1], low[0] : high[0]], cv2.COLOR_BGR2GRAY).astype(np.float64)
    paper, ink = np.percentile(grey, 80), np.percentile(grey, 8)
    dark = np.clip((paper - grey) / (paper - ink), 0, 1)
    dark[dark < 0.5] = 0
    y, x = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]] + 0.5
    return np.array([(x * dark).sum(), (y * dark).sum()]) / dark.sum() + low


@pytest.mark.parametrize("kind", CLASSES)
def test_squares_are_found_where_the_warp_says(kind: str) -> None:
    page, middles = squares(1200, 840) if "booklet" in kind else squares()
    captured = apply(CLASSES[kind], [page], dpi=130)
    assert captured.kind == kind
    warp = captured.warps[0]
    assert warp.picture_size == (captured.image.shape[1], captured.image.shape[0])
    assert warp.page_size == (page.shape[1], page.shape[0])
    there = warp.points(middles)
    here = np.array([found(captured.image, warp, middle) for middle in middles])
    assert np.hypot(*(there - here).T).max() < TOLERANCE


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_keep_squares_in_place(variant: str) -> None:
    page, middles = squares()
    captured = apply(VARIANTS[variant], [page], dpi=130)
    warp = captured.warps[0]
    here = np.array([found(captured.image, warp, middle) for middle in middles])
    assert np.hypot(*(warp.points(middles) - here).T).max() < TOLERANCE


def test_hard_scans_have_white_paper_and_no_color() -> None:
    page, _ = squares()
    for variant in ("clipped", "threshold"):
        image = apply(VARIANTS[variant], [page], dpi=130).image
        assert np.median(image) > 250
        assert np.ptp(image.astype(int), axis=2).max() == 0
        assert (image[:, :, 0] < 128).mean() > 0.01


@pytest.mark.parametrize(
    ("way", "medium"), [("photo/curl", "paper"), ("photo/curl", "thermal"), ("scan/thermal", "card")]
)
def test_cropping_keeps_print_and_moves_warps(way: str, medium: str) -> None:
    page, middles = squares()
    captured = apply(CLASSES[way], [page], dpi=130)
    kept = captured.warps[0].points(np.concatenate([middles - SQUARE / 2, middles + SQUARE / 2]))
    sizes = set()
    for seed in range(5):
        cut = cropped(captured, kept, medium, Random(seed))  # type: ignore[arg-type]
        warp = cut.warps[0]
        height, width = cut.image.shape[:2]
        assert warp.picture_size == (width, height)
        there = warp.points(middles)
        assert (there > 0).all() and (there < (width, height)).all()
        here = np.array([found(cut.image, warp, middle) for middle in middles])
        assert np.hypot(*(there - here).T).max() < TOLERANCE
        again = cropped(captured, kept, medium, Random(seed))  # type: ignore[arg-type]
        assert np.array_equal(again.image, cut.image)
        sizes.add((width, height))
    assert len(sizes) > 1


def test_faxes_screenshots_and_monitors_are_not_cropped() -> None:
    page, middles = squares()
    for kind in ("scan/fax", "screenshot", "photo/monitor"):
        captured = apply(CLASSES[kind], [page], dpi=130)
        assert all(cropped(captured, middles, "thermal", Random(seed)) is captured for seed in range(4))


@pytest.mark.parametrize("medium", ["paper", "thermal", "dot_matrix", "card", "booklet"])
def test_drawn_recipes_keep_the_page_in_the_picture(medium: str) -> None:
    rng = Random(medium)
    width, height = {"card": (506, 319), "booklet": (738, 520)}.get(medium, (620, 877))
    page = np.full((height, width, 3), 250, np.uint8)
    inner = np.array([[x * width, y * height] for x in (CUT, 1 - CUT) for y in (CUT, 1 - CUT)])
    for _ in range(6):
        recipe = draw_recipe("mixed", medium, rng)  # type: ignore[arg-type]
        captured = apply(recipe, [page], dpi=150)
        there = captured.warps[0].points(inner)
        size = (captured.image.shape[1], captured.image.shape[0])
        assert (there >= -1).all() and (there <= np.array(size) + 1).all(), recipe
        assert captured.image.dtype == np.uint8 and captured.image.ndim == 3


@pytest.mark.parametrize("style", ["phone", "scan", "fax", "screen"])
def test_the_same_seed_gives_the_same_picture(style: str) -> None:
    page, _ = squares(500, 700)
    first = capture([page], style, "paper", Random(11), dpi=90)  # type: ignore[arg-type]
    threads = cv2.getNumThreads()
    cv2.setNumThreads(3)
    second = capture([page], style, "paper", Random(11), dpi=90)  # type: ignore[arg-type]
    cv2.setNumThreads(threads)
    assert first.kind == second.kind
    assert np.array_equal(first.image, second.image)
    assert np.array_equal(first.warps[0].matrix, second.warps[0].matrix)
    other = capture([page], style, "paper", Random(12), dpi=90)  # type: ignore[arg-type]
    assert first.image.shape != other.image.shape or not np.array_equal(first.image, other.image)


@pytest.mark.parametrize("style", ["phone", "scan", "screen"])
def test_several_cards_do_not_overlap(style: str) -> None:
    cards = [np.full((319, 506, 3), tone, np.uint8) for tone in (90, 160, 220)]
    captured = capture(cards, style, "card", Random(5), dpi=150)  # type: ignore[arg-type]
    assert len(captured.warps) == 3
    cover = sum(warp.inside(200, 200).astype(int) for warp in captured.warps)
    assert cover.max() == 1


def test_fingers_cover_no_print() -> None:
    page, middles = squares()
    for seed in range(4):
        captured = apply(replace(PHOTO, fingers=True, seed=seed), [page], dpi=130)
        pixels = captured.warps[0].points(middles).astype(int)
        assert captured.image[pixels[:, 1], pixels[:, 0]].max() < 60


def test_long_side_is_kept_where_print_stays_readable() -> None:
    page, _ = squares(827, 1169)
    recipe = replace(PHOTO, long_side=1500)
    assert max(apply(recipe, [page], dpi=100).image.shape) == 1500
    assert max(apply(replace(recipe, long_side=300), [page], dpi=100).image.shape) > 900
