"""What the actions of a shift are called in the audit log: handovers and notices."""

from __future__ import annotations

from desk_app.services.core.words import N_, Message

SHIFT: dict[str, Message] = {
    "shift.count": N_("Shift counted", "action"),
    "shift.hand_over": N_("Shift handed over", "action"),
    "shift.give_up": N_("Count of a shift given up", "action"),
    "shift.printed": N_("Handover printed", "action"),
    "shift.to_count": N_("What is to be counted looked at", "action"),
    "shift.counting": N_("Count of a shift looked at", "action"),
    "shift.ahead": N_("Open matters of the shift looked at", "action"),
    "shift.last_handover": N_("Last handover looked at", "action"),
    "shift.handovers": N_("Handovers looked at", "action"),
    "shift.handover": N_("Handover looked at", "action"),
    "shift.numbers": N_("Numbers of handovers looked up", "action"),
    "notices.post": N_("Notice posted", "action"),
    "notices.read": N_("Notice read", "action"),
    "notices.withdraw": N_("Notice withdrawn", "action"),
    "notices.mine": N_("Own notices looked at", "action"),
    "notices.unread": N_("Unread notices looked at", "action"),
    "notices.all": N_("Notices looked at", "action"),
}
