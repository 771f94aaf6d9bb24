"""Packs dist/desk-app/ into dist/desk-app_<version>_<arch>.deb: `python installer/debian/make_deb.py` after a build.

The program lies in /usr/lib/desk-app with a link in /usr/bin; the package depends on the libraries Qt takes from the
system. Data is the user's and stays when the package goes.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "dist" / "desk-app"

DESKTOP = """[Desktop Entry]
Type=Application
Name=desk_app
Name[zh_CN]=前台
Comment=The lobby front desk of an office building
Comment[zh_CN]=写字楼大堂前台
Exec=desk-app
Icon=desk-app
Terminal=false
Categories=Office;
"""

CONTROL = """Package: desk-app
Version: {version}
Architecture: {architecture}
Maintainer: the desk_app authors <desk-app@localhost>
Installed-Size: {kilobytes}
Depends: libc6 (>= {libc}), {libraries}
Section: misc
Priority: optional
Description: {description}
 Visitors and their passes, and what else goes over the counter, on one PC and
 without a network. Chinese and English.
"""


def output(*command: str) -> str:
    """What a command prints, stripped. Raises CalledProcessError."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def control(size: int) -> str:
    """The package's description for dpkg; `size` in bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    libraries = tomllib.loads((ROOT / "installer" / "system-packages.toml").read_text("utf-8"))["debian"][
        "run"
    ]
    return CONTROL.format(
        version=project["version"],
        architecture=output("dpkg", "--print-architecture"),
        kilobytes=size // 1024,
        libc=output("dpkg-query", "-W", "-f", "${Version}", "libc6").split("-")[0],
        libraries=", ".join(libraries),
        description=project["description"],
    )


def lay_out(top: Path) -> None:
    """Put every file where it will lie on the customer's PC."""
    library, share = top / "usr/lib/desk-app", top / "usr/share"
    shutil.copytree(BUILT, library, symlinks=True)
    for folder in (top / "usr/bin", share / "applications", share / "doc/desk-app", top / "DEBIAN"):
        folder.mkdir(parents=True)
    (top / "usr/bin/desk-app").symlink_to("../lib/desk-app/desk-app")
    (share / "applications/desk-app.desktop").write_text(DESKTOP, "utf-8")
    shutil.copy(ROOT / "LICENSE", share / "doc/desk-app/copyright")
    shutil.copy(ROOT / "installer/LICENSES.md", share / "doc/desk-app/LICENSES.md")
    icon = ROOT / "resources/icons/desk-app.svg"
    if icon.is_file():
        folder = share / "icons/hicolor/scalable/apps"
        folder.mkdir(parents=True)
        shutil.copy(icon, folder)
    size = sum(path.stat().st_size for path in library.rglob("*") if path.is_file() and not path.is_symlink())
    (top / "DEBIAN/control").write_text(control(size), "utf-8")


def make() -> Path:
    """Build the package and return its path. Raises FileNotFoundError without a build, CalledProcessError."""
    if not BUILT.is_dir():
        raise FileNotFoundError("dist/desk-app is not there: run `python3 run.py build` first")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "package"
        lay_out(top)
        # Nobody but root may change an installed program, whatever the mask of whoever builds it.
        subprocess.run(["chmod", "-R", "u=rwX,go=rX", str(top)], check=True)
        command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "--build", str(top), str(ROOT / "dist")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return max((ROOT / "dist").glob("desk-app_*.deb"), key=lambda path: path.stat().st_mtime)


if __name__ == "__main__":
    print(make().relative_to(ROOT))
