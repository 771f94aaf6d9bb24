"""The peers and the head office of the exchange's tests."""

from tests.services.sync.conftest import joined, office, peer, share

__all__ = ["joined", "office", "peer", "share"]
