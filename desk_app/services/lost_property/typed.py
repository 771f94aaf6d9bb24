"""What was typed, cleaned and checked: every problem at its field, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from desk_app.services.blobs.pictures import Picture, clean_picture
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.text.clean import clean_line, compact_code
from desk_app.services.core.text.masks import mask_document
from desk_app.services.core.text.papers import Paper, parse_paper
from desk_app.services.core.text.phones import person_phone_line
from desk_app.services.core.typed import LEAST_WORDS, Problems, checked_words
from desk_app.services.core.words import N_
from desk_app.services.lost_property import rules
from desk_app.services.lost_property.leaks import tells
from desk_app.services.lost_property.records import (
    Category,
    ClaimDraft,
    FoundDraft,
    LostDraft,
    Outcome,
    ValueClass,
)
from desk_app.services.visitors.records import IdKind

MOST_QUANTITY = 999
MOST_WHAT, MOST_FEATURES, MOST_SECRET, MOST_CONTENTS, MOST_PLACE, MOST_FLOOR = 100, 500, 1000, 2000, 100, 20
MOST_SHELF, MOST_NAME, MOST_WORDS, MOST_RECEIPT, MOST_NUMBER = 40, 60, 500, 60, 40
LEAST_NUMBER = 4
_OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Found:
    """A found item as it was checked; `photo` is clean."""

    draft: FoundDraft
    found_at: datetime
    photo: Picture | None


# Found


def checked_found(typed: FoundDraft, now: datetime, safe: str, sealed: tuple[str, str] = ("", "")) -> Found:
    """A found item. `safe` is where things of high value are kept; `sealed`: secret and contents that stay.

    Raises InvalidInput naming every field to mend.
    """
    problems = Problems()
    draft = replace(
        typed,
        what=problems.words("what", typed.what, MOST_WHAT, N_("Say what it is.")),
        features=problems.lines("features", typed.features, MOST_FEATURES),
        secret=problems.lines("secret", typed.secret, MOST_SECRET),
        contents=problems.lines("contents", typed.contents, MOST_CONTENTS),
        place=problems.line("place", typed.place, MOST_PLACE),
        floor=problems.line("floor", typed.floor, MOST_FLOOR),
        finder=problems.line("finder", typed.finder, MOST_NAME),
        finder_phone=problems.if_typed("finder_phone", person_phone_line, typed.finder_phone),
        shelf=_shelf(problems, typed.shelf, typed.value, safe),
    )
    _whole(problems, draft)
    _secrecy(problems, draft, sealed)
    photo = _photo(problems, draft)
    found_at = _found_at(problems, typed.found_at, now)
    problems.done()
    return Found(draft, found_at, photo)


def _whole(problems: Problems, draft: FoundDraft) -> None:
    if not 1 <= draft.quantity <= MOST_QUANTITY:
        problems.say("quantity", N_("1 to {most} pieces."), most=MOST_QUANTITY)
    if not (draft.place or draft.floor):
        problems.say("place", N_("Say where it was found."))


def _secrecy(problems: Problems, draft: FoundDraft, sealed: tuple[str, str]) -> None:
    """Nothing public tells what is secret: neither what is typed now nor what was sealed before."""
    public = {"what": draft.what, "features": draft.features, "place": draft.place, "floor": draft.floor}
    hidden = {"secret": (draft.secret, sealed[0]), "contents": (draft.contents, sealed[1])}
    for at, (now, before) in hidden.items():
        for where, said in public.items():
            if now and tells(said, now):
                problems.say(
                    at, N_("This stands among what is public too: then it is not secret. Take it out there.")
                )
            elif not now and before and tells(said, before):
                problems.say(
                    where, N_("This tells what is kept secret of it. Take it out: anybody may read it here.")
                )


def _photo(problems: Problems, draft: FoundDraft) -> Picture | None:
    if draft.photo is None:
        return None
    if draft.category is Category.DOCUMENT:
        problems.say("photo", N_("Cards and documents are never photographed. Take the photo away."))
        return None
    return problems.take("photo", clean_picture, draft.photo, None)


def _found_at(problems: Problems, typed: datetime | None, now: datetime) -> datetime:
    moment = typed or now
    if moment > now:
        problems.say("found_at", N_("This time is still to come."))
    elif now - moment > _OLDEST:
        problems.say("found_at", N_("This is more than a year ago. Please check the date."))
    return moment


def checked_shelf(typed: str, value: ValueClass, safe: str) -> str:
    """The place on the shelf. Raises InvalidInput ("shelf"): things of high value lie in the safe."""
    problems = Problems()
    shelf = _shelf(problems, typed, value, safe)
    if not shelf:
        problems.say("shelf", N_("Say where it is put."))
    problems.done()
    return shelf


def _shelf(problems: Problems, typed: str, value: ValueClass, safe: str) -> str:
    shelf = problems.line("shelf", typed, MOST_SHELF)
    if value is not ValueClass.HIGH:
        return shelf
    if shelf and not shelf.casefold().startswith(safe.casefold()):
        problems.say("shelf", N_("Things of high value lie in “{safe}”: begin with that."), safe=safe)
    return shelf or safe


def checked_told(name: str) -> str:
    """Who was told. Raises InvalidInput ("name")."""
    return checked_words("name", name, MOST_NAME, N_("Say who was told, by name."))


def checked_notice_day(day: date, today: date) -> date:
    """The day of a public notice. Raises InvalidInput ("day") for one that is still to come."""
    if day > today:
        raise InvalidInput({"day": UserError(N_("This day is still to come."))})
    return day


# Claims


def checked_claim_words(typed: str) -> str:
    """The claimant's words. Raises InvalidInput ("words") for too few: a description comes before anything is shown."""
    problems = Problems()
    said = problems.lines("words", typed, MOST_SECRET)
    different = set("".join(said.casefold().split()))
    if len(different) < rules.LEAST_CLAIM or sum(map(str.isalnum, different)) < rules.LEAST_SAYING:
        text = N_(
            "Type what the claimant says of it, {n} different characters at least: then what is secret is shown."
        )
        problems.say("words", text, n=rules.LEAST_CLAIM)
    problems.done()
    return said


