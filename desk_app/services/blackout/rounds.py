"""What happens by itself: the kit's file is made anew every so many minutes."""

from __future__ import annotations

from datetime import timedelta

from desk_app.services.blackout.options import EVERY_MINUTES
from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.blackout.saving import save_kit, saved_at
from desk_app.services.blackout.service import Blackout
from desk_app.services.core.changes import Changes
from desk_app.services.core.desk import DeskKind
from desk_app.services.core.language import paper_language
from desk_app.services.core.paths import DataFolder, resources
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import load_words
from desk_app.services.journal.work import Bench
from desk_app.services.printing.desk_paper import Paper


def kit_round(bench: Bench) -> Changes[object] | None:
    """Save the kit when it is due; gives what changed, None when it was not due or its numbers are those it had.

    Raises StorageTrouble.
    """
    minutes = bench.settings.get(EVERY_MINUTES)
    folder, now = DataFolder(bench.database.path.parent), bench.clock.now()
    if not minutes or bench.desk.kind is DeskKind.GATE:
        return None
    last = saved_at(folder, bench.desk)
    if last is not None and abs(now - last) < timedelta(minutes=minutes):
        return None
    return save_now(bench)


def save_now(bench: Bench) -> Changes[object] | None:
    """Save the kit as everything stands now. Raises StorageTrouble."""
    from desk_app.services.printing.render import render

    folder = DataFolder(bench.database.path.parent)
    local = LocalSettings(folder.local_settings)
    words = load_words(paper_language(local), resources() / "i18n")
    paper = Paper(words, bench.desk, bench.clock.zone)
    kit, made = BlackoutQueries(bench).newest(SYSTEM, saved=True), None
    if kit is None or len(kit.open) < len(kit.forms):  # that one was printed: its numbers are on paper
        made = Blackout(bench).make_kit(SYSTEM, saved=True)
        kit = made.result
    pdf = render(BlackoutQueries(bench).paper(SYSTEM, kit.id, paper))
    save_kit(folder, local, bench.desk, pdf, bench.clock.now())
    return None if made is None else Changes(made.result, made.touched)
