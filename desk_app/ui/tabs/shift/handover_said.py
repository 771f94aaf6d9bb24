"""How counts, differences and open matters are said on the screen."""

from __future__ import annotations

from desk_app.services.core.figures import Unit
from desk_app.services.core.money import say_money
from desk_app.services.core.words import ENGLISH, N_
from desk_app.services.shift.records import Labelled, OpenMatter, Running, Unsent
from desk_app.ui.i18n import format_day, format_moment, format_number, speaker, tr

NONE = "—"


def said(label: Labelled, where: str = "") -> str:
    """What was or is to be counted, and where it lies."""
    text = tr(label.text, **label.values)
    return f"{text} · {where}" if where else text


def amount(value: int | None, unit: Unit) -> str:
    """A count as it is read."""
    if value is None:
        return NONE
    return say_money(value) if unit is Unit.FEN else format_number(value)


def signed(value: int, unit: Unit) -> str:
    """A difference with its sign."""
    return f"+{amount(value, unit)}" if value > 0 else f"\N{MINUS SIGN}{amount(abs(value), unit)}"


def matters_by_tab(matters: tuple[OpenMatter, ...]) -> dict[str, str]:
    """What stands open, tab by tab, each in a line."""
    tabs: dict[str, list[str]] = {}
    for one in matters:
        tabs.setdefault(tr(one.title), []).append(f"{tr(one.label)} {amount(one.value, one.unit)}")
    return {tab: " · ".join(lines) for tab, lines in tabs.items()}


def incident(one: Running) -> str:
    """Which incident, where, since when."""
    english = speaker.words.language == ENGLISH
    name = (one.english_name or one.name) if english else one.name
    since = format_moment(one.since) if one.since else ""
    return " · ".join(part for part in (one.number, name, one.place, since) if part)


def on_this_pc(unsent: Unsent) -> str:
    """What is nowhere else, by number and by name."""
    if not unsent.count:
        return tr(
            N_("None: what was recorded is on the share, or goes there with the next rounds.", "handover")
        )
    day = format_day(unsent.oldest) if unsent.oldest else NONE
    text = N_("{n} records are on this PC alone, the oldest since {day}.", "handover")
    told = tr(text, n=format_number(unsent.count), day=day)
    lately = " · ".join(f"{tr(title)} {format_number(n)}" for title, n in unsent.lately)
    return (
        told
        if not lately
        else told + "\n" + tr(N_("Since the last handover: {told}", "handover"), told=lately)
    )
