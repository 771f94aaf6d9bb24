"""What is secret about an item, sealed in its row: closed and opened here alone (manual, Lost property 1).

Each text opens for its own record only: moved to another row it stays closed.
"""

from __future__ import annotations

from desk_app.services.core.sealing import Sealer
from desk_app.services.core.secrets import SecretStore
from desk_app.services.lost_property.matching import common_words, contrary_words
from desk_app.services.lost_property.records import Secrets
from desk_app.services.lost_property.tables import ClaimRow, FoundRow

_SECRET, _CONTENTS, _WORDS, _WHY = (
    "lost_property.secret",
    "lost_property.contents",
    "lost_property.claim",
    "lost_property.refusal",
)


def seal_item(store: SecretStore, row: FoundRow, secret: str, contents: str) -> None:
    """Keep what is secret; nothing typed leaves what is kept."""
    sealer = Sealer(store)
    if secret:
        row.secret_sealed = sealer.seal(f"{_SECRET} {row.id}", secret)
    if contents:
        row.contents_sealed = sealer.seal(f"{_CONTENTS} {row.id}", contents)


def open_item(store: SecretStore, row: FoundRow, words: str = "") -> Secrets:
    """What is secret, and which of `words` are in it or in what is public."""
    secret = _opened(store, f"{_SECRET} {row.id}", row.secret_sealed)
    contents = _opened(store, f"{_CONTENTS} {row.id}", row.contents_sealed)
    known = "\n".join((row.what, row.features, secret or "", contents or ""))
    alike = common_words(words, known) if words else ()
    unlike = contrary_words(words, known) if words else ()
    return Secrets(secret or "", contents or "", alike, unlike, unreadable=secret is None or contents is None)


def seal_words(store: SecretStore, claim: int, words: str) -> bytes:
    """The claimant's words: true ones tell what is secret."""
    return Sealer(store).seal(f"{_WORDS} {claim}", words)


def seal_why(store: SecretStore, claim: int, why: str) -> bytes:
    """Why a claim was refused: it may say what would have been right."""
    return Sealer(store).seal(f"{_WHY} {claim}", why)


def open_claim(store: SecretStore, row: ClaimRow) -> tuple[str, str]:
    """The claimant's words, and why the claim was refused."""
    words = _opened(store, f"{_WORDS} {row.id}", row.words_sealed)
    return words or "", _opened(store, f"{_WHY} {row.id}", row.why_sealed) or ""


def _opened(store: SecretStore, purpose: str, sealed: bytes | None) -> str | None:
    """The text; nothing for nothing, None when its key is on another PC."""
    return "" if sealed is None else Sealer(store).open(purpose, sealed)
