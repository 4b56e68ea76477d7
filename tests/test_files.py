"""Files and folders are written whole or not at all, and what is made aside is gone afterwards."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.files import aside, new_folder, write_files, write_whole

REMEDY = "choose another name"


@pytest.fixture
def other_process() -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Return a function that starts a process which has a file of RDF aside in a folder."""
    code = (
        "import sys, kg.files\n"
        "with kg.files.aside(sys.argv[1]) as made:\n"
        "    open(made + '/half.ttl', 'w').write('<a:a> <a:b> ')\n"
        "    print(made, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    started = []

    def start(folder: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, str(folder)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        process.stdout.readline()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def asides(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith(".kg-")]


def test_what_another_process_has_aside_is_left_alone_until_it_is_dead(tmp_path, other_process):
    process = other_process(tmp_path)
    write_whole(str(tmp_path / "a.txt"), b"1")
    assert len(asides(tmp_path)) == 1
    process.kill()
    process.wait()
    assert len(asides(tmp_path)) == 1
    write_whole(str(tmp_path / "a.txt"), b"2")
    assert os.listdir(tmp_path) == ["a.txt"]


def test_what_is_aside_is_never_taken_for_data(tmp_path, write, other_process):
    write("whole.ttl", "<a:a> <a:b> 1 .")
    other_process(tmp_path).kill()
    assert list(kg.load(tmp_path).graphs) == ["file:///whole.ttl"]


def test_nothing_is_left_when_the_writing_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), aside(str(tmp_path)) as made:
        (Path(made) / "a").write_text("half")
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == []


def test_a_new_folder_appears_only_when_it_is_whole(tmp_path):
    path = tmp_path / "x" / "new"
    with new_folder(str(path), remedy=REMEDY) as made:
        (Path(made) / "a").write_text("1")
        assert not path.exists()
    assert os.listdir(tmp_path / "x") == ["new"]
    assert os.listdir(path) == ["a"]


def test_a_new_folder_has_ordinary_permissions(tmp_path):
    with new_folder(str(tmp_path / "new"), remedy=REMEDY):
        pass
    (tmp_path / "like").mkdir()
    modes = {stat.S_IMODE(os.stat(tmp_path / name).st_mode) for name in ("new", "like")}
    assert len(modes) == 1


def test_files_come_together_or_not_at_all(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").mkdir()
    with pytest.raises(kg.WriteError, match="cannot be written: is a directory"):
        write_files(str(tmp_path), {"a": b"new", "b": b"new"})
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


@pytest.fixture
def steps(monkeypatch) -> list[str]:
    """Return what is brought to the disk and what is moved, in order, by last names."""
    seen: list[str] = []
    sync, replace = os.fsync, os.replace

    def named(path: str) -> str:
        return "aside" if os.path.basename(path).startswith(".kg-") else os.path.basename(path)

    def fsync(handle: int) -> None:
        seen.append(f"sync {named(os.readlink(f'/proc/self/fd/{handle}'))}")
        sync(handle)

    def move(new: str, path: str) -> None:
        seen.append(f"move {named(new)}")
        replace(new, path)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", move)
    return seen


def test_a_file_is_on_the_disk_before_it_is_moved_and_its_place_after(tmp_path, steps):
    # F31, for a loss of power: a name may else be on the disk before what it names.
    write_whole(str(tmp_path / "new" / "a"), b"1")
    assert steps == [f"sync {tmp_path.name}", "sync a", "move a", "sync new"]


def test_so_is_everything_in_a_new_folder(tmp_path, steps):
    with new_folder(str(tmp_path / "new"), remedy=REMEDY) as made:
        (Path(made) / "below").mkdir()
        (Path(made) / "below" / "a").write_text("1")
    place = f"sync {tmp_path.name}"
    assert steps == ["sync new", "sync a", "sync below", "move new", place]


def test_a_file_system_that_cannot_sync_a_folder_is_written_to_all_the_same(tmp_path, monkeypatch):
    sync = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(str(tmp_path / "a"), b"1")
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_name_that_is_too_long_is_refused(tmp_path):
    with pytest.raises(kg.WriteError, match="file name too long"):
        write_whole(str(tmp_path / ("a" * 300)), b"1")
    assert os.listdir(tmp_path) == []
