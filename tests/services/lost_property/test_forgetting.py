"""After the time of keeping no claimant, secret, number or picture is left in the file; kinds and times stay."""

from __future__ import annotations

import random

from sqlalchemy import select

from desk_app.services.core.paths import DataFolder
from desk_app.services.demo.scribble import signature
from desk_app.services.finder.queries import Finder
from desk_app.services.lost_property.records import FoundState, Outcome, Told, View
from desk_app.services.lost_property.tables import ClaimRow, FoundRow
from tests.services.forgetting_help import YEARS, faults, forget, in_file, pictures
from tests.services.lost_property.found_desk import FoundDesk, picture

SECRETS = (
    "欧阳认领", "13911112222", "保洁拾者王姐", "13733334444", "某总经理被告知", "工牌上写李四", "发票抬头郑十",
    "报失人钱八", "13655556666", "不找了因孙七", "捐给周九", "茶水间吴记旁",
)  # fmt: skip


def live_through(counter: FoundDesk) -> tuple[int, int]:
    """A thing of value that was given back, one that was donated, and reports; the first and the second."""
    ring = counter.ring(
        photo=picture(), finder="保洁拾者王姐", finder_phone="13733334444", features="工牌上写李四"
    )
    counter.verbs.tell(counter.clerk, ring.id, Told.GENERAL_MANAGER, "某总经理被告知")
    counter.claim(ring, "说不清楚是什么样")
    counter.verbs.refuse_claim(counter.clerk, ring.id, "与记录不符")
    counter.give_back(
        ring,
        by=counter.boss,
        name="欧阳认领",
        phone="13911112222",
        proof="发票抬头郑十",
        on_paper=False,
        signature=signature(random.Random(3)),
    )
    old = counter.keep(place="茶水间吴记旁")
    counter.clock.advance(days=120)
    counter.verbs.dispose(counter.boss, old.id, Outcome.DONATED, "", "捐给周九")
    report = counter.report(name="报失人钱八", phone="13655556666")
    counter.lost.close(counter.clerk, report.id, "不找了因孙七")
    return ring.id, old.id


def sealed(counter: FoundDesk) -> list[bytes]:
    """Whatever is sealed about items and claims."""
    with counter.desk.bench.database.read() as session:
        found = session.execute(select(FoundRow.secret_sealed, FoundRow.contents_sealed)).all()
        said = session.execute(select(ClaimRow.words_sealed, ClaimRow.why_sealed)).all()
    return [one for pair in [*found, *said] for one in pair if one]


def test_nothing_of_anybody_is_left_in_the_file(counter: FoundDesk, folder: DataFolder) -> None:
    desk = counter.desk
    ring, _ = live_through(counter)
    masks = {one.document_mask for one in counter.ask.card(counter.clerk, ring).claims if one.document_mask}
    secrets = {*SECRETS, *masks}
    before = counter.ask.card(counter.clerk, ring).item
    assert masks and in_file(desk, folder, secrets) == secrets
    assert len(sealed(counter)) >= 4 and pictures(desk) == 2
    counter.clock.advance(seconds=YEARS)
    assert forget(desk)["lost_property.keep_years"] == 3
    assert in_file(desk, folder, secrets) == set()
    assert sealed(counter) == [] and pictures(desk) == 0 and faults(desk) == []
    for one in ("报失人钱八", "13655556666", "钻戒"):
        assert desk.get(Finder).find(counter.clerk, one) == []
    card = counter.ask.card(counter.clerk, ring)
    assert (card.item.state, card.item.category, card.item.value, card.item.taken_at) == (
        FoundState.RETURNED,
        before.category,
        before.value,
        before.taken_at,
    )
    assert {one.name for one in card.claims} == {""}
    assert counter.verbs.secrets(counter.boss, ring, "核对旧记录").result.secret == ""
    assert "lost_property.keep_years" not in forget(desk)


def test_what_lies_on_a_shelf_is_kept_however_old(counter: FoundDesk) -> None:
    here, missed = counter.keep(), counter.report()
    counter.claim(here)
    counter.clock.advance(seconds=YEARS)
    assert "lost_property.keep_years" not in forget(counter.desk)
    assert [one.what for one in counter.ask.items(counter.clerk, View.OPEN, here.day)] == ["黑色长柄雨伞"]
    assert counter.ask.report(counter.clerk, missed.id).name == "李娜"
    assert len(sealed(counter)) == 2
