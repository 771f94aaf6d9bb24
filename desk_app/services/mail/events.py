"""What can happen to mail, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

BATCHES = Topic("mail_batches")
PIECES = Topic("mail_pieces")
OUTGOING = Topic("outgoing_mail")

ARRIVED = EventKind("mail_batch.arrived", BATCHES)
COUNTED = EventKind("mail_batch.counted", BATCHES)
"""Ordinary mail sorted to a tenant."""
SORTED = EventKind("mail_batch.sorted", BATCHES)
BATCH_FORGOTTEN = EventKind("mail_batch.forgotten", BATCHES)
DELIVERED = EventKind("mail_batch.delivered", BATCHES)
UNDELIVERED = EventKind("mail_batch.undelivered", BATCHES)
"""A tick of the round was a slip."""
REGISTERED = EventKind("mail_piece.registered", PIECES)
MATCHED = EventKind("mail_piece.matched", PIECES)
MOVED = EventKind("mail_piece.moved", PIECES)
CORRECTED = EventKind("mail_piece.corrected", PIECES)
ATTEMPTED = EventKind("mail_piece.attempted", PIECES)
HANDED_OVER = EventKind("mail_piece.handed_over", PIECES)
HAND_OVER_UNDONE = EventKind("mail_piece.hand_over_undone", PIECES)
RETURN_ASKED = EventKind("mail_piece.return_asked", PIECES)
RETURN_APPROVED = EventKind("mail_piece.return_approved", PIECES)
RETURN_REFUSED = EventKind("mail_piece.return_refused", PIECES)
KEPT_AFTER_ALL = EventKind("mail_piece.kept_after_all", PIECES)
SENT_ON = EventKind("mail_piece.sent_on", PIECES)
CLOSED = EventKind("mail_piece.closed", PIECES)
PIECE_FORGOTTEN = EventKind("mail_piece.forgotten", PIECES)
POSTED = EventKind("outgoing_mail.posted", OUTGOING)
VOIDED = EventKind("outgoing_mail.voided", OUTGOING)
GONE = EventKind("outgoing_mail.gone", OUTGOING)
RECONCILED = EventKind("outgoing_mail.reconciled", OUTGOING)
OUTGOING_FORGOTTEN = EventKind("outgoing_mail.forgotten", OUTGOING)
MONTH_CLOSED = EventKind("mail.month_closed", BATCHES)
MONTH_COPIED = EventKind("mail.month_copied", BATCHES)
"""The archive of a closed month was lost, and written once more."""
MONTH_REOPENED = EventKind("mail.month_reopened", BATCHES)
"""It was closed before it was over, on a wrong clock."""

EVENTS = (
    ARRIVED, COUNTED, SORTED, DELIVERED, UNDELIVERED, REGISTERED, MATCHED, MOVED, CORRECTED, ATTEMPTED, HANDED_OVER,
    HAND_OVER_UNDONE, RETURN_ASKED, RETURN_APPROVED, RETURN_REFUSED, KEPT_AFTER_ALL, SENT_ON, CLOSED, POSTED, VOIDED,
    GONE, RECONCILED, MONTH_CLOSED, MONTH_COPIED, MONTH_REOPENED, BATCH_FORGOTTEN, PIECE_FORGOTTEN, OUTGOING_FORGOTTEN,
)  # fmt: skip
