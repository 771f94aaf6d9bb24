"""A share through an SMB client that is no part of the operating system: each call says what the server said."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import smbclient
from smbprotocol.exceptions import SMBException, SMBOSError, SMBResponseException

from desk_app.services.sync.folder import parts_of
from desk_app.services.sync.share import Entry, ShareAway, ShareTrouble
from desk_app.services.sync.troubles import away, full, held, read_only

KNOWN: Mapping[int, Callable[[], ShareTrouble]] = {
    0xC0000043: held,  # sharing violation
    0xC0000054: held,  # lock conflict
    0xC0000056: held,  # delete pending
    0xC0000022: read_only,  # access denied
    0xC00000A2: read_only,  # write-protected
    0xC000007F: full,
    0xC0000044: full,  # quota
}
IS_A_FOLDER = 0xC00000BA


class SmbShare:
    """`share.Share` on one connection. `sharing`: what others may do with a file while it is open ("rwd")."""

    def __init__(self, port: int, share: str, user: str, password: str, cache: dict[str, object]) -> None:
        self._root = f"\\\\127.0.0.1\\{share}"
        self._cache = cache
        self.on_written: Callable[[int], None] = lambda _bytes: None
        """Told how much of a file has been sent."""
        self._with: dict[str, Any] = {
            "port": port, "username": user, "password": password, "connection_cache": cache, "connection_timeout": 10,
            "auth_protocol": "ntlm",
        }  # fmt: skip

    def at(self, path: str) -> str:
        """A path as the client writes it."""
        return "\\".join((self._root, *parts_of(path)))

    def files(self, folder: str) -> list[Entry]:
        at = self.at(folder) if folder else self._root
        with self._told():
            return [
                Entry(
                    one.name, one.smb_info.end_of_file, int(one.smb_info.last_write_time.timestamp() * 1000)
                )
                for one in self._listed(at)
                if one.is_file(follow_symlinks=False)
            ]

    def folders(self, folder: str) -> list[str]:
        at = self.at(folder) if folder else self._root
        with self._told():
            return [one.name for one in self._listed(at) if one.is_dir(follow_symlinks=False)]

    def _listed(self, at: str) -> list[Any]:
        try:
            return list(smbclient.scandir(at, **self._with))
        except SMBOSError as fault:
            if fault.errno == errno.ENOENT:
                return []
            raise

    def read(self, path: str, most: int) -> bytes | None:
        at = self.at(path)
        with self._told():
            try:
                with smbclient.open_file(at, "rb", buffering=0, share_access="rwd", **self._with) as file:
                    content = bytearray()
                    while len(content) <= most and (
                        piece := file.read(min(1 << 20, most + 1 - len(content)))
                    ):
                        content += piece
                    return bytes(content) if len(content) <= most else None
            except SMBOSError as fault:
                if fault.errno in (errno.ENOENT, errno.EISDIR) or fault.ntstatus == IS_A_FOLDER:
                    return None
                raise

    def create(self, path: str, content: bytes) -> bool:
        at = self.at(path)
        with self._told():
            for deep in range(1, len(parts_of(path))):
                self._make("/".join(parts_of(path)[:deep]))
            try:
                file = smbclient.open_file(at, "xb", buffering=0, share_access="rd", **self._with)
            except SMBOSError as fault:
                if fault.errno == errno.EEXIST:
                    return False
                raise
            with file:
                left = memoryview(content)
                while left:
                    left = left[file.write(left[: 1 << 20]) :]
                    self.on_written(len(content) - len(left))
                file.flush()
            return True

    def _make(self, folder: str) -> None:
        try:
            smbclient.mkdir(self.at(folder), **self._with)
        except SMBOSError as fault:
            if fault.errno != errno.EEXIST:
                raise

    def rename(self, old: str, new: str) -> None:
        if parts_of(old)[:-1] != parts_of(new)[:-1]:
            raise ValueError("renaming stays in a folder")
        with self._told():
            try:
                smbclient.replace(self.at(old), self.at(new), **self._with)
            except SMBOSError as fault:
                if fault.errno == errno.ENOENT:
                    raise FileNotFoundError(old) from None
                raise

    def rename_to_new(self, old: str, new: str) -> bool:
        """Rename without replacing; whether the server said that it did."""
        try:
            smbclient.rename(self.at(old), self.at(new), **self._with)
        except (OSError, SMBResponseException):
            return False
        return True

    def delete(self, path: str) -> None:
        at = self.at(path)
        with self._told():
            try:
                smbclient.remove(at, **self._with)
            except SMBOSError as fault:
                if fault.errno != errno.ENOENT:
                    raise

    def remove_folder(self, path: str) -> None:
        with suppress(OSError):
            smbclient.rmdir(self.at(path), **self._with)

    def free_bytes(self) -> int | None:
        return None

    def open_alone(self, path: str) -> Any:
        """A file, open so that nobody else may: as an antivirus holds it."""
        return smbclient.open_file(self.at(path), "rb", share_access=None, **self._with)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except (SMBOSError, SMBResponseException) as fault:
            status = fault.ntstatus if isinstance(fault, SMBOSError) else fault.status
            if (known := KNOWN.get(status)) is not None:
                raise known() from fault
            raise self._gone() from fault
        except (OSError, SMBException) as fault:
            raise self._gone() from fault
        except ValueError as fault:  # the client's word for a server that it cannot reach
            raise self._gone() from fault

    def _gone(self) -> ShareAway:
        """The connection is of no use any more: the next call makes another."""
        smbclient.reset_connection_cache(fail_on_error=False, connection_cache=self._cache)
        self._cache.clear()
        return away()
