"""Which machine this is, so that data copied to another one is found out.

A hash, so that what the system says of itself never leaves the program. Installing the system anew makes another
machine of it: the desk then begins a new epoch, which costs nothing.
"""

from __future__ import annotations

import hashlib
import importlib
import uuid
from pathlib import Path
from typing import Any

_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_DOMAIN = b"front-desk/machine/1\n"


def machine_id() -> str:
    """32 hex digits, the same at every start of this system; a copied disk has others once it has an id of its own."""
    return hashlib.sha256(_DOMAIN + _said_by_system().encode()).hexdigest()[:32]


def _said_by_system() -> str:
    """What the system calls this installation; the network card's number where it does not say."""
    return _windows() or _unix() or f"{uuid.getnode():012x}"


def _unix() -> str:
    for path in _FILES:
        try:
            said = path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if said and said != "uninitialized":
            return said
    return ""


def _windows() -> str:
    try:
        winreg: Any = importlib.import_module("winreg")  # there on Windows alone
    except ImportError:
        return ""
    view = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, view) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0]).lower()
    except OSError:
        return ""
