"""The README says what the program does today."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import docfields
from docfields.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    commands = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert commands and all(f"docfields {command}" in README for command in commands)


def test_the_run_and_the_figures_are_those_of_today() -> None:
    command = [sys.executable, str(ROOT / "docs" / "update_readme.py"), "--check"]
    assert subprocess.run(command, check=False, cwd=ROOT).returncode == 0, "run: make readme"


def test_the_names_in_the_python_example_exist() -> None:
    example = re.search(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert example is not None
    names = set(re.findall(r"docfields\.(\w+)", example[1]))
    assert names and names <= set(docfields.__all__)


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets and all((ROOT / target).exists() for target in targets)
