"""Every character prints or says that it cannot."""

from __future__ import annotations

import unicodedata

from desk_app.services.printing import fonts


def test_rare_names_have_their_glyphs() -> None:
    assert fonts.missing_glyphs("䶮㛃𠮷祎赟·犇旻𬱖") == []


def test_every_hanzi_of_everyday_use_prints() -> None:
    assert fonts.missing_glyphs("".join(map(chr, range(0x4E00, 0x9FA6)))) == []


def test_a_missing_character_is_named_beside_its_box() -> None:
    assert fonts.printable("王\U00031350") == "王□[U+31350]"
    assert fonts.printable("a\ud800") == "a□[U+D800]"


def test_emoji_are_left_out() -> None:
    assert fonts.printable("漏水😀了👨\u200d👩\u200d👧🏳️🚰") == "漏水了"


def test_missing_characters_are_told_once_in_order() -> None:
    assert fonts.missing_glyphs("😀王😀\u0627") == ["😀", "\u0627"]


def test_the_rare_face_holds_only_hanzi_the_main_face_lacks() -> None:
    faces = fonts.faces()
    rare = set(faces.rare.widths) - {0x20, 0xA0}
    assert len(rare) == 4522
    assert not rare & set(faces.regular.widths)
    assert all(unicodedata.category(chr(code)) in {"Lo", "Cn"} for code in rare)


def test_both_weights_know_the_same_characters() -> None:
    faces = fonts.faces()
    assert set(faces.regular.widths) == set(faces.bold.widths)


def test_runs_change_face_only_where_needed() -> None:
    found = [(run.face.name, run.text) for run in fonts.runs("欧阳𠮷祎", bold=True)]
    assert found == [("NotoSansSC-Bold", "欧阳"), ("DeskRareHan-Regular", "𠮷"), ("NotoSansSC-Bold", "祎")]


def test_width_counts_every_run() -> None:
    assert fonts.width("中𠮷", 10) == 20.0


def test_licences_lie_beside_the_fonts() -> None:
    from desk_app.services.core.paths import resources

    for name in ("NotoSansSC", "DeskRareHan"):
        assert "SIL OPEN FONT LICENSE" in (resources() / "fonts" / f"{name}-LICENSE.txt").read_text("utf-8")
