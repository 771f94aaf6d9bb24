"""The building's key, which every admitted desk of the building has; its versions lie with this PC's other keys."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desk_app.services.core.secrets import SecretStore
from desk_app.services.sync import state
from desk_app.services.sync.locks import Keys, open_box_key
from desk_app.services.sync.names import Party

_KEPT_VERSIONS = 20
"""A new one comes with every desk that is revoked; what is older has long been heard."""


def keep_site_key(secrets: SecretStore, version: int, key: bytes) -> None:
    """Keep a version. Raises what the store raises."""
    if secrets.get(_name(version)) != key:
        secrets.put(_name(version), key)


def site_key(secrets: SecretStore, version: object) -> bytes | None:
    """A version of the building's key; None when it is not here."""
    return secrets.get(_name(version)) if type(version) is int and version > 0 else None


def newest_site_key(session: Session, secrets: SecretStore) -> tuple[int, bytes] | None:
    """Version and key to write with; None before this desk is admitted."""
    version = state.told(session).site_key
    key = secrets.get(_name(version)) if version else None
    return None if key is None else (version, key)


def reading_keys(session: Session, secrets: SecretStore, party: Party) -> Keys:
    """Everything this desk can open."""
    newest = state.told(session).site_key
    versions = range(max(1, newest - _KEPT_VERSIONS), newest + 1)
    held = {(party.site, version): secrets.get(_name(version)) for version in versions}
    return Keys(
        {one: key for one, key in held.items() if key is not None}, open_box_key(secrets), f"desk:{party}"
    )


def _name(version: int) -> str:
    return f"site-key-{version}"
