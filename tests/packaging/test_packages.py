"""The package as installed: folders, public names, weight of the import, no network."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import docfields

ROOT = Path(__file__).parents[2]
HEAVY = ("onnxruntime", "spacy", "pandas", "pymupdf", "torch", "cv2", "pydantic")
IMPORT_BUDGET_SECONDS = 0.3


def test_every_folder_with_code_is_a_listed_package() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    roots = {"extract": "docfields", "schemas": "docfields.schemas", "models": "docfields.models"}
    found = {
        ".".join([name, *path.parent.relative_to(ROOT / folder).parts])
        for folder, name in roots.items()
        for path in (ROOT / folder).rglob("__init__.py")
    }
    assert sorted(found) == sorted(setuptools["packages"])


def test_every_module_stands_in_a_package() -> None:
    folders = {path.parent for folder in ("extract", "schemas", "models") for path in (ROOT / folder).rglob("*.py")}
    assert all((folder / "__init__.py").exists() for folder in folders)


def test_public_names_are_there() -> None:
    for name in docfields.__all__:
        assert getattr(docfields, name) is not None
    assert sorted(docfields.__all__) == dir(docfields)


def test_no_module_bears_the_name_of_a_public_function() -> None:
    modules = {path.stem for path in (ROOT / "extract").iterdir()} | {"schemas", "models"}
    assert not modules & set(docfields.__all__)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute"):
        docfields.no_such_name  # noqa: B018


def test_import_is_light() -> None:
    program = (
        "import time, sys; start = time.perf_counter(); import docfields; "
        "print(time.perf_counter() - start, *sorted(sys.modules))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(3)
    ]
    assert min(float(run[0]) for run in runs) < IMPORT_BUDGET_SECONDS
    assert not set(HEAVY) & set(runs[0][1:])


@pytest.mark.parametrize("folder", ["extract", "schemas", "models"])
def test_library_code_neither_prints_nor_logs(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        text = path.read_text()
        if "cli" in path.parts or path.name == "__main__.py" or '__name__ == "__main__"' in text:
            continue
        functions = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        assert not any(isinstance(one, ast.Name) and one.id == "print" for one in functions), path
        owners = {
            one.value.id for one in functions if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
        }
        assert not owners & {"logger", "log"}, path


def test_every_data_file_travels_in_the_wheel() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    roots = {"extract": "docfields", "schemas": "docfields.schemas", "models": "docfields.models"}
    listed = set()
    for package, patterns in data.items():
        for folder, name in roots.items():
            if package == name or package.startswith(name + "."):
                home = ROOT / folder / Path(*package.removeprefix(name).strip(".").split("."))
                listed |= {path for pattern in patterns for path in home.glob(pattern)}
    found = {
        path
        for folder in roots
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".md")
    }
    assert found <= listed
