"""The gate's verdict: fixed steps, each with its own result; the first that fails is the answer.

Read → envelope and version → key (known, for passes, of this site, in force when issued) → signature, before
anything else is read → content, desk → site → gate → not yet, expired → same as on record →
revoked → used here, used elsewhere.
Nothing is written here: the release is one transaction of the passes feature, which decides races.
To add a check on the claims: a function in `CHECKS`, with a result in `answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk_app.services.codes import answers
from desk_app.services.codes.answers import ANSWERS, Answer, Code
from desk_app.services.codes.claims import GATES, PassClaims, PassKind, number_said, pass_id_of
from desk_app.services.codes.frame import VERSION, Frame
from desk_app.services.codes.ledger import (
    CLOCK_BEHIND,
    CLOCKS_DIFFER,
    Freshness,
    GateContext,
    Ledger,
    Level,
    Use,
    freshness,
)
from desk_app.services.codes.pass_code import SignedBytes, UnreadableError, parse, split
from desk_app.services.codes.scanned import Scan, Scanned, read
from desk_app.services.codes.short_number import KIND_NAMES, Kind, ShortNumber
from desk_app.services.codes.signing import KeyRing, Purpose, TrustedKey
from desk_app.services.core.words import Message


@dataclass(frozen=True)
class Verdict:
    """The answer to one scan.

    `claims` are there once they are proven (or found on record by number: then `proven` is False). `met`:
    this PC has the full list of goods; else the short lines in the claims are what there is to compare.
    `uses` are all releases known so far. `values` fill the placeholders of `answer.reason`; they may name
    staff, so never log them. `clock_behind`: by how much this PC's clock is
    behind the newest time it has seen, 0 within the usual difference. `issued_later`: when a proven pass says it
    was issued, if that has not come yet.
    """

    code: Code
    answer: Answer
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    claims: PassClaims | None = None
    key: TrustedKey | None = field(default=None, repr=False)
    proven: bool = False
    met: bool = False
    uses: tuple[Use, ...] = field(default=(), repr=False)
    freshness: Freshness | None = None
    clock_behind: timedelta = timedelta()
    issued_later: str = ""

    @property
    def releases(self) -> bool:
        """Whether the pass may be released now, after comparing."""
        return self.code is Code.RELEASE

    @property
    def needs_supervisor(self) -> bool:
        """Whether a release needs the supervisor's code, because this PC has been cut off for too long."""
        return self.releases and self.freshness is not None and self.freshness.level is Level.RED

    @property
    def clock_suspect(self) -> bool:
        """Whether this PC's clock, or the one that dated the pass, is wrong."""
        return bool(self.clock_behind or self.issued_later)

    @property
    def clock_notes(self) -> tuple[tuple[Message, Mapping[str, object]], ...]:
        """The sentences about the clocks, each with its values; none when nothing is suspect."""
        minutes = self.clock_behind // timedelta(minutes=1)
        behind = (CLOCK_BEHIND, {"hours": minutes // 60, "minutes": minutes % 60})
        differ = (CLOCKS_DIFFER, {"issued": self.issued_later})
        return (*((behind,) if self.clock_behind else ()), *((differ,) if self.issued_later else ()))


@dataclass(frozen=True)
class Finding:
    """A step's result, with the values of its sentence."""

    code: Code
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    answer: Answer | None = None
    """Where the code's own says too little."""


def judge(raw: str, ring: KeyRing, context: GateContext, ledger: Ledger) -> Verdict:
    """The verdict on what was scanned or typed at a gate. No input makes it raise; a failing ledger does."""
    return judge_scan(read(raw), ring, context, ledger)


def judge_scan(
    scanned: Scanned, ring: KeyRing, context: GateContext, ledger: Ledger, despite: Collection[Code] = ()
) -> Verdict:
    """The same for a scan that `scanned.read` has sorted already.

    `despite`: results of `CHECKS` that somebody has set aside; what comes after them still counts.
    """
    return replace(_judge_scan(scanned, ring, context, ledger, despite), clock_behind=context.behind)


def _judge_scan(
    scanned: Scanned, ring: KeyRing, context: GateContext, ledger: Ledger, despite: Collection[Code]
) -> Verdict:
    if scanned.frame is not None:
        return _judge_frame(scanned.frame, scanned.text, ring, context, ledger, despite)
    if scanned.number is not None:
        return _judge_number(scanned.number, ring, context, ledger, despite)
    return _refuse(Finding(_NO_CODE[scanned.what], {"n": len(scanned.parts)}))


_NO_CODE = {
    Scan.NOTHING: Code.NOTHING,
    Scan.READ_AGAIN: Code.READ_AGAIN,
    Scan.SEVERAL: Code.SEVERAL,
    Scan.FOREIGN: Code.FOREIGN,
    Scan.UNKNOWN_KIND: Code.UNKNOWN_KIND,
}


def _judge_frame(
    frame: Frame, code: str, ring: KeyRing, context: GateContext, ledger: Ledger, despite: Collection[Code]
) -> Verdict:
    key = proven_by(frame, ring, context)
    if isinstance(key, Code):
        return _refuse(Finding(key))
    claims = proven_claims(split(frame), frame, key)
    if isinstance(claims, Code):
        return replace(_refuse(Finding(claims)), key=key)
    stale = _stale_root(claims, ring, context, ledger)
    if stale is not None:
        return replace(_refuse(Finding(stale)), key=key)
    issued = claims.issued_at
    later = _said(issued, context) if context.is_future(issued) else ""
    verdict = _judge_claims(claims, code, context, ledger, despite)
    return replace(verdict, key=key, proven=True, issued_later=later)


def _stale_root(claims: PassClaims, ring: KeyRing, context: GateContext, ledger: Ledger) -> Code | None:
    """A balance slip is worth no more than its pass: the gate that gave it may not have known of the key's end."""
    code = ledger.code(claims.fields.balance_of) if claims.fields.balance_of else None
    return _key_now(code, ring, context) if code is not None else None


def _key_now(code: str, ring: KeyRing, context: GateContext) -> Code | None:
    """Why a code that was proven once would not be proven now."""
    frame = read(code).frame
    key = proven_by(frame, ring, context) if frame is not None else Code.NOT_GENUINE
    return key if isinstance(key, Code) else None


def _judge_number(
    number: ShortNumber, ring: KeyRing, context: GateContext, ledger: Ledger, despite: Collection[Code]
) -> Verdict:
    if number.kind is not Kind.PASS:
        return _refuse(Finding(Code.NOT_A_PASS, {"kind": KIND_NAMES[number.kind]}))
    pass_id = pass_id_of(number)
    claims, code = ledger.claims(pass_id), ledger.code(pass_id)
    if claims is None or code is None:
        return _refuse(Finding(Code.NOT_ON_RECORD, {"number": number.format()}))
    stale = _key_now(code, ring, context) or _stale_root(claims, ring, context, ledger)
    if stale is not None:
        return _refuse(Finding(stale))
    verdict = _judge_claims(claims, code, context, ledger, despite)
    return replace(verdict, answer=answers.RELEASE_BY_NUMBER) if verdict.releases else verdict


def _judge_claims(
    claims: PassClaims, code: str, context: GateContext, ledger: Ledger, despite: Collection[Code]
) -> Verdict:
    finding = first_finding(claims, context, ledger, despite)
    if finding.code in _AFTER_SAME and ledger.is_another(claims.pass_id, code):
        finding = _two_of(claims)
    visitor = finding.code is Code.RELEASE and claims.kind is PassKind.VISITOR
    return Verdict(
        finding.code,
        answers.RELEASE_VISITOR if visitor else finding.answer or ANSWERS[finding.code],
        finding.values,
        claims,
        met=ledger.claims(claims.pass_id) is not None,
        uses=tuple(ledger.uses(whole_of(claims, ledger).pass_id)),
        freshness=freshness(context, ledger, one_gate=claims.gates.bit_count() == 1),
    )


_AFTER_SAME = frozenset({Code.REVOKED, Code.REPLACED, Code.USED_HERE, Code.USED_ELSEWHERE, Code.RELEASE})
"""What comes after `check_same`: there another desk's word counts too, that it has a different pass of this number."""


def _refuse(finding: Finding) -> Verdict:
    return Verdict(finding.code, ANSWERS[finding.code], finding.values)


# The steps up to the proof


def cut(frame: Frame) -> SignedBytes | Code:
    """Version, then body and signature."""
    if frame.version != VERSION:
        return Code.NEWER_VERSION
    try:
        return split(frame)
    except UnreadableError:
        return Code.NOT_GENUINE


def usable_keys(signed: SignedBytes, ring: KeyRing, context: GateContext) -> tuple[TrustedKey, ...] | Code:
    """The keys of that id which may sign a pass of this site at that time; else the first demand that none
    meets.
    """
    keys = ring.with_id(signed.key_id)
    issued = signed.issued_at
    demands: tuple[tuple[Code, Callable[[TrustedKey], bool]], ...] = (
        (Code.UNKNOWN_KEY, lambda key: True),
        (Code.KEY_PURPOSE, lambda key: Purpose.PASS in key.purposes),
        (Code.KEY_SITE, lambda key: key.site == context.site),
        (Code.KEY_TOO_EARLY, lambda key: key.valid_from - context.skew <= issued),
        (Code.KEY_REVOKED, lambda key: not key.ended_by(issued)),
    )
    for code, meets in demands:
        keys = tuple(key for key in keys if meets(key))
        if not keys:
            return code
    return keys


def signer(signed: SignedBytes, keys: tuple[TrustedKey, ...]) -> TrustedKey | Code:
    """The key that made the signature; ids are short, so each is tried."""
    made_it = (key for key in keys if key.verifies(Purpose.PASS, signed.body, signed.signature))
    return next(made_it, Code.NOT_GENUINE)


def proven_by(frame: Frame, ring: KeyRing, context: GateContext) -> TrustedKey | Code:
    """The key that signed it, which may; else the first of these steps that fails."""
    signed = cut(frame)
    if isinstance(signed, Code):
        return signed
    keys = usable_keys(signed, ring, context)
    return keys if isinstance(keys, Code) else signer(signed, keys)


def proven_claims(signed: SignedBytes, frame: Frame, key: TrustedKey) -> PassClaims | Code:
    """The content; a desk signs for itself only, else it could use up or revoke another's numbers."""
    try:
        claims = parse(signed, frame)
    except UnreadableError:
        return Code.NOT_UNDERSTOOD
    return claims if claims.desk == key.desk else Code.OTHER_DESK


# The checks of what it claims


def check_site(claims: PassClaims, context: GateContext, ledger: Ledger) -> Finding | None:
    """Of this building."""
    return Finding(Code.WRONG_SITE) if claims.site != context.site else None


def check_gate(claims: PassClaims, context: GateContext, ledger: Ledger) -> Finding | None:
    """For this gate, or for any."""
    gates = [gate for gate in range(1, GATES + 1) if claims.gates >> (gate - 1) & 1]
    if claims.any_gate or context.gate in gates:
        return None
    return Finding(Code.WRONG_GATE, {"gates": ", ".join(map(str, gates))})


def check_start(claims: PassClaims, context: GateContext, ledger: Ledger) -> Finding | None:
    """Valid already, give or take the difference between two PCs' clocks."""
    if context.moment + context.skew >= claims.not_before:
        return None
    return Finding(Code.NOT_YET, {"start": _said(claims.not_before, context)})


def check_end(claims: PassClaims, context: GateContext, ledger: Ledger) -> Finding | None:
    """Still valid, by the time that cannot be set back."""
    if context.moment < claims.expires_at:
        return None
    return Finding(Code.EXPIRED, {"end": _said(claims.expires_at, context)})


def check_same(claims: PassClaims, context: GateContext, ledger: Ledger) -> Finding | None:
    """Not another pass than the one on record: a desk set back to an old copy gives numbers out twice."""
    known = ledger.claims(claims.pass_id)
    if known is None or known == claims:
        return None
    return _two_of(claims)


def _two_of(claims: PassClaims) -> Finding:
    return Finding(Code.TWO_OF_A_NUMBER, {"number": number_said(claims.pass_id)})


def check_revoked(claims: PassClaims, context: GateContext, ledger: Ledger) -> Finding | None:
    """Not taken back, as far as is known here."""
    revocation = ledger.revocation(claims.pass_id)
    if revocation is None and claims.fields.balance_of:
        revocation = ledger.revocation(claims.fields.balance_of)
    if revocation is None:
        return None
    values = {"at": _said(revocation.at, context), "by": revocation.by, "instead": revocation.instead}
    return Finding(Code.REPLACED if revocation.instead else Code.REVOKED, values)


def check_used(claims: PassClaims, context: GateContext, ledger: Ledger) -> Finding | None:
    """Something may still leave on it, as far as is known here: on it, on its slips, on what it replaced."""
    use = ledger.spent(claims)
    if use is None:
        return None
    values = {"gate": use.gate, "at": _said(use.at, context), "by": use.by}
    code = Code.USED_HERE if use.here else Code.USED_ELSEWHERE
    return Finding(code, values, answers.USED_BEFORE if use.before else None)


CHECKS = (check_site, check_gate, check_start, check_end, check_same, check_revoked, check_used)


def whole_of(claims: PassClaims, ledger: Ledger) -> PassClaims:
    """The pass whose trips count: for a balance slip the pass whose rest it is, if this PC ever met that."""
    root = claims.fields.balance_of
    return (ledger.claims(root) if root else None) or claims


def first_finding(
    claims: PassClaims, context: GateContext, ledger: Ledger, despite: Collection[Code] = ()
) -> Finding:
    """The first check that fails, in their order and but for those set aside, or RELEASE."""
    for check in CHECKS:
        finding = check(claims, context, ledger)
        if finding is not None and finding.code not in despite:
            return finding
    return Finding(Code.RELEASE, {"end": _said(claims.expires_at, context)})


def _said(moment: datetime, context: GateContext) -> str:
    return moment.astimezone(context.zone).strftime("%Y-%m-%d %H:%M")
