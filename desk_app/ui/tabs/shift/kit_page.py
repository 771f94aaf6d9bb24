"""What the desk needs on paper when the power or the PC is gone."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.services.blackout.options import FOLDER, FORMS_OF_EACH
from desk_app.services.blackout.queries import BlackoutQueries
from desk_app.services.blackout.records import Form, Kit
from desk_app.services.blackout.saving import file_name, saved_at
from desk_app.services.blackout.service import Blackout
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_, plain
from desk_app.services.printing.parts import grouped
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_moment, speaker, tr
from desk_app.ui.tabs.shift.kit_papers import preview_kit, print_kit, save_kit_now
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable


class KitPage(Part):
    """Print, look, save; which forms are still open, and which belong to kits that were replaced."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Blackout kit", "shift tab"),
            N_("What the desk needs on paper when the power or the PC is gone.", "shift tab"),
        )
        self._ask, self._verbs = ctx.services.get(BlackoutQueries), ctx.services.get(Blackout)
        self._titles = {
            form.kind: form.title for one in ctx.services.bench.features for form in one.paper_forms
        }
        self._more = max(form.more for one in ctx.services.bench.features for form in one.paper_forms)
        self._kit: Kit | None = None
        self._forms: Sequence[Form] = ()
        self.preview = button(N_("Preview"), lambda: preview_kit(ctx, self), icon="eye")
        self.save = button(N_("Save now"), lambda: save_kit_now(ctx, self, self.load), icon="save")
        self.print = button(
            N_("Print a new kit"),
            self.print_new,
            kind="primary",
            icon="print",
        )
        for one in (self.preview, self.save, self.print):
            self.tools.addWidget(one)
        self.old, self.waits = Banner(), Banner()
        self.body.addWidget(self._build_facts())
        self.body.addWidget(self.waits)
        self.body.addWidget(self.old)
        self._build_forms()
        speaker.language_changed.connect(self._retell)

    def _build_facts(self) -> Card:
        card = Card()
        self.printed, self.saved, self.also, self.forms = Label(), Label(), Label(), Label(role="muted")
        for one in (self.printed, self.saved, self.also, self.forms):
            one.setWordWrap(True)
        choose = button(N_("Choose a folder …"), self.choose, icon="folder")
        none = button(N_("None", "folder"), lambda: self._keep(""), kind="quiet")
        mine = self.ctx.actor.role in SUPERVISORS
        choose.setVisible(mine)
        none.setVisible(mine)
        told = N_(
            "It holds: call list, on-site list by floor, exit passes, goods outside, loans, keys out, key boards, "
            "numbered forms. Mail is in none of it."
        )
        card.body.addWidget(said_label(told, "muted", wrap=True))
        card.body.addWidget(self.forms)
        card.body.addWidget(self.printed)
        card.body.addWidget(self.saved)
        line = row(self.also, choose, none)
        line.setStretch(0, 1)
        card.body.addLayout(line)
        return card

    def _build_forms(self) -> None:
        self.table = RowTable(
            [
                Column(N_("Form", "report"), lambda one: grouped(one.number), width=130),
                Column(N_("Kind", "paper form"), lambda one: self._title(one), width=200),
                Column(N_("Kit", "paper form"), lambda one: one.kit, width=110),
                Column(N_("Given out", "paper form"), lambda one: format_moment(one.kit_made_at), width=190),
                Column(N_("State"), lambda one: tr(N_("saved, not printed")) if one.saved else ""),
            ],
            lambda one: one.id,
        )
        self.empty = EmptyState("check", N_("No form is open."), N_("Every number is accounted for."))
        self.void = button(N_("Give up the form …"), self.give_up, icon="ban")
        self.void.setEnabled(False)
        self.table.selected_rows.connect(lambda rows: self.void.setEnabled(bool(rows)))
        self.body.addLayout(row(said_label(N_("Open forms"), "heading"), None, self.void))
        self.body.addLayout(column(self.table, self.empty), 1)

    def load(self) -> None:
        """Read kit, files and open forms again."""
        self.ctx.read(self._ask.newest, owner=self, done=self._show_kit, key="kit")
        self.ctx.read(self._ask.open_forms, owner=self, done=self._show_forms, key="forms")
        self._retell()

    def choose(self) -> None:
        """Where the file is saved beside the data folder."""
        found = self.ctx.ask.folder(self, tr(N_("A folder that another PC can print from")))
        if found is not None:
            self._keep(str(found))
            save_kit_now(self.ctx, self, self.load)

    def give_up(self) -> None:
        """A form is spoilt, lost or not needed: say which."""
        rows: list[Form] = self.table.selection()
        if not rows:
            return
        form = rows[0]
        question = tr(N_("What became of form {number}?"), number=plain(grouped(form.number)))
        words = self.ctx.ask.write(
            self, question, missing=tr(N_("Say what became of it: spoilt, lost, not used."))
        )
        if words:
            self.ctx.do(
                lambda by: self._verbs.void_form(by, form.number, words), owner=self, done=self._given_up
            )

    def _given_up(self, form: Form) -> None:
        self.ctx.toasts.show(N_("Form {number} is void."), number=plain(grouped(form.number)))
        self.load()

    def _keep(self, folder: str) -> None:
        self.ctx.local.put(FOLDER, folder)
        self._retell()

    def print_new(self) -> None:
        """A new kit with numbers of its own."""
        self.waits.hide()
        print_kit(self.ctx, self, done=self._made, stuck=self._waits)

    def _made(self, _kit: Kit) -> None:
        self.load()

    def _waits(self, kit: Kit) -> None:
        said = N_("Kit {number} is not on paper yet: it waits for a printer.")
        self.waits.tell(
            said,
            "warning",
            action=N_("Show papers"),
            on=lambda: self.ctx.printing.waiting_dialog(self),
            number=plain(kit.number),
        )

    def _title(self, form: Form) -> str:
        return tr(self._titles[form.kind]) if form.kind in self._titles else form.kind

    def _show_kit(self, kit: Kit | None) -> None:
        self._kit = kit
        self._say_old()
        self._retell()

    def _show_forms(self, forms: Sequence[Form]) -> None:
        self.table.set_rows(forms)
        self.table.setVisible(bool(forms))
        self.empty.setVisible(not forms)
        self._forms = forms
        self._say_old()

    def _say_old(self) -> None:
        """A new kit gives no form of an earlier one up: somebody enters it, or says what became of it."""
        kit = self._kit
        left = [one for one in self._forms if kit and not one.saved and one.kit_made_at < kit.made_at]
        if left:
            said = N_("Forms of earlier kits that nobody accounted for: {n}. Enter them, or give them up.")
            self.old.tell(said, "warning", n=len(left))
        else:
            self.old.hide()

    def _retell(self, _language: str = "") -> None:
        kit = self._kit
        if kit is None:
            self.printed.setText(tr(N_("No kit was printed yet.")))
        else:
            self.printed.setText(
                tr(
                    N_("Printed last: {number}, {moment}; forms open: {n} of {all}."),
                    number=plain(kit.number),
                    moment=plain(format_moment(kit.made_at)),
                    n=len(kit.open),
                    all=len(kit.forms),
                )
            )
        n = self.ctx.services.bench.settings.get(FORMS_OF_EACH)
        told = N_(
            "Forms in a new kit: {n} of each kind, {visits} for visitors. A supervisor changes it in “Settings”."
        )
        self.forms.setText(tr(told, n=n, visits=n and n + self._more))
        folder, desk = self.ctx.folder, self.ctx.services.bench.desk
        when = saved_at(folder, desk)
        path = plain(str(folder.blackout / file_name(desk)))
        if when is None:
            self.saved.setText(tr(N_("Not saved yet: {path}"), path=path))
        else:
            self.saved.setText(tr(N_("Saved {moment}: {path}"), moment=plain(format_moment(when)), path=path))
        chosen = self.ctx.local.get(FOLDER)
        also = N_("Also saved in: {path}") if chosen else N_("Also saved in: no other folder is chosen.")
        self.also.setText(tr(also, path=plain(chosen)))
