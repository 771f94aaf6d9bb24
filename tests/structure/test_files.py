"""The project's files: nothing of one machine in them, licences beside what others made, the root's papers there."""

from __future__ import annotations

import re
import tomllib

from tests.structure.source import ROOT, tracked

TEXT = {".py", ".md", ".toml", ".txt", ".cfg", ".ini", ".yml", ".yaml", ".json", ".nsi", ".spec", ".sh", ".qss",
        ".svg", ".desktop", ".in", ".css", ".csv", ".mako", ""}  # fmt: skip

# Put together from pieces, so that this file does not find itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "npmjs" + ".com", "deb.de" + "bian.org",
         "archive.ub" + "untu.com"]  # fmt: skip
HOMES = ["ro" + "ot", "ho" + r"me/\w+", "wo" + r"rk/\w+", "opt/" + r"(?:wheels|py\w+)", "Us" + r"ers/\w+"]
OF_A_MACHINE = re.compile(
    "|".join([*(re.escape(host) for host in HOSTS), rf"(?<![\w.\-}}~/])/(?:{'|'.join(HOMES)})\b"])
)


def test_nothing_of_one_machine_or_registry_in_any_file() -> None:
    found = []
    for path in tracked():
        if path.suffix in TEXT:
            lines = path.read_text("utf-8", "replace").splitlines()
            name = path.relative_to(ROOT).as_posix()
            found += [f"{name}:{n}" for n, line in enumerate(lines, 1) if OF_A_MACHINE.search(line)]
    assert found == []


def test_the_rule_sees_its_offender() -> None:
    for line in (
        "see /" + "work/tree/x",
        "cd /" + "root",
        "https://" + HOSTS[0] + "/simple",
        "'/" + "home/mei/x'",
    ):
        assert OF_A_MACHINE.search(line), line
    for line in ("resources/" + "work/x", "a/root/b", "https://example.com/" + "work/x"):
        assert not OF_A_MACHINE.search(line), line


def test_what_others_made_has_its_licence_beside_it() -> None:
    """Fonts, icons and sounds lie in a folder with a licence file, theirs or one above under resources/."""
    resources = ROOT / "resources"
    bare = set()
    for path in tracked():
        if path.suffix.lower() in {".ttf", ".otf", ".ttc", ".woff2", ".svg", ".wav", ".ogg"}:
            folders = [
                folder for folder in path.parents if folder != resources and folder.is_relative_to(resources)
            ]
            if not any(list(folder.glob("*LICEN[CS]E*")) + list(folder.glob("*OFL*")) for folder in folders):
                bare.add(path.parent.relative_to(ROOT).as_posix())
    assert bare == set()


def test_the_papers_of_the_root_are_there() -> None:
    for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"):
        assert (ROOT / name).read_text("utf-8").strip(), name


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(
        rf"^## \[({re.escape(version)}|Unreleased)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
