from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            folder,
            ROOT,
        ],
        check=True,
    )
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_ontology_the_page_and_the_type_marker(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {str(p.relative_to(ROOT)) for p in (ROOT / "ontology").rglob("*") if p.is_file()}
    assert {f"kg/{name}" for name in shipped} <= names
    assert "kg/py.typed" in names
    assert {name for name in names if name.startswith("tests/")} == set()


def test_kg_works_from_the_wheel_alone(wheel, tmp_path):
    """Read the package out of the wheel, away from the checkout."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import kg; print(kg.__file__); print(len(kg.load('ms').claims))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout.splitlines() == [str(tmp_path / "kg" / "__init__.py"), "1002"]


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(d for group in project["optional-dependencies"].values() for d in group),
    ]
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    }
    names = {
        re.split(r"[><=\[ ]", dependency)[0].lower().replace("_", "-") for dependency in wanted
    }
    assert names - pinned == set()


def test_no_download_host_is_named():
    assert not re.search(
        r"https?://|--index|--find-links",
        (ROOT / "constraints.txt").read_text() + (ROOT / "Makefile").read_text(),
    )
