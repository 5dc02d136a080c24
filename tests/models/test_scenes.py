"""Scenes: invented documents as they were captured, with where everything in them lies."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from docfields.models.training.scenes import GRID, SIDE, Scene, draw_scene, keep_scenes, load, save, shuffled


@pytest.fixture(scope="module")
def drawn() -> list[Scene]:
    return [draw_scene(5, index) for index in (0, 2, 4, 10)]


def test_a_scene_is_small_and_tells_where_its_pages_are(drawn: list[Scene]) -> None:
    for scene in drawn:
        height, width = scene.image.shape[:2]
        assert max(height, width) <= SIDE and scene.image.dtype == np.uint8
        assert all(sheet.shape == (*GRID, 2) for sheet in scene.sheets)
        outlines = [quad for kind, quad in scene.places if kind in ("sheet", "card")]
        assert len(outlines) == len(scene.sheets)
        for sheet, quad in zip(scene.sheets, outlines, strict=True):
            corners = np.array([sheet[0, 0], sheet[0, -1], sheet[-1, -1], sheet[-1, 0]])
            np.testing.assert_allclose(corners, quad.to_array(), atol=0.01)


def test_the_page_of_a_clean_scene_is_the_whole_picture(drawn: list[Scene]) -> None:
    [clean] = [scene for scene in drawn if scene.capture == "clean"]
    height, width = clean.image.shape[:2]
    np.testing.assert_allclose(clean.sheets[0][-1, -1], (width, height))
    assert clean.turn == 0


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_turn_is_told_by_the_grid(drawn: list[Scene], turns: int) -> None:
    scene = drawn[0]
    height, width = scene.image.shape[:2]
    sheet = scene.sheets[0]
    for _ in range(turns):  # a quarter turn clockwise
        sheet = np.stack([height - sheet[..., 1], sheet[..., 0]], axis=-1)
        height, width = width, height
    assert replace(scene, sheets=(sheet,)).turn == (scene.turn + 90 * turns) % 360


def test_a_kept_scene_comes_back(drawn: list[Scene], tmp_path: Path) -> None:
    for scene in drawn:
        save(scene, tmp_path / "scene.npz")
        again = load(tmp_path / "scene.npz")
        assert (again.kind, again.capture) == (scene.kind, scene.capture)
        assert [kind for kind, _ in again.places] == [kind for kind, _ in scene.places]
        np.testing.assert_array_equal(np.stack(again.sheets), np.stack(scene.sheets))
        assert np.abs(again.image.astype(int) - scene.image).mean() < 6  # of the JPEG


def test_what_is_kept_is_made_once_and_comes_again_in_other_orders(tmp_path: Path) -> None:
    files = list(keep_scenes(5, tmp_path, 3))
    made = [path.stat().st_mtime_ns for path in files]
    assert list(keep_scenes(5, tmp_path, 3)) == files
    assert [path.stat().st_mtime_ns for path in files] == made
    endless = [scene.image.shape for scene in islice(shuffled(files, 1), 9)]
    assert sorted(endless[:3]) == sorted(endless[3:6]) == sorted(endless[6:])
    assert [scene.image.shape for scene in islice(shuffled(files, 1, start=4), 5)] == endless[4:]
