"""What the gate says for each result: one large word, the reason, what to do next and whom to phone.

Data only; the Chinese is in resources/i18n/zh_CN/codes.toml. When which applies: `verdict`.
To add a result: a member of `Code` and a line in `ANSWERS`; a test holds the two together.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desk_app.services.core.words import N_, Message


class Code(enum.Enum):
    """The result of a scan at the gate, in the order in which it is looked for. Values are stable: kept in
    records.
    """

    NOTHING = "nothing"
    READ_AGAIN = "read_again"
    SEVERAL = "several"
    FOREIGN = "foreign"
    UNKNOWN_KIND = "unknown_kind"
    NOT_A_PASS = "not_a_pass"  # noqa: S105 - a result, not a password
    NOT_ON_RECORD = "not_on_record"
    NEWER_VERSION = "newer_version"
    UNKNOWN_KEY = "unknown_key"
    KEY_PURPOSE = "key_purpose"
    KEY_SITE = "key_site"
    KEY_TOO_EARLY = "key_too_early"
    KEY_REVOKED = "key_revoked"
    NOT_GENUINE = "not_genuine"
    NOT_UNDERSTOOD = "not_understood"
    OTHER_DESK = "other_desk"
    WRONG_SITE = "wrong_site"
    WRONG_GATE = "wrong_gate"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    TWO_OF_A_NUMBER = "two_of_a_number"
    REVOKED = "revoked"
    REPLACED = "replaced"
    USED_HERE = "used_here"
    USED_ELSEWHERE = "used_elsewhere"
    RELEASE = "release"


class Tone(enum.Enum):
    """How it looks and sounds."""

    GOOD = "good"
    AGAIN = "again"
    BAD = "bad"


class Phone(enum.Enum):
    """Whom the guard phones."""

    NOBODY = "nobody"
    FRONT_DESK = "front_desk"
    SUPERVISOR = "supervisor"


PHONE_NAMES: dict[Phone, Message] = {
    Phone.NOBODY: N_("Nobody to phone"),
    Phone.FRONT_DESK: N_("Phone the front desk"),
    Phone.SUPERVISOR: N_("Phone the supervisor"),
}


@dataclass(frozen=True)
class Answer:
    """What is said for one result. `reason` may hold placeholders; the verdict has their values."""

    tone: Tone
    word: Message
    reason: Message
    next_step: Message
    phone: Phone = Phone.NOBODY


_AGAIN = N_("Scan again", "gate")
_NOT_GENUINE = N_("Not genuine", "gate")
_NOT_PROVEN = N_("Cannot be proven", "gate")
_MAY_LEAVE = N_("May leave", "gate")
"""Nothing has left yet: what was done has words of its own."""
_SCAN_AGAIN = N_("Scan the code once more. If it still cannot be read, type the number below it.")
_HOLD = N_("Nothing leaves. Keep the paper and phone the supervisor.")
_ASK_DESK = N_("Nothing leaves yet. Phone the front desk that issued it.")
_NEW_PASS = N_("Nothing leaves on this pass. The front desk can issue a new one.")

ANSWERS: dict[Code, Answer] = {
    Code.NOTHING: Answer(Tone.AGAIN, _AGAIN, N_("Nothing was read."), _SCAN_AGAIN),
    Code.READ_AGAIN: Answer(
        Tone.AGAIN, _AGAIN, N_("The code was read only in part, or wrongly."), _SCAN_AGAIN
    ),
    Code.SEVERAL: Answer(
        Tone.AGAIN,
        N_("One at a time", "gate"),
        N_("Several codes were read at once: {n}."),
        N_("Cover the other codes and scan the pass alone."),
    ),
    Code.FOREIGN: Answer(
        Tone.AGAIN,
        N_("Not a pass", "gate"),
        N_("This is no code of this building's passes."),
        N_("Find the square code on the exit pass and scan that. Without a pass nothing leaves."),
    ),
    Code.UNKNOWN_KIND: Answer(
        Tone.AGAIN,
        N_("Not a pass", "gate"),
        N_("A number of a newer kind, unknown to this version of the program."),
        N_(
            "Find the square code on the exit pass and scan that. "
            "Tell the supervisor that this PC needs an update."
        ),
        Phone.SUPERVISOR,
    ),
    Code.NOT_A_PASS: Answer(
        Tone.AGAIN,
        N_("Not a pass", "gate"),
        N_("This is the number of another record: {kind}."),
        N_("Find the square code on the exit pass and scan that. Without a pass nothing leaves."),
    ),
    Code.NOT_ON_RECORD: Answer(
        Tone.AGAIN,
        N_("Not on record", "gate"),
        N_("This PC has no pass with the number {number}."),
        N_("Scan the square code: it is proven without any record. If it is torn, phone the front desk."),
        Phone.FRONT_DESK,
    ),
    Code.NEWER_VERSION: Answer(
        Tone.BAD,
        _NOT_PROVEN,
        N_("The pass was issued by a newer version of the program."),
        N_("Nothing leaves yet. Phone the front desk, and have this PC updated."),
        Phone.FRONT_DESK,
    ),
    Code.UNKNOWN_KEY: Answer(
        Tone.BAD,
        _NOT_PROVEN,
        N_("This PC does not know the desk that signed this pass."),
        N_("Nothing leaves yet. Phone the front desk; the supervisor can admit a new desk's key."),
        Phone.FRONT_DESK,
    ),
    Code.KEY_PURPOSE: Answer(
        Tone.BAD,
        _NOT_GENUINE,
        N_("It was signed with a key that is not for passes."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.KEY_SITE: Answer(
        Tone.BAD,
        N_("Other building", "gate"),
        N_("It was issued by a desk of another building."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.KEY_TOO_EARLY: Answer(
        Tone.BAD,
        _NOT_PROVEN,
        N_("It is dated before its desk's key was valid. The clock of the PC that issued it may be wrong."),
        _ASK_DESK,
        Phone.FRONT_DESK,
    ),
    Code.KEY_REVOKED: Answer(
        Tone.BAD,
        N_("Revoked", "gate"),
        N_("It was signed after its desk's key had been revoked or replaced."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.NOT_GENUINE: Answer(
        Tone.BAD, _NOT_GENUINE, N_("The signature does not belong to this pass."), _HOLD, Phone.SUPERVISOR
    ),
    Code.NOT_UNDERSTOOD: Answer(
        Tone.BAD,
        _NOT_PROVEN,
        N_("The pass is signed, but this version of the program does not understand it."),
        _ASK_DESK,
        Phone.FRONT_DESK,
    ),
    Code.OTHER_DESK: Answer(
        Tone.BAD,
        _NOT_GENUINE,
        N_("It was signed by another desk than the one it names."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.WRONG_SITE: Answer(
        Tone.BAD,
        N_("Other building", "gate"),
        N_("The pass is for another building."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.WRONG_GATE: Answer(
        Tone.BAD,
        N_("Wrong gate", "gate"),
        N_("The pass is for another gate: {gates}."),
        N_(
            "Send them to the gate on the pass. Nobody can release it here: the front desk replaces the pass."
        ),
        Phone.FRONT_DESK,
    ),
    Code.NOT_YET: Answer(
        Tone.BAD,
        N_("Not yet valid", "gate"),
        N_("Valid from {start}."),
        N_("Nothing leaves before that time. The front desk can issue a new pass."),
        Phone.FRONT_DESK,
    ),
    Code.EXPIRED: Answer(
        Tone.BAD, N_("Expired", "gate"), N_("It was valid until {end}."), _NEW_PASS, Phone.FRONT_DESK
    ),
    Code.TWO_OF_A_NUMBER: Answer(
        Tone.BAD,
        N_("Two of one number", "gate"),
        N_("This PC has a different pass with the same number, {number}. Its desk may have been restored."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.REVOKED: Answer(
        Tone.BAD, N_("Revoked", "gate"), N_("Revoked at {at} by {by}."), _NEW_PASS, Phone.FRONT_DESK
    ),
    Code.REPLACED: Answer(
        Tone.BAD,
        N_("Replaced", "gate"),
        N_("A new pass, {instead}, took its place at {at}, by {by}."),
        N_("Nothing leaves on this paper. Ask for the new one and scan that."),
        Phone.FRONT_DESK,
    ),
    Code.USED_HERE: Answer(
        Tone.BAD,
        N_("Already used", "gate"),
        N_("Used here, {gate}, at {at} by {by}."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.USED_ELSEWHERE: Answer(
        Tone.BAD,
        N_("Already used", "gate"),
        N_("Used at another gate, {gate}, at {at} by {by}."),
        _HOLD,
        Phone.SUPERVISOR,
    ),
    Code.RELEASE: Answer(
        Tone.GOOD,
        _MAY_LEAVE,
        N_("Genuine and valid until {end}."),
        N_("Compare the goods with the list, then confirm."),
    ),
}

RELEASE_VISITOR = Answer(
    Tone.GOOD,
    _MAY_LEAVE,
    N_("Genuine and valid until {end}."),
    N_("The visitor may leave. Confirm."),
)
RELEASE_BY_NUMBER = Answer(
    Tone.AGAIN,
    N_("Check the paper", "gate"),
    N_("On record here and valid until {end}; typed by number, not proven by signature."),
    N_("Compare the paper with the record line by line, then confirm."),
)
USED_BEFORE = Answer(
    Tone.BAD,
    N_("Already used", "gate"),
    N_("The pass that it replaces was used at {gate}, at {at} by {by}."),
    _HOLD,
    Phone.SUPERVISOR,
)
