"""The scripts of the page: their types hold, and they can be linked."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.view import bundle

MODULES = sorted(bundle.WEB.glob("*.js"))


def test_the_types_of_the_scripts_hold() -> None:
    checker = Path(sys.prefix) / "node" / "node_modules" / ".bin" / "tsc"
    if not checker.exists():
        pytest.fail("the scripts are checked with TypeScript; make .venv/installed-for-scripts")
    flags = (
        "--noEmit --allowJs --checkJs --strict --noUnusedLocals --noUnusedParameters"
        " --target es2022 --module es2022 --moduleResolution bundler"
        " --lib es2023,dom,dom.iterable"
    )
    done = subprocess.run(
        [str(checker), *flags.split(), *MODULES],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0


def test_every_module_is_in_the_page_after_what_it_imports() -> None:
    linked = [bundle.link(main) for main in ("face", "run", "page")]
    found = [re.findall(r"^const \$(\w+) = ", text, re.MULTILINE) for text in linked]
    assert sorted(set().union(*found)) == [path.stem for path in MODULES]
    assert not any(re.search(r"^(import|export)\b", text, re.MULTILINE) for text in linked)
    assert [names[-1] for names in found] == ["face", "run", "page"]


# Prints each module of a folder as the compiler understands it, without comments.
_UNDERSTOOD = """
const [compiler, folder] = process.argv.slice(1);
const ts = require(compiler);
const { readdirSync, readFileSync } = require("node:fs");
const compilerOptions = { target: "esnext", module: "esnext", removeComments: true };
for (const name of readdirSync(folder).sort().filter((name) => name.endsWith(".js"))) {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  console.log(ts.transpileModule(text, { compilerOptions }).outputText);
}
"""


def understood(folder: Path) -> str:
    compiler = Path(sys.prefix) / "node" / "node_modules" / "typescript"
    command = ["node", "-e", _UNDERSTOOD, str(compiler), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_nothing_but_comments_and_indents_stays_behind(tmp_path: Path) -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(bundle.compact(text), encoding="utf-8")
    assert understood(tmp_path) == understood(bundle.WEB)
    linked = bundle.link("page")
    assert "\n// " not in linked
    assert "@param" not in linked


def test_a_module_that_cannot_be_linked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.js").write_text('import everything from "elsewhere";\n')
    monkeypatch.setattr(bundle, "WEB", tmp_path)
    with pytest.raises(ValueError, match=r"page\.js imports or exports"):
        bundle.link("page")
