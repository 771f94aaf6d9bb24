"""What a verb did is told to every page, and what went wrong too, whoever asked is still there or not."""

from __future__ import annotations

from dataclasses import replace

import shiboken6
from PySide6.QtWidgets import QWidget

from desk_app.services.core.changes import Changes, Topic
from desk_app.services.core.errors import UserError
from desk_app.services.core.people import Actor
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from tests.fakes import Asked

TOPIC = Topic("things")


def test_a_change_is_told_although_its_page_is_gone(ctx: AppContext, qtbot) -> None:
    page, owner, heard, done = QWidget(), QWidget(), [], []
    qtbot.addWidget(page)
    page.show()
    ctx.bus.follow(page, {TOPIC}, lambda: heard.append(1))

    def verb(actor: Actor) -> Changes[int]:
        shiboken6.delete(owner)
        return Changes(7, {TOPIC: frozenset({1})})

    ctx.do(verb, owner=owner, done=done.append)
    qtbot.waitUntil(lambda: heard == [1])
    assert done == []


def test_a_failure_is_told_although_its_page_is_gone(ctx: AppContext) -> None:
    asked, owner, taken = Asked(), QWidget(), []

    def verb(actor: Actor) -> Changes[int]:
        shiboken6.delete(owner)
        raise UserError("There is nothing here.")

    def failed(error: Exception) -> bool:
        taken.append(error)
        return True

    replace(ctx, errors=Errors(asked)).do(verb, owner=owner, failed=failed)
    assert taken == []
    assert asked.texts == ["There is nothing here."]


def test_after_a_failure_the_same_code_may_be_scanned_at_once(ctx: AppContext) -> None:
    owner, forgotten = QWidget(), []
    tools = replace(ctx, errors=Errors(Asked()), forget_code=lambda: forgotten.append(1))

    def verb(actor: Actor) -> Changes[int]:
        raise UserError("The disk is full.")

    tools.do(lambda actor: Changes(7, {}), owner=owner)
    assert forgotten == []
    tools.do(verb, owner=owner, failed=lambda error: True)
    tools.read(verb, owner=owner, done=lambda answer: None)
    assert forgotten == [1, 1]
