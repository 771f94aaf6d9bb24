"""What this PC keeps of passes that it did not give out: their codes, and what they say about passes they replace."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.journal.work import Work
from desk_app.services.passes.balance import short_code
from desk_app.services.passes.signed import superseded
from desk_app.services.passes.tables import CodeRow, RevocationRow


def keep_code(work: Work, raw: str, claims: PassClaims, root: int) -> None:
    """A code that has moved goods is kept, and with it what it replaces."""
    if work.session.get(CodeRow, claims.pass_id) is None:
        code, short = read_scan(raw).text, short_code(claims)
        work.session.add(
            CodeRow(pass_id=claims.pass_id, root=root, code=code, short_code=short, made_at=work.now)
        )
    keep_superseded(work.session, claims)


def keep_superseded(session: Session, claims: PassClaims) -> None:
    """The passes that a proven one replaces are void from its issue on, unless they are known to be."""
    for old in superseded(claims):
        if session.get(RevocationRow, old) is None:
            row = RevocationRow(root=old, at=claims.issued_at, desk=claims.desk, replaced_by=claims.pass_id)
            session.add(row)
