"""Every feature that prints says which papers: an undeclared one could not be printed."""

from __future__ import annotations

import importlib
import importlib.util

from desk_app.services.catalogue import document_kinds, features
from desk_app.services.core.people import DESK, EVERYONE, Role
from desk_app.services.printing.kinds import size_name
from desk_app.services.printing.styles import LOOKS


def test_a_feature_with_documents_declares_their_kinds() -> None:
    for feature in features():
        home = f"desk_app.services.{feature.id}.documents"
        if importlib.util.find_spec(home) is None:
            continue
        module = importlib.import_module(home)
        named = {
            value
            for name, value in vars(module).items()
            if name.isupper() and isinstance(value, str) and value.startswith(f"{feature.id}.")
        }
        assert named and named == {kind.id for kind in feature.documents}, home


def test_kinds_are_told_apart_and_every_size_can_be_laid_out() -> None:
    kinds = document_kinds()
    assert len({kind.id for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.sizes and all(size in LOOKS and size_name(size) for size in kind.sizes)
        assert kind.size.check(kind.sizes[0].name) and kind.copies.default == 1


def test_a_guard_sees_no_paper_of_what_only_the_desk_keeps() -> None:
    shared = {"visitors", "roll_call", "passes"}
    for kind in document_kinds():
        assert kind.roles <= (EVERYONE if kind.id.partition(".")[0] in shared else DESK), kind.id
    assert all(Role.GUARD in kind.roles for kind in document_kinds() if kind.id.startswith("passes."))
