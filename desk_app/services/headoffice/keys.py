"""Head office's own keys, and the key of each building in its versions. All in one secret store; none in the database.

The root key signs the list of keys and the introduction alone, the sync key everything else.
"""

from __future__ import annotations

import secrets as random
from dataclasses import dataclass
from functools import cached_property

from desk_app.services.codes.signing import SEED_BYTES, Purpose, SigningKey, fingerprint
from desk_app.services.core.secrets import SecretStore
from desk_app.services.sync.locks import HQ, KEY_BYTES, BoxKey, Keys, Locks, open_box_key

_ROOT, _SYNC, _BOX = "root-key", "sync-key", "box-key"


@dataclass(frozen=True)
class OfficeKeys:
    """The keys of one head office, made at the first use."""

    store: SecretStore

    @cached_property
    def root(self) -> SigningKey:
        """Signs what desks are to believe for ever."""
        return SigningKey(Purpose.SYNC, self._seed(_ROOT))

    @cached_property
    def sync(self) -> SigningKey:
        """Signs everything of every day."""
        return SigningKey(Purpose.SYNC, self._seed(_SYNC))

    @cached_property
    def box(self) -> BoxKey:
        """Opens what desks seal for head office."""
        return open_box_key(self.store, _BOX)

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits, to be read out over the phone."""
        return fingerprint(self.root.public, self.sync.public, self.box.public)

    def site(self, site: int) -> dict[int, bytes]:
        """The versions of a building's key; the first is made when it is asked for."""
        first = self.store.get_or_make(_site(site, 1), _new)
        found, version = {1: first}, 2
        while (key := self.store.get(_site(site, version))) is not None:
            found[version] = key
            version += 1
        return found

    def renew_site(self, site: int) -> int:
        """Make the next version of a building's key; its number."""
        version = max(self.site(site)) + 1
        self.store.get_or_make(_site(site, version), _new)
        return version

    def locks(self, *sites: int) -> Locks:
        """With what files for these buildings are locked."""
        return Locks({site: max(self.site(site).items()) for site in sites})

    def keys(self, site: int) -> Keys:
        """With what a batch of a building is opened."""
        return Keys({(site, version): key for version, key in self.site(site).items()}, self.box, HQ)

    def _seed(self, name: str) -> bytes:
        return self.store.get_or_make(name, lambda: random.token_bytes(SEED_BYTES))


def _site(site: int, version: int) -> str:
    return f"site-{site}-{version}"


def _new() -> bytes:
    return random.token_bytes(KEY_BYTES)
