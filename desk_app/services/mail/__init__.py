"""The mail desk: what arrives and for whom, where it lies, who fetched it; what goes out (manual, Mail sorting).

Guards see none of it, here neither. `arrivals.py` takes batches in and sorts, `pieces.py` holds what is registered one
by one, `outgoing.py` the postage. Rules without a database are in `rules.py`.
"""

from desk_app.services.codes.short_number import Kind
from desk_app.services.core.feature import Feature
from desk_app.services.core.words import N_
from desk_app.services.mail.archive import MailArchive
from desk_app.services.mail.arrivals import Arrivals
from desk_app.services.mail.counting import counted
from desk_app.services.mail.demo import fill
from desk_app.services.mail.documents import DOCUMENTS
from desk_app.services.mail.events import BATCHES, EVENTS, OUTGOING, PIECES
from desk_app.services.mail.forgetting import RETENTION
from desk_app.services.mail.kit import PAPER_FORMS
from desk_app.services.mail.matters import mail_matters, mail_named_by, outgoing_people, piece_people
from desk_app.services.mail.options import SETTINGS
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.pending import mail_to_decide
from desk_app.services.mail.personal import personal
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import OUTGOING_KIND, PIECE_KIND
from desk_app.services.mail.report import mail_report
from desk_app.services.mail.searching import outgoing_entries, piece_entries

DECISIONS = (
    "mail_pieces.approve_return",
    "mail_pieces.refuse_return",
    "mail_pieces.keep_after_all",
    "mail_pieces.close",
    "outgoing_mail.void",
)

FEATURE = Feature(
    id="mail",
    title=N_("Mail"),
    services=(Arrivals, Pieces, OutgoingMail),
    queries=(MailQueries, MailArchive),
    events=EVENTS,
    settings=SETTINGS,
    search={PIECES: piece_entries, OUTGOING: outgoing_entries},
    demo=fill,
    documents=DOCUMENTS,
    retention=RETENTION,
    matters=mail_matters,
    people={PIECE_KIND: piece_people, OUTGOING_KIND: outgoing_people},
    codes={Kind.MAIL: mail_named_by},
    report=mail_report,
    pending=mail_to_decide,
    decisions=DECISIONS,
    counted=counted,
    paper_forms=PAPER_FORMS,
    personal=personal,
    order=60,
)

__all__ = ["BATCHES", "FEATURE", "OUTGOING", "PIECES"]
