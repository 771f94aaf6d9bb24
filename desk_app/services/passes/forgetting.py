"""What of exit passes is forgotten: carriers, plates, signatories, words. Goods, gates and times stay.

A pass with something returnable outside is kept whole. Who acted for the desk stays on record.
"""

from __future__ import annotations

from sqlalchemy import case, or_, select

from desk_app.services.core.words import N_
from desk_app.services.passes import events
from desk_app.services.passes.options import KEEP_YEARS
from desk_app.services.passes.records import KIND, RELEASE_KIND, PassState
from desk_app.services.passes.tables import PassRow, RefusalRow, ReleaseRow, ReturnRow
from desk_app.services.retention.kept import Kept, Retained, Told, Unit

_DONE = (PassState.USED.value, PassState.REVOKED.value, PassState.REPLACED.value)
_ENDED = case(
    (PassRow.out > 0, None), (PassRow.state.in_(_DONE), PassRow.issued_at), else_=PassRow.valid_until
)
_OPEN = select(PassRow.id).where(PassRow.pass_id == ReleaseRow.root, PassRow.out > 0).exists()

_PASSES = Kept(
    PassRow,
    _ENDED,
    {
        "holder": case((PassRow.tenant.is_(None), ""), else_=PassRow.holder),
        "signatory": None,
        "signatory_name": "",
        "carrier": "",
        "carrier_phone": "",
        "plate": "",
        "remark": "",
        "waiver": "",
        "revoke_reason": "",
    },
    events.FORGOTTEN,
    kinds=(KIND,),
)
_RELEASES = Kept(
    ReleaseRow,
    case((~_OPEN, ReleaseRow.at)),
    {"plate": "", "carrier": "", "remark": "", "override": ""},
    None,
    kinds=(RELEASE_KIND,),
    left=or_(
        ReleaseRow.plate != "", ReleaseRow.carrier != "", ReleaseRow.remark != "", ReleaseRow.override != ""
    ),
)
_RETURNS = Kept(ReturnRow, ReturnRow.at, {"remark": ""}, None, left=ReturnRow.remark != "")
_REFUSALS = Kept(RefusalRow, RefusalRow.at, {"words": ""}, None, left=RefusalRow.words != "")

RETENTION = (
    Retained(
        N_("Exit passes: carriers, plates, signatories, words"),
        KEEP_YEARS,
        Unit.YEARS,
        (_PASSES, _RELEASES, _RETURNS, _REFUSALS, Told(ReleaseRow.root), Told(RefusalRow.root)),
    ),
)
