"""What every action of the audit log is called. A question is on record only when it was refused.

A new verb or question adds its line here; a test names those that have none.
"""

from __future__ import annotations

from desk_app.services.core.words import N_, Message

SIGNING_IN: dict[str, Message] = {
    "staff.sign_in": N_("Signed in"),
    "staff.sign_out": N_("Signed out"),
    "staff.lock": N_("Screen locked"),
    "staff.approve": N_("Approved at a colleague's desk"),
}
"""Put on record by the staff service itself, outside a verb."""

DEMO: dict[str, Message] = {
    "demo.directory": N_("Tenants of the demo building invented", "action"),
    "demo.month": N_("Records of the demo building invented", "action"),
}

DESK: dict[str, Message] = {
    "staff.add": N_("Account opened"),
    "staff.change": N_("Account changed"),
    "staff.set_pin": N_("New PIN given"),
    "staff.choose_pin": N_("Own PIN chosen"),
    "staff.close": N_("Account closed"),
    "staff.reopen": N_("Account opened again"),
    "staff.all": N_("Accounts looked at", "action"),
    "staff.me": N_("Own account looked at", "action"),
    "staff.names": N_("Names of staff looked up", "action"),
    "settings.store": N_("Setting changed"),
    "audit.actions": N_("Audit log looked at"),
    "audit.entries": N_("Audit log looked at"),
    "audit.faults": N_("Audit chain verified", "action"),
    "backups.order": N_("Backup made by hand"),
    "backups.order_restore": N_("Restore begun"),
    "backups.note_restored": N_("Restored from a backup"),
    "finder.find": N_("Search", "action"),
}

DIRECTORY: dict[str, Message] = {
    "directory.add_floor": N_("Floor added", "action"),
    "directory.add_tenant": N_("Tenant added", "action"),
    "directory.add_unit": N_("Unit added", "action"),
    "directory.announce_move_out": N_("Move-out announced", "action"),
    "directory.block_finance": N_("Finance blocked", "action"),
    "directory.call_off_move_out": N_("Move-out called off", "action"),
    "directory.clear_finance": N_("Finance cleared", "action"),
    "directory.correct_department": N_("Department corrected", "action"),
    "directory.correct_tenant": N_("Tenant corrected", "action"),
    "directory.give_up_units": N_("Units given up", "action"),
    "directory.import_tenants": N_("Tenants imported", "action"),
    "directory.move_in": N_("Tenant moved in", "action"),
    "directory.moved_out": N_("Tenant moved out", "action"),
    "directory.set_forwarding": N_("Forwarding address set", "action"),
    "directory.withdraw_unit": N_("Unit taken out of use", "action"),
    "directory.add_contact": N_("Contact added", "action"),
    "directory.correct_contact": N_("Contact corrected", "action"),
    "directory.withdraw_contact": N_("Contact withdrawn", "action"),
    "directory.add_signatory": N_("Signatory added", "action"),
    "directory.correct_signatory": N_("Signatory corrected", "action"),
    "directory.renew_signatory": N_("Signatory renewed", "action"),
    "directory.withdraw_signatory": N_("Signatory withdrawn", "action"),
    "directory.departments": N_("Departments looked at", "action"),
    "directory.find_host": N_("Host looked up", "action"),
    "directory.floors": N_("Floors looked at", "action"),
    "directory.plan_import": N_("Import of tenants prepared", "action"),
    "directory.signatories": N_("Signatories looked at", "action"),
    "directory.specimen": N_("Specimen signature looked at", "action"),
    "directory.tenant": N_("Tenant looked at", "action"),
    "directory.tenant_of": N_("Tenant looked up", "action"),
    "directory.tenants": N_("Tenants looked at", "action"),
    "directory.units": N_("Units looked at", "action"),
}

