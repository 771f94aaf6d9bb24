"""What head office's window says about the row chosen: what it means, and what a person does about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from desk_app.services.core.words import N_, Message
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.headoffice.reports import DeskStanding
from desk_app.services.sync.frame import Fault
from desk_app.ui.i18n import format_duration, tr

LONG, TOO_LONG = timedelta(hours=24), timedelta(hours=72)
"""So long nothing came of a desk: amber, red."""

ADVICE: Mapping[Trouble, Message] = {
    Trouble.FORK: N_(
        "Two PCs work as this desk: one was copied, or was restored and went on. Its records wait. Find "
        "out which PC is the desk, have the other one set up anew with a number of its own, then settle "
        "this: both sides count."
    ),
    Trouble.GAP: N_(
        "Batches of a PC that was replaced or restored never came, and no other desk has them. Ask the "
        "desk what was done in that time, and write down the outcome."
    ),
    Trouble.AUDIT_CUT: N_(
        "The desk's audit log says something else than it told before: it was restored, or altered past "
        "the program. Ask its supervisor; without a restored backup this is a matter for whoever looks "
        "after security."
    ),
    Trouble.EVENT_TWICE: N_(
        "Two different records of the building have one number; the first one counts. A PC was probably "
        "copied: look for the same desk on two PCs."
    ),
    Trouble.EVENT_ALTERED: N_(
        "A record does not fit its own seal: it was altered at the desk past the program. It is kept as "
        "it came. Ask the desk's supervisor to run the check of its data."
    ),
    Trouble.FAILED: N_(
        "Head office could not finish a step for this desk or building; all others went on, and it is "
        "tried again every round. If it comes again tomorrow, send the log file to whoever looks after "
        "the program."
    ),
    Trouble.STUCK: N_(
        "A soundly signed batch makes no sense to this program, and those after it wait. Update head "
        "office's program; if that does not help, the desk's."
    ),
}
_MENDS_ITSELF = N_(
    "The desk puts this file there again by itself. If it happens again and again, ask who else writes there."
)
_FAULT_ADVICE: Mapping[Fault, Message] = {
    Fault.STRANGER: N_(
        "It is of a PC that is not admitted, was replaced or was revoked. Nothing needs to be done, "
        "unless that PC should be a desk: then admit it."
    ),
    Fault.OTHER_SHARE: N_(
        "It was written for another head office. Somebody copied files between two folders, or the desk "
        "is connected elsewhere."
    ),
    Fault.OTHER_DESK: N_(
        "A file of one desk lies in another one's folder. Somebody copied or moved it there; delete it."
    ),
    Fault.FORK: N_("It is of a copied PC. See “Incidents”."),
    Fault.CHAIN: N_(
        "It does not follow the batch before it: its PC was restored or copied. See “Incidents”."
    ),
    Fault.OLD: N_("It is older than what is here. Nothing needs to be done."),
    Fault.NEWER: N_(
        "The desk's program is newer than this one. Update head office's program: the file is read then."
    ),
    Fault.TOO_LARGE: N_(
        "It would unpack to more than any desk writes, so it is not opened. Ask the desk's supervisor "
        "whether its program was changed; a real desk writes the batch anew after an update."
    ),
    Fault.SECTION: N_(
        "It cannot be opened with head office's keys. If this head office was set up anew, its folder "
        "with the keys must be restored from the backup."
    ),
    Fault.CONTENT: N_(
        "It is soundly signed but makes no sense to this program. Update head office's program."
    ),
    Fault.HELD: N_(
        "Another program holds it, or this PC may not read it. Look at the rights on the folder; it is "
        "tried again."
    ),
}


def fault_advice(fault: Fault) -> Message:
    """What to do about a file that does not count."""
    return _FAULT_ADVICE.get(fault, _MENDS_ITSELF)


def wants_a_look(one: DeskStanding) -> bool:
    """Whether a person should ask at the desk."""
    return one.forked or (one.silent is not None and one.silent >= TOO_LONG)


def said_of_desk(one: DeskStanding) -> str:
    """Its PCs by their digits, and what to do about what is lacking."""
    said = [tr(_pc(pc), digits=pc.fingerprint) for pc in reversed(one.desk.keys)]
    if one.silent is not None and one.silent >= LONG:
        for_long = N_(
            "Nothing came of it for {long}. Call the desk: does its PC run, does it reach the shared folder?"
        )
        said.append(tr(for_long, long=format_duration(one.silent)))
    if one.missing:
        said.append(
            tr(N_("Missing batches: the desk puts them there again, if it is on and reaches the folder."))
        )
    if one.waiting:
        said.append(tr(N_("Its program is newer than this one. Update head office's program.")))
    return "\n".join(said)


def _pc(pc: Any) -> Message:
    if pc.counts:
        return N_("PC in use: {digits}")
    return N_("PC revoked: {digits}") if pc.revoked is not None else N_("PC before it: {digits}")


def said_detail(detail: Mapping[str, Any]) -> str:
    """The numbers of an incident, in words."""
    return " · ".join(
        tr(_DETAILS[name], value=value) if name in _DETAILS else f"{name} {value}"
        for name, value in detail.items()
    )


_DETAILS: Mapping[str, Message] = {
    "seq": N_("number {value}", "incident"),
    "first": N_("from number {value}", "incident"),
    "last": N_("to number {value}", "incident"),
    "epoch": N_("chain {value}", "incident"),
    "event": N_("record {value}", "incident"),
    "step": N_("step “{value}”", "incident"),
    "error": N_("error {value}", "incident"),
    "day": N_("on {value}", "incident"),
}
