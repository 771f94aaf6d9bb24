"""What the program is installed from: locked, hashed, without an address; and the licences of what is shipped."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.structure.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
GROUPS = {"runtime": PROJECT["dependencies"]} | PROJECT["optional-dependencies"]
LICENCES = ROOT / "installer" / "LICENSES.md"


def locked(kind: str) -> dict[str, str]:
    """Name → version of one requirements file. Raises AssertionError for one without a hash."""
    text = (ROOT / "installer" / "requirements" / f"{kind}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert all("--hash=sha256:" in line for line in lines), f"a requirement of {kind}.txt has no hash"
    pins = (Requirement(line.split("--hash")[0].strip()) for line in lines)
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


@pytest.mark.parametrize("kind", GROUPS)
def test_the_lock_meets_pyproject(kind: str) -> None:
    pins = locked(kind)
    for text in GROUPS[kind] + GROUPS["runtime"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)]), (
            f"run `python3 run.py lock`: {text}"
        )


@pytest.mark.parametrize("kind", GROUPS)
def test_all_locks_agree(kind: str) -> None:
    pins = locked(kind)
    assert {name: version for name, version in locked("runtime").items() if pins.get(name) != version} == {}


def test_the_camera_is_of_the_same_qt() -> None:
    pins = locked("camera")
    assert pins["pyside6-addons"] == pins["pyside6-essentials"]


def test_locks_name_no_address() -> None:
    for kind in GROUPS:
        text = (ROOT / "installer" / "requirements" / f"{kind}.txt").read_text("utf-8")
        assert re.search(r"://|--(extra-)?index|--find-links|file:", text) is None


def shipped() -> set[str]:
    """The packages that go to the customer on this operating system: runtime dependencies and theirs."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in PROJECT["dependencies"]]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found:
            continue
        found.add(name)
        for text in metadata.requires(name) or []:
            inner = Requirement(text)
            extras = wanted.extras or {""}
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(inner)
    return found


def listed() -> dict[str, str]:
    """Name → licence, from the table in installer/LICENSES.md."""
    rows = re.findall(r"^\| ([\w.\-]+) \| ([^|]+) \|", LICENCES.read_text("utf-8"), re.M)
    return {
        canonicalize_name(name): licence.strip() for name, licence in rows if name not in {"Package", "---"}
    }


def declared(name: str) -> str:
    """What a package says of its own licence."""
    about: Any = metadata.metadata(name)
    classifiers = [text.split(" :: ")[-1] for text in about.get_all("Classifier") or [] if "License" in text]
    return " ".join(
        filter(None, [about.get("License-Expression"), (about.get("License") or "")[:200], *classifiers])
    )


def test_every_shipped_package_is_listed_with_its_licence() -> None:
    assert shipped() - set(listed()) == set(), f"add these to {LICENCES.name}"


def test_the_list_names_only_locked_packages() -> None:
    assert set(listed()) - set(locked("runtime")) == set()


def test_the_listed_licence_is_the_declared_one() -> None:
    """The first word of the listed licence (MIT, BSD-3-Clause, LGPL-3.0 ...) is found in what the package declares."""
    wrong = {}
    for name in shipped():
        said = declared(name).lower()
        family = re.split(r"[ \-(]", listed()[name])[0].lower()
        if said and family not in said and not (family == "zlib" and "libpng" in said):
            wrong[name] = (listed()[name], said)
    assert wrong == {}


def test_nothing_shipped_is_gpl_alone() -> None:
    for name in shipped():
        assert not re.fullmatch(r"A?GPL[\w.\- ]*", listed()[name]), name
