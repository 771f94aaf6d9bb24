"""How rain mode says things: short enough to be read from where somebody stands in a queue."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.core.words import N_, Message
from desk_app.services.loans.records import Borrower, Loan
from desk_app.ui.i18n import format_moment, format_money, format_time, speaker, tr
from desk_app.ui.tabs.loans.columns import NAMELESS, tail
from desk_app.ui.tabs.loans.rain_asks import Ask, Back, Lent, Outcome, Said, Want
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.findings_view import said, sorted_findings

READY = N_("Scan an umbrella", "rain mode")
NOT_THIS_ONE = N_("0: not this one, type the whole number. Or scan the next umbrella", "rain mode")
READY_HINT = N_("A free one is lent, a lent one comes back. F9 or Esc: back to the list.")
HINTS: dict[Want, Message] = {
    Want.DIGITS: N_("Last four digits of the phone"),
    Want.ANSWER: N_("One moment…"),
    Want.CHOICE: N_("Who is it? Enter or the next scan: the one marked. 0: somebody else"),
    Want.NUMBER: N_("Type the whole number. Tab: the name, if there is time"),
    Want.WORD: N_("Enter: the supervisor decides. Esc: not lent. Or scan the next: this one waits"),
    Want.RETRY: N_("Enter: try again. Esc: not lent. Or scan the next: this one waits"),
}
REST = N_("The seven digits before …{tail} and Enter, or the whole number. Tab: the name, if there is time")
WAITS: dict[Want, Message] = {
    Want.ANSWER: N_("is looked up", "rain mode"),
    Want.NUMBER: N_("needs the whole number", "rain mode"),
    Want.WORD: N_("needs the supervisor", "rain mode"),
    Want.RETRY: N_("could not be written", "rain mode"),
}
TAKE, GIVE = N_("Take {amount}", "rain mode"), N_("Give back {amount}", "rain mode")


def who(name: str, phone: str) -> str:
    """王芳 …5678, or …5678 of somebody without a name."""
    return " ".join(part for part in (name, f"…{tail(phone)}" if phone else "") if part)


def due_words(due: datetime, now: datetime) -> str:
    """Due tomorrow 18:00."""
    days = (due.astimezone(speaker.zone).date() - now.astimezone(speaker.zone).date()).days
    if days == 0:
        return tr(N_("due today {time}", "rain mode"), time=format_time(due))
    if days == 1:
        return tr(N_("due tomorrow {time}", "rain mode"), time=format_time(due))
    return tr(N_("due {moment}", "rain mode"), moment=format_moment(due, now=now))


def hint_of(ask: Ask) -> str:
    """What can be typed now."""
    if ask.want is Want.NUMBER and ask.tail:
        return tr(REST, tail=ask.tail)
    return tr(HINTS[ask.want])


def problem_of(ask: Ask) -> str:
    """What stands in the way of an umbrella in hand: sentences, or nothing."""
    if ask.findings:
        return "\n".join([who(ask.who.borrower, ask.who.phone), *map(said, sorted_findings(ask.findings))])
    if ask.problem is not None:
        return ask.problem.say(speaker.words)
    if ask.want is Want.NUMBER and ask.tail:
        if ask.people:
            return tr(N_("Somebody else with …{tail}."), tail=ask.tail)
        return tr(N_("Nobody known has a phone that ends with {tail}."), tail=ask.tail)
    return ""


def person_lines(place: int, one: Borrower) -> str:
    """A person to choose, on two lines."""
    first = f"{place}   {one.name or tr(NAMELESS)}"
    facts = [one.phone_mask, " ".join(part for part in (one.company, one.unit) if part)]
    if one.suspended:
        facts.append(tr(N_("suspended", "rain mode")))
    if one.has_out:
        facts.append(tr(N_("has {n} out", "rain mode"), n=one.has_out))
    return f"{first}\n      {' · '.join(part for part in facts if part)}".replace("&", "&&")


def waiting_line(ask: Ask) -> str:
    """An umbrella that waits, and what for."""
    meant = who(ask.who.borrower, ask.who.phone) or (f"…{ask.tail}" if ask.tail else "")
    told = " · ".join(part for part in (item_name(ask.item), meant, tr(WAITS.get(ask.want, READY))) if part)
    return told.replace("&", "&&")


def tone_of(outcome: Outcome) -> Tone:
    """What an outcome means."""
    if isinstance(outcome, Said):
        return outcome.tone
    if isinstance(outcome, Lent):
        return "positive"
    return "warning" if outcome.back.late else "info"


def headline(outcome: Outcome) -> str:
    """The line that is read first."""
    if isinstance(outcome, Said):
        return tr(outcome.text, **outcome.values)
    if isinstance(outcome, Lent):
        return tr(N_("Lent to {who}", "rain mode"), who=_whose(outcome.loan))
    item = item_name(outcome.back.line)
    if outcome.back.late:
        return tr(N_("{item} is back, late", "rain mode"), item=item)
    return tr(N_("{item} is back", "rain mode"), item=item)


def _whose(loan: Loan) -> str:
    return who(loan.borrower, loan.phone)


def detail(outcome: Outcome, now: datetime) -> str:
    """What stands under it: which one, until when; or who had it."""
    if isinstance(outcome, Lent):
        loan = outcome.loan
        item = item_name(loan.lines[0])
        told = item
        if loan.due is not None:
            told = tr(N_("{item}, {due}", "rain mode"), item=item, due=due_words(loan.due, now))
        at = " ".join(part for part in (loan.company, loan.unit) if part)
        return " · ".join(part for part in (told, at) if part)
    return _whose(outcome.back.loan) if isinstance(outcome, Back) else ""


def money(outcome: Outcome) -> str:
    """What changes hands: to be seen by both."""
    if isinstance(outcome, Lent):
        return _amount(TAKE, outcome.loan.deposit)
    if isinstance(outcome, Back):
        return _amount(GIVE, outcome.back.refund)
    return _amount(GIVE, outcome.refund) or _amount(TAKE, outcome.deposit)


def _amount(message: Message, fen: int) -> str:
    return tr(message, amount=format_money(fen)) if fen else ""


def step_line(outcome: Lent | Back) -> str:
    """A loan or a return of this run, on one line."""
    if isinstance(outcome, Lent):
        return tr(
            N_("{item} to {who}", "rain mode"),
            item=item_name(outcome.loan.lines[0]),
            who=_whose(outcome.loan),
        )
    whose = _whose(outcome.back.loan)
    return tr(N_("{item} back from {who}", "rain mode"), item=item_name(outcome.back.line), who=whose)
