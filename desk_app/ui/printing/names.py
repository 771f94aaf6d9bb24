"""What a paper is called on the screen: its kind in the language of the moment, whom it is about, which copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desk_app.services.core.words import N_
from desk_app.services.printing.kinds import DocumentKind
from desk_app.ui.i18n import tr

if TYPE_CHECKING:
    from desk_app.services.printing.ports import Paper
    from desk_app.services.printing.spool import PrintJob


def name_of(paper: Paper | PrintJob, kinds: Mapping[str, DocumentKind]) -> str:
    """Visitor pass · 张伟明 · YF-A1-261123-001 · copy 1."""
    kind = tr(kinds[paper.kind].title) if paper.kind in kinds else ""
    copy = tr(N_("copy {n}"), n=paper.copy) if paper.copy else ""
    return " · ".join(part for part in (kind, paper.subject, paper.number, copy) if part)
