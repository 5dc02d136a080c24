"""The families: all of them listed, checked, told apart by typst and measured; fetched ones from packages made here."""

import hashlib
import io
import struct
import tarfile
import tomllib
import zlib
from functools import cache
from importlib import resources
from pathlib import Path

import pymupdf
import pytest

from docfields.models.synthesis import fetch_fonts, font_cache, font_tables, fonts
from docfields.schemas.errors import ModelError, OptionError

FAMILIES = fonts.families()

ALWAYS_THERE = (
    "sans",
    "serif",
    "slab",
    "mono",
    "condensed",
    "typewriter",
    "dot_matrix",
    "ocr_b",
    "handwriting",
    "display",
)

COMMON_CHINESE = "增值税专用发票号码日期购买方名称金额合计人民币壹贰叁肆伍陆柒捌玖拾佰仟万圆整（）￥，。：；"


HINTED = 2
"""Pixels at 200 pixels an em by which FreeType's hints may move an edge."""


@cache
def _page(text: str) -> tuple[tuple[fonts.Face, str, list[dict]], ...]:
    """(face, name that PyMuPDF reports, its characters) of a page with a line for each face."""
    import typst

    lines = [
        f'#text(font: "{face.family}", weight: {face.weight}, style: "{"italic" if face.italic else "normal"}", '
        f"fallback: false)[#{chr(34)}{text}{chr(34)}]"
        for family in FAMILIES
        for face in family.faces
    ]
    source = "#set page(width: 400pt, height: auto)\n#set text(size: 10pt, features: (calt: 0))\n" + "\n\n".join(lines)
    pdf, warnings = typst.compile_with_warnings(source.encode(), font_paths=fonts.typst_fonts())
    assert not warnings
    blocks = pymupdf.open(stream=pdf)[0].get_text("rawdict")["blocks"]
    spans = [span for block in blocks for line in block["lines"] for span in line["spans"]]
    faces = [face for family in FAMILIES for face in family.faces]
    assert len(spans) == len(faces)
    return tuple((face, span["font"], span["chars"]) for face, span in zip(faces, spans, strict=True))


def test_there_are_families_of_every_style_that_pages_count_on():
    assert len(FAMILIES) >= 40
    assert {family.style for family in FAMILIES} <= set(fonts.STYLES)
    for style in ALWAYS_THERE:
        assert fonts.families(style)
    assert len(fonts.families("handwriting")) >= 6
    assert len(fonts.families("chinese")) == 3


def test_both_lists_hold_every_family_once_and_with_a_licence():
    listed = [entry for file in ("fonts.toml", "fetched_fonts.toml") for entry in _toml(file)["family"]]
    names = [entry["name"].casefold() for entry in listed]
    assert len(set(names)) == len(names)
    files = [face["file"] for entry in _toml("fetched_fonts.toml")["family"] for face in entry["faces"]]
    assert len(set(files)) == len(files)
    for entry in listed:
        assert entry["licence"] and entry["style"] in fonts.STYLES
        assert set(entry.get("lacks", "")) <= set(fonts.LATIN)


def test_every_package_of_the_list_is_pinned():
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = {
        line.split("==")[0].replace("-", "_") for line in project["project"]["optional-dependencies"]["synthesis"]
    }
    assert {entry["package"] for entry in _toml("fonts.toml")["family"]} - {"pymupdf"} <= pinned


def test_typst_sees_the_listed_families_and_no_others():
    assert sorted(fonts.typst_fonts().families()) == sorted(family.name for family in FAMILIES)


def test_each_weight_of_each_family_is_set_in_its_own_face():
    for face, reported, _ in _page("Total 12,50"):
        assert reported == face.postscript[:24]


def test_variable_families_are_bolder_in_bold():
    widths: dict[str, set[float]] = {}
    for face, _, characters in _page("Total 12,50"):
        if face.variable and not face.italic:
            widths.setdefault(face.family, set()).add(round(characters[-1]["bbox"][2] - characters[0]["bbox"][0], 2))
    assert widths
    for family, found in widths.items():
        assert len(found) == 2 or family in {"Roboto Mono", "JetBrains Mono", "Inconsolata", "Source Code Pro"}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_has_the_letters_that_it_does_not_say_it_lacks(family):
    missing = set(fonts.missing(family.name, fonts.LATIN))
    assert missing <= set(family.lacks)
    assert not set("ABCXYZ0123456789.,:") & set(family.lacks)


@pytest.mark.parametrize("family", fonts.families("chinese"), ids=lambda family: family.name)
def test_chinese_families_have_the_characters_of_business_papers(family):
    assert not fonts.missing(family.name, COMMON_CHINESE)


@pytest.mark.parametrize("name", ["Nimbus Sans", "Arimo", "EB Garamond", "OCR-B", "Great Vibes", "Noto Serif SC"])
def test_ink_stays_within_the_metrics(name):
    for face in fonts.family(name).faces:
        ascent, descent = fonts.metrics("ABCDEF+" + face.postscript)
        font = fonts.freetype(name, face.weight, 200, italic=face.italic)
        top = min(font.getbbox(character, anchor="ls")[1] for character in fonts.ABOVE)
        bottom = max(font.getbbox(character, anchor="ls")[3] for character in fonts.BELOW)
        assert -top <= ascent * 200 + HINTED
        assert bottom <= descent * 200 + HINTED


def test_metrics_know_every_name_that_pymupdf_reports_and_no_other():
    for _, reported, _ in _page("Total 12,50"):
        assert min(fonts.metrics(reported)) >= 0
    with pytest.raises(ModelError, match="not listed"):
        fonts.metrics("Helvetica")


