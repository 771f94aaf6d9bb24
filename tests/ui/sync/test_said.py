"""What the strip says of the exchange, and in which colour: what matters most comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk_app.services.sync.ours import WrongShare
from desk_app.services.sync.records import Standing
from desk_app.services.sync.troubles import away, full, read_only
from desk_app.ui.sync.said import Stand, said

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WELL = Standing(True, admitted=True, at_head_office=5)
STAND = Stand(WELL, NOW, supervisor=True)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def waits(**span: float) -> Standing:
    return replace(WELL, only_here=3, oldest_unsent=ago(**span))


@pytest.mark.parametrize(
    ("stand", "message", "ink"),
    [
        (
            Stand(Standing(False, only_here=9, oldest_unsent=ago(days=90)), NOW),
            "Records on this PC only",
            "muted",
        ),
        (STAND, "All at head office", "muted"),
        (replace(STAND, standing=waits(minutes=2)), "Waiting on this PC: {n}", "muted"),
        (replace(STAND, standing=waits(hours=25)), "Waiting on this PC: {n}", "warning"),
        (replace(STAND, standing=waits(hours=73)), "Waiting on this PC: {n}", "danger"),
        (
            replace(STAND, standing=replace(WELL, on_share=2, oldest_unacknowledged=ago(hours=1))),
            "On the share: {n}",
            "muted",
        ),
        (
            replace(STAND, standing=replace(WELL, on_share=2, oldest_unacknowledged=ago(hours=80))),
            "On the share: {n}",
            "danger",
        ),
        (replace(STAND, busy=True, standing=waits(minutes=2)), "Syncing …", "muted"),
        (replace(STAND, trouble=away(), away_since=ago(hours=2)), "Share away since {since}", "muted"),
        (
            replace(STAND, standing=waits(hours=25), trouble=away(), away_since=ago(hours=25)),
            "Share away since {since}, waiting: {n}",
            "warning",
        ),
        (replace(STAND, trouble=full()), "Shared folder full", "warning"),
        (replace(STAND, standing=waits(hours=1), trouble=full()), "{what}, waiting: {n}", "warning"),
        (replace(STAND, trouble=read_only()), "Shared folder read-only", "warning"),
        (replace(STAND, trouble=WrongShare("x")), "Not head office's folder", "warning"),
        (replace(STAND, folder=False), "No shared folder is set on this PC", "warning"),
        (replace(STAND, standing=replace(WELL, admitted=False)), "Waiting to be admitted", "muted"),
        (replace(STAND, standing=replace(WELL, skew_ms=130_000)), "Clock off by {much}", "warning"),
        (replace(STAND, standing=replace(WELL, skew_ms=-700_000)), "Clock wrong by {much}", "danger"),
        (replace(STAND, standing=replace(WELL, quarantined=2)), "Files refused: {n}", "warning"),
        (
            replace(STAND, supervisor=False, standing=replace(WELL, quarantined=2, parked=1)),
            "All at head office",
            "muted",
        ),
        (replace(STAND, standing=replace(WELL, parked=1)), "News parked: {n}", "muted"),
        (
            replace(STAND, standing=replace(WELL, forked=True, skew_ms=900_000), trouble=away()),
            "Another PC has this desk's name",
            "danger",
        ),
        (
            replace(STAND, standing=replace(WELL, revoked_since=NOW, admitted=False)),
            "Taken off head office's list",
            "danger",
        ),
    ],
)
def test_one_thing_is_said(stand: Stand, message: str, ink: str) -> None:
    one = said(stand)
    assert (one.message, one.ink) == (message, ink)
    assert (one.banner is not None) == (one.message in BANNERS)


BANNERS = {"Another PC has this desk's name", "Taken off head office's list", "Clock wrong by {much}"}
