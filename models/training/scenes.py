"""What networks that look at whole pictures are taught with: invented documents as they were captured, made small."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from docfields.document import Image, Quad, Transform
from docfields.models.synthesis.captures import Warp
from docfields.models.synthesis.captures.warp import grid_nodes
from docfields.models.synthesis.generate import Order, SyntheticKind, print_document, split
from docfields.models.synthesis.picture import CaptureStyle, Picture, capture_document, capture_together, render
from docfields.models.synthesis.truth import Place, PrintedDocument
from docfields.side_by_side import in_processes

SIDE = 896
"""Pixels of a scene's longer side, at most: more than any network of whole pictures looks at."""

GRID = (45, 31)
"""Rows and columns of the nodes that tell where a page lies (as UVDoc's, https://arxiv.org/abs/2302.02887)."""

KINDS: Mapping[SyntheticKind, float] = {
    "invoice": 0.32,
    "receipt": 0.25,
    "identity": 0.2,
    "bank_card": 0.11,
    "form": 0.12,
}

CAPTURES: Mapping[CaptureStyle | None, float] = {"phone": 0.62, "mixed": 0.3, None: 0.08}
"""None: the page as its file shows it, captured by nobody."""

TOGETHER = 0.2
"""Share of the photographed cards that lie beside others."""

QUALITY = 92
"""Of the JPEG in which a scene is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A picture of one page, or of several cards.

    image: (H, W, 3) uint8 BGR. kind: of the document. capture: as in the truth, "clean" where nobody captured it.
    sheets: for every page in it (45, 31, 2) float32, where the nodes of an even grid over the page fall, in pixels of
    the image; node [0, 0] is the page's top left as it is read. places: (kind, quad) of all that is no text, outlines
    of sheets and cards among them.
    """

    image: Image
    kind: str
    capture: str
    sheets: tuple[NDArray[np.float32], ...]
    places: tuple[tuple[str, Quad], ...]

    @property
    def turn(self) -> int:
        """Degrees (0, 90, 180, 270) by which the page stands clockwise from upright."""
        right = self.sheets[0][:, -1].mean(axis=0) - self.sheets[0][:, 0].mean(axis=0)
        return round(float(np.degrees(np.arctan2(right[1], right[0]))) / 90) % 4 * 90


def keep_scenes(seed: int, folder: Path, pool: int, *, workers: int = 1) -> Iterator[Path]:
    """Makes the scenes 0 to pool - 1 of issuers that are for training, where the folder has them not yet; gives all
    their files, in order. Scene i of a seed is the same whatever else is made. workers: processes."""
    folder.mkdir(parents=True, exist_ok=True)
    make = partial(_keep, seed, folder)
    if workers <= 1:
        yield from map(make, range(pool))
        return
    yield from in_processes(make, range(pool), workers=workers, died=partial(_path, folder, seed))


def shuffled(files: Sequence[Path], seed: int, *, start: int = 0) -> Iterator[Scene]:
    """Kept scenes again and again without end, each round in another order, from the scene numbered `start` on."""
    for index in count(start):
        turn, place = divmod(index, len(files))
        if place == 0 or index == start:
            order = list(files)
            Random(f"{seed}/{turn}").shuffle(order)
        yield load(order[place])


def draw_scene(seed: int, index: int) -> Scene:
    """Scene `index` of a seed."""
    rng = Random(f"{seed}/scene/{index}")
    [kind] = rng.choices(tuple(KINDS), tuple(KINDS.values()))
    [style] = rng.choices(tuple(CAPTURES), tuple(CAPTURES.values()))
    printed = print_for_training(kind, seed, index)
    if style is None:
        [image, *_] = render(printed, rng)
        height, width = image.shape[:2]
        dpi = width / printed.truth.size[0]
        outline = Place("card" if printed.medium == "card" else "sheet", Quad.from_box(0, 0, width, height), 0)
        scaled = Transform.scaling(dpi, dpi)
        places = [Place(place.kind, scaled.quad(place.quad), 0) for place in printed.truth.places if place.page == 0]
        warp = Warp.from_transform(Transform.scaling(1, 1), (width, height), (width, height))
        return _scene(Picture(image, "clean", (0,), (warp,)), kind, [outline, *places])
    if printed.medium == "card" and rng.random() < TOGETHER:
        others = [
            print_for_training(rng.choice(("identity", "bank_card")), seed + step, index)
            for step in range(1, rng.randint(2, 4))
        ]
        cards = [printed, *(other for other in others if other.medium == "card")]
        picture, truths = capture_together(cards, rng)
        return _scene(picture, kind, [place for truth in truths for place in truth.places])
    captured = capture_document(printed, style, rng)
    number = rng.randrange(len(captured.pictures))
    shown = [place for place in captured.truth.places if place.page == number]
    return _scene(captured.pictures[number], kind, shown)


def save(scene: Scene, path: Path) -> None:
    """Writes it whole or not at all."""
    ok, encoded = cv2.imencode(".jpg", scene.image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    assert ok
    content = io.BytesIO()
    np.savez(
        content,
        image=encoded,
        named=np.array([scene.kind, scene.capture]),
        sheets=np.stack(scene.sheets),
        kinds=np.array([kind for kind, _ in scene.places], dtype=np.str_),
        quads=np.array([quad.points for _, quad in scene.places], np.float32).reshape(-1, 4, 2),
    )
    part = path.with_suffix(".part")
    part.write_bytes(content.getvalue())
    part.replace(path)


def load(path: Path) -> Scene:
    """A scene that was kept."""
    with np.load(path) as kept:
        image = cv2.imdecode(kept["image"], cv2.IMREAD_COLOR)
        kind, capture = kept["named"].tolist()
        places = [
            (name, Quad.from_array(quad)) for name, quad in zip(kept["kinds"].tolist(), kept["quads"], strict=True)
        ]
        return Scene(np.asarray(image, np.uint8), kind, capture, tuple(kept["sheets"]), tuple(places))


def _keep(seed: int, folder: Path, index: int) -> Path:
    path = _path(folder, seed, index)
    if not path.exists():
        save(draw_scene(seed, index), path)
    return path


def _path(folder: Path, seed: int, index: int) -> Path:
    return folder / f"{seed}_{index:06d}.npz"


def print_for_training(kind: SyntheticKind, seed: int, index: int) -> PrintedDocument:
    """A document of an issuer that is for training, another one for every index."""
    printed = (print_document(Order(kind, seed), number) for number in count(1000 * index))
    return next(document for document in printed if split(document.truth.group) == "train")


def _scene(picture: Picture, kind: str, places: Sequence[Place]) -> Scene:
    """A captured picture made small."""
    height, width = picture.image.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = cv2.resize(picture.image, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture.image
    to_small = Transform.scaling(size[0] / width, size[1] / height)
    way_in = [to_small.points(warp.points(grid_nodes(*GRID, warp.page_size).reshape(-1, 2))) for warp in picture.warps]
    sheets = tuple(nodes.reshape(*GRID, 2).astype(np.float32) for nodes in way_in)
    moved = tuple((place.kind, to_small.quad(place.quad)) for place in places)
    return Scene(np.asarray(image, np.uint8), kind, picture.kind, sheets, moved)
