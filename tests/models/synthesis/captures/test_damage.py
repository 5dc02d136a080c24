"""Damage: pure, of any strength and size, and never beyond reading; relief lights glyphs up."""

from random import Random

import cv2
import numpy as np
import pytest

from docfields.document import Image
from docfields.models.synthesis.captures import DAMAGES, damaged, relief, to_jpeg, to_png


def line(height: int = 48, width: int = 420) -> Image:
    """A line of text on white paper."""
    image = np.full((height, width, 3), 250, np.uint8)
    cv2.putText(image, "Total 12.50", (8, height - 14), cv2.FONT_HERSHEY_DUPLEX, 1.1, (20, 20, 20), 2, cv2.LINE_AA)
    return image


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_damage_is_pure_and_leaves_text_to_read(name: str, strength: float) -> None:
    image = line()
    before = image.copy()
    first, second = (DAMAGES[name](image, Random(7), strength) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.array_equal(image, before)
    assert first.shape == image.shape and first.dtype == np.uint8
    # Print and paper still differ where they differed.
    grey = cv2.cvtColor(first, cv2.COLOR_BGR2GRAY).astype(float)
    ink = before[:, :, 0] < 60
    assert grey[before[:, :, 0] > 245].mean() - grey[ink].mean() > 25


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_takes_small_and_large_pictures(name: str) -> None:
    for shape in ((20, 40, 3), (90, 31, 3), (700, 500, 3)):
        image = np.full(shape, 240, np.uint8)
        assert DAMAGES[name](image, Random(1), 0.9).shape == shape


def test_a_thermal_head_prints_dots_or_none() -> None:
    soft = cv2.GaussianBlur(line(), (0, 0), 1.5)
    printed = DAMAGES["thermal_head"](soft, Random(4), 0.0)
    # Hardly anything between paper and print is left, and no dots are set on bare paper.
    grey = printed[:, :, 0].astype(int)
    assert ((grey > 90) & (grey < 200)).mean() < 0.4 * ((soft > 90) & (soft < 200)).mean()
    assert (grey[soft[:, :, 0] > 245] > 180).all()


def test_damages_follow_one_another() -> None:
    twice = damaged(line(), (("thermal_fade", 0.5), ("jpeg", 0.5)), Random(3))
    assert twice.shape == line().shape


@pytest.mark.parametrize("foil", ["silver", "gold", "white", "black", "none"])
def test_relief_changes_only_what_is_near_raised_glyphs(foil: str) -> None:
    card = np.full((300, 480, 3), (140, 90, 40), np.uint8)
    glyphs = np.zeros((300, 480), np.uint8)
    cv2.putText(glyphs, "4000 1234", (60, 180), cv2.FONT_HERSHEY_DUPLEX, 2.0, 255, 3, cv2.LINE_AA)
    mask = glyphs.astype(np.float32) / 255
    raised = relief(card, mask, Random(2), foil=foil)
    changed = np.abs(raised.astype(int) - card).max(axis=2)
    assert changed[mask > 0.9].mean() > 15
    assert changed[:90].max() <= 1


def test_files_hold_the_picture() -> None:
    image = line()
    assert np.array_equal(cv2.imdecode(np.frombuffer(to_png(image), np.uint8), cv2.IMREAD_COLOR), image)
    jpeg = cv2.imdecode(np.frombuffer(to_jpeg(image, 95), np.uint8), cv2.IMREAD_COLOR)
    assert np.abs(jpeg.astype(int) - image).mean() < 3
    bilevel = np.where(image > 128, 255, 0).astype(np.uint8)
    assert np.array_equal(
        cv2.imdecode(np.frombuffer(to_png(bilevel, bilevel=True), np.uint8), cv2.IMREAD_COLOR), bilevel
    )
