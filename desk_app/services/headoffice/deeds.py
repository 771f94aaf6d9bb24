"""What people call the events that reports across buildings count; the many small steps between are no figures.

Head office knows no feature: a desk may be older or newer than it. An event that is not named here is a step, or what
a desk heard of another one that counts it.
What was done is counted, also what was taken back later or joined with another report: a desk's own report counts how
its records stand, and may say less.
"""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.services.core.words import N_, Message

DEEDS: Mapping[str, Message] = {
    "visit.expected": N_("Visitors announced", "deed"),
    "visit.checked_in": N_("Visitors checked in", "deed"),
    "visit.checked_out": N_("Visitors checked out", "deed"),
    "visit.refused": N_("Visitors refused", "deed"),
    "call.taken": N_("Calls taken", "deed"),
    "roll_call.started": N_("Roll calls", "deed"),
    "exit_pass.issued": N_("Exit passes issued", "deed"),
    "exit_pass.released": N_("Goods released at the gate", "deed"),
    "exit_pass.refused": N_("Goods refused at the gate", "deed"),
    "exit_pass.revoked": N_("Exit passes revoked", "deed"),
    "exit_pass.taken_back": N_("Goods taken back", "deed"),
    "loan.lent": N_("Things lent", "deed"),
    "loan.returned": N_("Things given back", "deed"),
    "loan.lost": N_("Lent things lost", "deed"),
    "key_handout.handed_out": N_("Keys handed out", "deed"),
    "key_handout.given_back": N_("Keys given back", "deed"),
    "key.lost": N_("Keys lost", "deed"),
    "mail_batch.arrived": N_("Deliveries of mail", "deed"),
    "mail_piece.registered": N_("Mail registered", "deed"),
    "mail_piece.handed_over": N_("Mail handed over", "deed"),
    "outgoing_mail.posted": N_("Mail sent", "deed"),
    "repair.received": N_("Reports taken in", "deed"),
    "repair.done": N_("Reports done", "deed"),
    "repair.closed": N_("Reports closed", "deed"),
    "found_item.taken_in": N_("Found things taken in", "deed"),
    "found_item.returned": N_("Found things returned", "deed"),
    "found_item.disposed": N_("Found things disposed of", "deed"),
    "lost_report.reported": N_("Losses reported", "deed"),
    "incident.begun": N_("Incidents begun", "deed"),
    "incident.closed": N_("Incidents closed", "deed"),
    "shift.handed_over": N_("Shifts handed over", "deed"),
    "day.closed": N_("Days closed", "deed"),
    "notice.posted": N_("Notices posted", "deed"),
    "conflict.opened": N_("Conflicts found", "deed"),
    "conflict.settled": N_("Conflicts settled", "deed"),
    "privacy.exported": N_("Personal data given out", "deed"),
    "privacy.erased": N_("Personal data erased", "deed"),
    "drawer.moved": N_("Movements of the drawer", "deed"),
}
