"""Issued once, nothing typed is lost, and what saves typing: templates and earlier passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desk_app.services.directory.records import GoodsKind
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitKind, LineDraft
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.passes.conftest import TODAY, Writing, of


def test_two_clicks_issue_once(writing: Writing) -> None:
    writing.choose_tenant()
    writing.line("椅子", "4", "把")
    writing.sealed()
    request = writing.form._request
    writing.form.save.click()
    writing.form.save.click()
    settle()
    assert len(writing.issued) == 1 and len(writing.on_record()) == 1
    assert writing.form._request != request and writing.asked.questions == []


def test_while_it_is_under_way_the_button_rests(writing: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    writing.choose_tenant()
    writing.line("椅子", "4", "把")
    writing.sealed()
    waiting: list[object] = []
    monkeypatch.setattr(writing.ctx.tasks, "run", lambda *args, **kwargs: waiting.append(args))
    writing.form.submit()
    writing.form.submit()
    assert len(waiting) == 1 and not writing.form.save.isEnabled() and writing.form.issuing.busy


def test_escape_asks_only_when_something_was_typed(writing: Writing) -> None:
    writing.key(Qt.Key.Key_Escape)
    assert writing.closed == [True] and writing.asked.questions == []
    writing.line("椅子")
    writing.key(Qt.Key.Key_Escape)
    assert writing.closed == [True] and len(writing.asked.questions) == 1 and writing.lines
    writing.asked.will_answer(True)
    writing.key(Qt.Key.Key_Escape)
    assert writing.closed == [True, True] and writing.lines == [] and not writing.form.dirty


def test_a_copy_is_not_typed_and_is_issued_anew(writing: Writing) -> None:
    writing.choose_tenant()
    writing.line("显示器", "20", "台", "A-1")
    of(writing, "carrier").setText("顺达")
    writing.sealed()
    writing.form.submit()
    (first,) = writing.issued
    draft = writing.desk.get(PassQueries).draft_of(writing.people.receptionist, first.id)
    writing.form.start(draft)
    form = writing.form
    assert not form.dirty and writing.lines == [("显示器", 20, "台", "A-1")]
    assert form.who.tenant == first.tenant and of(writing, "carrier").text() == "顺达"
    assert not form.signing.sealed.isChecked(), "signatures are asked anew"
    writing.sealed()
    form.submit()
    assert len(writing.issued) == 2 and writing.issued[1].number != first.number


def test_an_earlier_pass_adds_to_what_is_typed(writing: Writing) -> None:
    draft = replace(
        writing.form.draft(),
        tenant=writing.tenant("云帆"),
        holder="云帆",
        carrier="顺达",
        plate="粤B12345",
        lines=(LineDraft("纸箱", 5, "个"),),
    )
    writing.line("椅子", "4", "把")
    of(writing, "carrier").setText("老王")
    writing.form.earlier.copy_chosen.emit(draft)
    assert writing.lines == [("椅子", 4, "把", ""), ("纸箱", 5, "个", "")]
    assert of(writing, "carrier").text() == "老王" and of(writing, "plate").text() == "粤B12345"
    assert writing.form.who.tenant == draft.tenant


def test_templates_are_kept_offered_and_deleted(writing: Writing) -> None:
    form = writing.form
    writing.choose_tenant()
    writing.line("显示器", "20", "台")
    form.who.goods.set_draft((GoodsKind.COMPUTERS,))
    writing.asked.will_answer("周五出货", 0)
    form.earlier.save()
    (kept,) = form.earlier._templates
    assert (kept.name, kept.tenant, kept.lines[0].quantity) == ("周五出货", form.who.tenant, 20)
    form.start()
    assert form.earlier._templates == [], "those of a tenant are offered with that tenant"
    writing.choose_tenant()
    menu = form.earlier.templates.menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert writing.lines == [("显示器", 20, "台", "")] and form.who.goods.value == (GoodsKind.COMPUTERS,)
    writing.asked.will_answer(True)
    form.earlier._drop(kept)
    assert form.earlier._templates == []
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()


def test_earlier_passes_of_the_tenant_are_in_the_menu(writing: Writing) -> None:
    writing.choose_tenant()
    writing.line("显示器", "20", "台")
    writing.sealed()
    writing.form.submit()
    writing.choose_tenant()
    menu = writing.form.earlier.copies.menu()
    menu.aboutToShow.emit()
    assert "显示器" in menu.actions()[0].text()
    menu.actions()[0].trigger()
    assert writing.lines == [("显示器", 20, "台", "")]
    writing.choose_tenant("远航")
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()


def test_what_is_folded_away_is_said(writing: Writing) -> None:
    heading = writing.form.who.more.heading
    assert heading.text() == "Today · one trip · any gate" and not writing.form.who.day.isVisible()
    writing.form.who.extra.restore({"day": "2026-11-24", "until": "2026-11-26", "gates": (2,), "trips": 3})
    assert heading.text() == "24 Nov – 26 Nov · 3 trips · Gate 2"
    draft = writing.form.draft()
    assert (draft.day, draft.gates, draft.trips) == (date(2026, 11, 24), (2,), 3) and draft.day > TODAY


def test_a_copy_keeps_which_lines_come_back(writing: Writing) -> None:
    draft = replace(
        writing.form.draft(),
        kind=ExitKind.RETURNABLE,
        lines=(LineDraft("投影仪", 1, "台", "", True), LineDraft("线材", 2, "根")),
    )
    writing.form.start(draft)
    assert [line.returnable for line in writing.form.lines.lines()] == [True, False]
    writing.form.kind.choose(ExitKind.GOODS)
    assert not any(line.returnable for line in writing.form.lines.lines())