def checked_reason(typed: str) -> str:
    """Why a claim is refused, a report closed. Raises InvalidInput ("why")."""
    return checked_words("why", typed, MOST_WORDS, N_("Say why."))


def checked_claim(typed: ClaimDraft, value: ValueClass, today: date) -> ClaimDraft:
    """Who it is given back to; the document's number leaves as its mask. Raises InvalidInput.

    Everybody signs and leaves a phone number; for more than things of low value a document is shown.
    """
    problems = Problems()
    mask = _document(problems, typed, needed=value is not ValueClass.LOW, today=today)
    draft = replace(
        typed,
        words=problems.lines(
            "words", typed.words, MOST_SECRET, N_("Type which claim it is: what the claimant said.")
        ),
        name=problems.name("name", typed.name, N_("Type the name of whoever fetches it.")),
        phone=problems.if_typed(
            "phone", person_phone_line, typed.phone, N_("Type the phone number of whoever fetches it.")
        ),
        document_kind=typed.document_kind if mask else "",
        document_number=mask,
        proof=problems.lines("proof", typed.proof, MOST_WORDS),
    )
    if draft.signature is None and not draft.on_paper:
        problems.say("signature", N_("Have the receipt signed, on the screen or on paper."))
    problems.done()
    return draft


def _document(problems: Problems, typed: ClaimDraft, *, needed: bool, today: date) -> str:
    number, kind = typed.document_number, typed.document_kind
    if not number.strip():
        if needed:
            problems.say("document_number", N_("Look at a document: choose its kind, type its number."))
        return ""
    if kind not in (one.value for one in IdKind if one is not IdKind.NONE):
        problems.say("document_kind", N_("Choose the kind of document."))
        return ""
    return mask_document(problems.take("document_number", partial(_number, IdKind(kind), today), number, ""))


def _number(kind: IdKind, today: date, typed: str) -> str:
    if kind is IdKind.OTHER:
        number = compact_code(clean_line(typed, MOST_NUMBER))
        if len(number) < LEAST_NUMBER:
            raise UserError(
                N_("The number of a document has {n} letters or digits at least."), n=LEAST_NUMBER
            )
        return number
    return parse_paper(Paper(kind.value), typed, today)


def checked_disposal(outcome: Outcome, receipt: str, words: str) -> tuple[str, str]:
    """Receipt number and words. Raises InvalidInput: the police give a receipt."""
    problems = Problems()
    number = problems.line("receipt", receipt, MOST_RECEIPT)
    if outcome in rules.RECEIPT_NEEDED and len(number) < LEAST_WORDS:
        problems.say("receipt", N_("Type the number of the police's receipt."))
    said = problems.lines("words", words, MOST_WORDS)
    problems.done()
    return number, said


# Lost


def checked_lost(typed: LostDraft, now: datetime) -> LostDraft:
    """What somebody misses. Raises InvalidInput naming every field to mend."""
    problems = Problems()
    draft = replace(
        typed,
        what=problems.words("what", typed.what, MOST_WHAT, N_("Say what is missed.")),
        features=problems.lines("features", typed.features, MOST_FEATURES),
        place=problems.line("place", typed.place, MOST_PLACE),
        floor=problems.line("floor", typed.floor, MOST_FLOOR),
        name=problems.name("name", typed.name, N_("Type the name of whoever misses it.")),
        phone=problems.if_typed(
            "phone", person_phone_line, typed.phone, N_("Type a phone number: you will want to ring back.")
        ),
    )
    _lost_times(problems, draft, now)
    problems.done()
    return draft


def _lost_times(problems: Problems, draft: LostDraft, now: datetime) -> None:
    for at, moment in (("lost_from", draft.lost_from), ("lost_until", draft.lost_until)):
        if moment is not None and moment > now:
            problems.say(at, N_("This time is still to come."))
    if draft.lost_from and draft.lost_until and draft.lost_until < draft.lost_from:
        problems.say("lost_until", N_("This lies before the time from which it may be missed."))