VISITORS: dict[str, Message] = {
    "visitors.admit": N_("Stopped visitor admitted", "action"),
    "visitors.cancel": N_("Announced visit cancelled", "action"),
    "visitors.check_in": N_("Visitor checked in", "action"),
    "visitors.check_out": N_("Visitor checked out", "action"),
    "visitors.close_day": N_("Day closed", "action"),
    "visitors.come_back": N_("Visitor back from a break", "action"),
    "visitors.correct": N_("Visit corrected", "action"),
    "visitors.expect": N_("Visit announced", "action"),
    "visitors.expect_many": N_("List of visits announced", "action"),
    "visitors.print_pass": N_("Pass printed", "action"),
    "visitors.refuse": N_("Visitor refused", "action"),
    "visitors.reveal_document": N_("Whole document number looked at", "action"),
    "visitors.see": N_("Visitor seen in the building", "action"),
    "visitors.step_out": N_("Visitor on a break", "action"),
    "visitors.undo_check_out": N_("Check-out undone", "action"),
    "visitors.by_pass": N_("Visit of a pass looked up", "action"),
    "visitors.card": N_("Visit looked at", "action"),
    "visitors.closing_due": N_("Whether the day is to be closed", "action"),
    "visitors.counts": N_("Numbers of visits looked at", "action"),
    "visitors.numbers": N_("Numbers of visits looked up", "action"),
    "visitors.present": N_("On-site list looked at", "action"),
    "visitors.recall": N_("Known visitor looked up", "action"),
    "visitors.recalled": N_("Known visitor taken over", "action"),
    "visitors.visits": N_("Visits looked at", "action"),
    "visitors.watch_list": N_("Watch list looked at", "action"),
    "visitors.why_stopped": N_("Reason of a stop looked at", "action"),
    "watch_list.add": N_("Put on the watch list", "action"),
    "watch_list.end": N_("Watch-list entry ended", "action"),
}

RELEASES: dict[str, Message] = {
    "releases.release": N_("Goods released at the gate", "action"),
    "releases.override": N_("Goods released against the verdict", "action"),
    "releases.refuse": N_("Goods refused at the gate", "action"),
    "releases.undo_refusal": N_("Refusal undone", "action"),
    "releases.take_back": N_("Returnable goods taken back", "action"),
    "releases.undo_take_back": N_("Taking back undone", "action"),
    "releases.at_gate": N_("Exit pass compared at the gate", "action"),
    "releases.slip": N_("Balance slip looked at", "action"),
    "releases.refusal": N_("Refusal looked at", "action"),
}

OTHERS: dict[str, Message] = {
    "calls.correct": N_("Call corrected", "action"),
    "calls.pass_on": N_("Message passed on", "action"),
    "calls.take_call": N_("Call taken", "action"),
    "calls.undo_pass_on": N_("Passing on undone", "action"),
    "calls.call": N_("Call looked at", "action"),
    "calls.calls": N_("Calls looked at", "action"),
    "calls.counts": N_("Numbers of calls looked at", "action"),
    "calls.open": N_("Open messages looked at", "action"),
    "calls.recall": N_("Known caller looked up", "action"),
    "calls.recalled": N_("Known caller taken over", "action"),
    "roll_call.end": N_("Roll-call ended", "action"),
    "roll_call.mark": N_("Ticked off at a roll-call", "action"),
    "roll_call.mark_pass": N_("Ticked off by pass at a roll-call", "action"),
    "roll_call.mark_visit": N_("Ticked off by visit at a roll-call", "action"),
    "roll_call.start": N_("Roll-call begun", "action"),
    "roll_call.now": N_("Roll-call looked at", "action"),
    "roll_call.past": N_("Past roll-calls looked at", "action"),
    "roll_call.sheet": N_("Roll-call sheet looked at", "action"),
    "gate.scan": N_("Pass scanned at the gate", "action"),
    "gate.last": N_("Latest scans looked at", "action"),
}

NAMES: dict[str, Message] = {**SIGNING_IN, **DEMO, **DESK, **DIRECTORY, **VISITORS, **RELEASES, **OTHERS}