def test_freetype_takes_the_nearest_face():
    assert fonts.freetype("Nimbus Sans", 400, 20).getname()[0] == "Nimbus Sans"
    assert fonts.freetype("Nimbus Sans", 900, 20).getlength("Total") > fonts.freetype("Nimbus Sans", 400, 20).getlength(
        "Total"
    )
    assert fonts.freetype("Arimo", 700, 20).getlength("Total") > fonts.freetype("Arimo", 400, 20).getlength("Total")
    with pytest.raises(ModelError, match="not listed"):
        fonts.freetype("Comic Sans", 400, 20)


def test_a_missing_package_names_its_remedy():
    face = fonts.Face("Gone", 400, False, "fontpkg_gone", "files/Gone.ttf", "", "Gone", 1.0, 0.3)
    with pytest.raises(ModelError, match="docfields\\[synthesis\\]"):
        fonts._path(face)


def test_a_changed_file_is_refused(tmp_path):
    (tmp_path / "Other.ttf").write_bytes(b"other")
    face = fonts.Face("Other", 400, False, None, "Other.ttf", "0" * 64, "Other", 1.0, 0.3)
    with pytest.raises(ModelError, match="not the file"):
        fonts._checked_path(face, tmp_path)


def test_a_folder_without_fetched_fonts_is_refused(tmp_path):
    with pytest.raises(ModelError, match="fetch_fonts"):
        fonts.use_folder(tmp_path)


def test_links_are_made_again_when_they_point_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(font_cache, "folder", lambda: tmp_path)
    path = font_cache.put("a.ttf", b"one")
    linked = font_cache.links([path])
    (entry,) = linked.iterdir()
    entry.unlink()
    entry.write_bytes(b"two")
    assert font_cache.links([path]) == linked
    assert [file.read_bytes() for file in linked.iterdir()] == [b"one"]


def test_a_cache_that_cannot_be_written_is_replaced(tmp_path, monkeypatch):
    taken = tmp_path / "file"
    taken.write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(taken))
    assert font_cache.folder.__wrapped__().name.startswith("docfields-fonts-")


def test_woff_and_collections_are_unpacked_and_families_renamed():
    content = (Path(fonts.font_files()[0])).read_bytes()
    assert content.startswith(b"OTTO")
    name = font_tables.renamed(content, "Nimbus Other")
    assert font_tables.plain(_woff(name)) == font_tables.plain(_collection(name)) == name
    assert pymupdf.Font(fontbuffer=name).name.startswith("Nimbus Other") or b"N\0i\0m\0b\0u\0s\0 \0O" in name


def test_only_verified_files_are_written(tmp_path, monkeypatch):
    good, bad = _package({"files/a.woff": b"letters"}), _package({"files/a.woff": b"forged"})
    sha256 = hashlib.sha256(b"letters").hexdigest()
    face = {"file": "A-400.ttf", "sha256": sha256, "members": ["files/a.woff"]}
    monkeypatch.setattr(fetch_fonts, "_wanted", lambda: {("npm", "@fontsource/a", "1.0.0"): [("A", face)]})
    calls = []

    def run(*command, folder):
        calls.append(command)
        (folder / "a.tgz").write_bytes(packages.pop(0))
        return b""

    monkeypatch.setattr(fetch_fonts, "_run", run)
    packages = [bad]
    with pytest.raises(ModelError, match="A-400\\.ttf is not the file"):
        fetch_fonts.fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []
    packages = [good]
    assert fetch_fonts.fetch(tmp_path) == 1
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"letters"]
    assert fetch_fonts.fetch(tmp_path) == 1
    assert calls == [("npm", "pack", "--silent", "@fontsource/a@1.0.0")] * 2


def test_a_client_that_is_missing_or_fails_is_told(tmp_path, monkeypatch, capsys):
    with pytest.raises(ModelError, match="not on this machine"):
        fetch_fonts._run("no-such-client", "download", folder=tmp_path)
    with pytest.raises(ModelError, match="could not load"):
        fetch_fonts._run("ls", "--no-such-option", folder=tmp_path)
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(OptionError, match="not a folder"):
        fetch_fonts.fetch(file)
    assert fetch_fonts.main(["--out", str(file)]) == 1
    assert "not a folder" in capsys.readouterr().err


def _toml(file: str) -> dict:
    return tomllib.loads(resources.files("docfields.models.synthesis").joinpath(file).read_text(encoding="utf-8"))


def _package(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo("package/" + name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def _directory(font: bytes) -> list[tuple[bytes, int, int, int]]:
    (count,) = struct.unpack_from(">H", font, 4)
    return [struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count)]


def _woff(font: bytes) -> bytes:
    entries = _directory(font)
    start, head, body = 44 + 20 * len(entries), b"", b""
    for tag, checksum, offset, length in entries:
        table = font[offset : offset + length]
        packed = min(zlib.compress(table), table, key=len)
        head += struct.pack(">4s4I", tag, start + len(body), len(packed), length, checksum)
        body += packed + b"\0" * (-len(packed) % 4)
    size = start + len(body)
    return struct.pack(">4s4sIHHIHH5I", b"wOFF", font[:4], size, len(entries), 0, 0, 1, 0, 0, 0, 0, 0, 0) + head + body


def _collection(font: bytes) -> bytes:
    head = struct.pack(">4sIII", b"ttcf", 0x10000, 1, 16)
    entries = b"".join(struct.pack(">4sIII", tag, sum_, at + 16, length) for tag, sum_, at, length in _directory(font))
    return head + font[:12] + entries + font[12 + len(entries) :]
