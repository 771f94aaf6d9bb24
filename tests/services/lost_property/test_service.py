"""From the finder's hand to the owner's: the verbs of found items."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.core.findings import Unsettled, Weight
from desk_app.services.lost_property.records import (
    Category,
    FoundState,
    Outcome,
    Told,
    ValueClass,
    View,
)
from tests.services.lost_property.found_desk import (
    CONTENTS,
    ID_NUMBER,
    OTHER_PHONE,
    SECRET,
    WORDS,
    FoundDesk,
    picture,
)

TODAY = date(2026, 11, 23)


def test_what_is_handed_in_waits_for_a_second_person(counter: FoundDesk) -> None:
    item = counter.take_in()
    assert (item.state, item.taken_by, item.confirmed_by) == (FoundState.TAKEN_IN, counter.clerk.staff_id, 0)
    assert item.number.startswith("YF-A1-261123-") and item.code.startswith("6")
    assert (item.day, item.keep_until) == (TODAY, date(2027, 2, 23))
    assert item.has_secret and not item.has_photo
    kept = counter.verbs.confirm(counter.second, item.id, counter.second.staff_id).result
    assert (kept.state, kept.confirmed_by) == (FoundState.KEPT, counter.second.staff_id)
    assert "already" in counter.refused(counter.verbs.confirm, item.id, counter.clerk.staff_id)


def test_nobody_confirms_what_they_took_in_or_for_somebody_else(counter: FoundDesk) -> None:
    item = counter.take_in()
    assert "second person" in counter.refused(counter.verbs.confirm, item.id, counter.clerk.staff_id)
    said = counter.problems(counter.verbs.confirm, item.id, counter.second.staff_id)
    assert "PIN" in said["second_person"]
    said = counter.problems(counter.verbs.take_in, counter.draft(second_person=counter.clerk.staff_id))
    assert list(said) == ["second_person"]
    said = counter.problems(counter.verbs.take_in, counter.draft(second_person=4711))
    assert "any more" in said["second_person"]


def test_the_same_form_takes_in_once(counter: FoundDesk) -> None:
    first = counter.take_in(request="r1")
    assert counter.take_in(request="r1").id == first.id
    assert counter.take_in(request="r1", what=" 黑色\u200b长柄雨伞 ").id == first.id
    said = counter.problems(counter.verbs.take_in, counter.draft(request="r1", what="手套"))
    assert list(said) == ["request"]


def test_two_people_list_contents_and_the_safe_keeps_what_is_of_value(counter: FoundDesk) -> None:
    draft = counter.draft(value=ValueClass.HIGH, contents=CONTENTS)
    assert "Two people" in counter.problems(counter.verbs.take_in, draft)["second_person"]
    purse = counter.purse()
    assert (purse.state, purse.shelf) == (FoundState.KEPT, "保险柜")
    said = counter.problems(counter.verbs.take_in, counter.draft(value=ValueClass.HIGH, shelf="A架2层"))
    assert list(said) == ["shelf"]
    said = counter.problems(counter.verbs.shelve, purse.id, "A架2层")
    assert list(said) == ["shelf"]
    assert counter.verbs.shelve(counter.clerk, purse.id, "保险柜 2").result.shelf == "保险柜 2"


def test_high_value_is_listed_until_three_roles_are_told(counter: FoundDesk) -> None:
    ring, told = counter.ring(), counter.tell_all(counter.ring(what="手表"))
    assert ring.untold == tuple(Told) and told.untold == ()
    assert [one.id for one in counter.ask.items(counter.clerk, View.HIGH, TODAY)] == [ring.id, told.id]
    assert counter.ask.counts(counter.clerk, TODAY).untold == 1
    again = counter.refused(counter.verbs.tell, told.id, Told.SUPERVISOR, "周敏")
    assert "already" in again
    assert list(counter.problems(counter.verbs.tell, ring.id, Told.SUPERVISOR, " ")) == ["name"]
    assert "high value" in counter.refused(counter.verbs.tell, counter.keep().id, Told.SUPERVISOR, "周敏")


def test_a_claim_goes_on_record_before_anything_secret_is_shown(counter: FoundDesk) -> None:
    item = counter.purse()
    assert list(counter.problems(counter.verbs.claim, item.id, "小 熊 贴 纸")) == ["words"]
    assert counter.card(item).claims == ()
    secrets = counter.claim(item)
    assert (secrets.secret, secrets.contents) == (SECRET, CONTENTS)
    assert any("小熊" in one for one in secrets.alike) and not secrets.unreadable
    assert SECRET not in repr(secrets) and CONTENTS not in repr(secrets)
    assert not any(one in repr(secrets) for one in secrets.alike)
    assert WORDS not in repr(counter.claim_draft()) and "发票" not in repr(counter.claim_draft(proof="发票"))
    (claim,) = counter.card(item).claims
    assert (claim.granted, claim.words) == (None, ""), "the next claimant is asked unread"


def test_a_refused_claim_is_counted_and_its_words_stay_unread(counter: FoundDesk) -> None:
    item = counter.keep()
    assert "First type" in counter.refused(counter.verbs.refuse_claim, item.id, "说错了颜色")
    counter.claim(item, "是一把红色的伞")
    after = counter.verbs.refuse_claim(counter.clerk, item.id, "说错了颜色").result
    assert (after.claims, after.state) == (1, FoundState.KEPT)
    (claim,) = counter.card(item).claims
    assert (claim.granted, claim.words, claim.why_not) == (False, "", "")
    counter.give_back(item)
    refused, granted = counter.card(item).claims
    assert (refused.words, refused.why_not) == ("是一把红色的伞", "说错了颜色")
    assert (granted.words, granted.granted) == (WORDS, True)


def test_it_is_given_back_against_identity_and_signature_once(counter: FoundDesk) -> None:
    item = counter.keep(value=ValueClass.MIDDLE)
    draft = counter.claim_draft(request="g1")
    assert "First type" in counter.refused(counter.verbs.give_back, item.id, draft)
    counter.claim(item)
    said = counter.problems(
        counter.verbs.give_back,
        item.id,
        counter.claim_draft(name="", phone="问前台", document_number="", on_paper=False),
    )
    assert set(said) == {"name", "phone", "document_number", "signature"}
    back = counter.verbs.give_back(counter.clerk, item.id, draft).result
    assert (back.state, back.returned_at) == (FoundState.RETURNED, counter.clock.now())
    (claim,) = counter.card(item).claims
    assert (claim.name, claim.document_mask, claim.signed) == ("张伟明", "****002X", False)
    assert ID_NUMBER not in repr(claim)
    assert counter.verbs.give_back(counter.clerk, item.id, draft).result.id == item.id
    assert len(counter.card(item).claims) == 1


def test_a_claim_of_what_was_given_back_is_refused(counter: FoundDesk) -> None:
    item = counter.keep()
    counter.give_back(item, signature=picture(), on_paper=False)
    assert counter.card(item).signature is not None
    for verb, args in (
        (counter.verbs.claim, (WORDS,)),
        (counter.verbs.give_back, (counter.claim_draft(),)),
        (counter.verbs.refuse_claim, ("不像",)),
        (counter.verbs.correct, (counter.draft(),)),
        (counter.verbs.shelve, ("B1",)),
        (counter.verbs.tell, (Told.SUPERVISOR, "周敏")),
        (counter.verbs.print_label, ()),
    ):
        assert "given back already" in counter.refused(verb, item.id, *args)
    said = counter.refused(counter.verbs.dispose, item.id, Outcome.DONATED, "", "", by=counter.boss)
    assert "given back already" in said


def test_a_low_thing_needs_no_document(counter: FoundDesk) -> None:
    item = counter.take_in()
    back = counter.give_back(item, document_kind="", document_number="")
    assert back.state is FoundState.RETURNED
    said = counter.problems(
        counter.verbs.give_back,
        counter.keep(value=ValueClass.MIDDLE).id,
        counter.claim_draft(document_kind="library"),
    )
    assert list(said) == ["document_kind"]


def test_high_value_is_given_back_with_the_supervisor_only(counter: FoundDesk) -> None:
    item = counter.ring()
    counter.claim(item)
    with pytest.raises(Unsettled) as caught:
        counter.verbs.give_back(counter.clerk, item.id, counter.claim_draft())
    assert caught.value.findings[0].weight is Weight.APPROVAL
    boss = counter.boss.at_session_of(counter.clerk)
    assert (
        counter.verbs.give_back(boss, item.id, counter.claim_draft(), "已核实").result.state
        is FoundState.RETURNED
    )
    unconfirmed = counter.take_in(what="手表", category=Category.JEWELLERY, value=ValueClass.HIGH)
    counter.claim(unconfirmed)
    said = counter.refused(
        counter.verbs.give_back, unconfirmed.id, counter.claim_draft(), "已核实", by=counter.boss
    )
    assert "second person" in said


def test_less_value_and_other_secrets_need_the_supervisor(counter: FoundDesk) -> None:
    ring = counter.ring()
    less = counter.draft(what="钻戒", category=Category.JEWELLERY, secret="", value=ValueClass.LOW)
    with pytest.raises(Unsettled):
        counter.verbs.correct(counter.clerk, ring.id, less)
    assert counter.verbs.correct(counter.boss, ring.id, less, "复核后降级").result.value is ValueClass.LOW
    item = counter.keep()
    counter.verbs.correct(counter.clerk, item.id, counter.draft(secret="手柄刻有L字"))
    assert counter.claim(item).secret == "手柄刻有L字"
    with pytest.raises(Unsettled):
        counter.verbs.correct(counter.clerk, item.id, counter.draft(secret=WORDS))
    counter.verbs.correct(counter.clerk, item.id, counter.draft(secret="", what="黑伞"))
    assert counter.claim(item).secret == "手柄刻有L字", "what is not typed stays"


def test_the_supervisor_reads_secrets_against_a_reason(counter: FoundDesk) -> None:
    item = counter.purse()
    assert list(counter.problems(counter.verbs.secrets, item.id, "", by=counter.boss)) == ["why"]
    assert counter.verbs.secrets(counter.boss, item.id, "盘点保险柜").result.contents == CONTENTS
    assert "not permitted" in counter.refused(counter.verbs.secrets, item.id, "看看")


def test_photos_never_of_documents(counter: FoundDesk) -> None:
    card = counter.draft(what="身份证", category=Category.DOCUMENT, photo=picture())
    assert "never photographed" in counter.problems(counter.verbs.take_in, card)["photo"]
    item = counter.keep(photo=picture())
    assert item.has_photo and counter.card(item).photo is not None
    after = counter.verbs.correct(
        counter.clerk, item.id, counter.draft(category=Category.DOCUMENT, secret="")
    ).result
    assert not after.has_photo and counter.card(item).photo is None


@pytest.mark.parametrize(
    ("photo", "said"),
    [(b"\x89PNG\r\n\x1a\n" + bytes(80 * 1024 * 1024), "larger"), (b"%PDF-1.7 no picture", "PNG or JPEG")],
    ids=["80 MB", "no picture"],
)
def test_a_photo_that_is_too_large_or_none(counter: FoundDesk, photo: bytes, said: str) -> None:
    assert said in counter.problems(counter.verbs.take_in, counter.draft(photo=photo))["photo"]


def test_what_cannot_be_taken_as_typed(counter: FoundDesk) -> None:
    later = counter.clock.now() + timedelta(hours=1)
    draft = counter.draft(
        what=" ", quantity=0, place="", floor="", finder_phone="保安室有", found_at=later, features="x" * 501
    )
    said = counter.problems(counter.verbs.take_in, draft)
    assert set(said) == {"what", "quantity", "place", "finder_phone", "found_at", "features"}
    open_secret = counter.draft(features=f"木柄，{SECRET}")
    assert "not secret" in counter.problems(counter.verbs.take_in, open_secret)["secret"]
    old = counter.draft(found_at=counter.clock.now() - timedelta(days=400))
    assert list(counter.problems(counter.verbs.take_in, old)) == ["found_at"]


def test_labels_and_receipts_are_counted(counter: FoundDesk) -> None:
    item = counter.keep()
    assert counter.verbs.print_label(counter.clerk, item.id).result.id == item.id
    assert "no receipt" in counter.refused(counter.verbs.print_receipt, item.id)
    counter.give_back(item)
    counter.verbs.print_receipt(counter.clerk, item.id)
    counter.verbs.print_receipt(counter.clerk, item.id)
    assert counter.card(item).claims[0].copies == 2


def test_an_item_that_is_not_on_record(counter: FoundDesk) -> None:
    with pytest.raises(NotFound):
        counter.verbs.claim(counter.clerk, 4711, WORDS)
    with pytest.raises(NotFound):
        counter.ask.card(counter.clerk, 4711)


def test_an_unsigned_picture_is_no_signature(counter: FoundDesk) -> None:
    item = counter.keep()
    counter.claim(item)
    with pytest.raises(InvalidInput) as caught:
        counter.verbs.give_back(counter.clerk, item.id, counter.claim_draft(signature=b"ink", on_paper=False))
    assert list(caught.value.problems) == ["signature"]


def test_a_receipt_saved_twice_is_for_the_same_person(counter: FoundDesk) -> None:
    item = counter.keep()
    counter.claim(item)
    draft = counter.claim_draft(request="g7")
    counter.verbs.give_back(counter.clerk, item.id, draft)
    assert counter.verbs.give_back(counter.clerk, item.id, draft).result.state is FoundState.RETURNED
    for other in ({"name": "李建国"}, {"phone": OTHER_PHONE}, {"proof": "发票"}):
        again = counter.claim_draft(request="g7", **other)
        assert list(counter.problems(counter.verbs.give_back, item.id, again)) == ["request"]


@pytest.mark.parametrize("words", ["黑黑黑黑黑黑", "！？。，、；", "aAaAaA aa", "伞。，！？"])
def test_a_claim_describes_something(counter: FoundDesk, words: str) -> None:
    assert list(counter.problems(counter.verbs.claim, counter.keep().id, words)) == ["words"]


def test_a_claim_is_granted_by_its_own_words(counter: FoundDesk) -> None:
    item = counter.keep()
    counter.claim(item)
    draft = counter.claim_draft(words=" ")
    assert list(counter.problems(counter.verbs.give_back, item.id, draft)) == ["words"]


@pytest.mark.parametrize("number", ["A1", "\u200b\u200b\u200b\u200b", "-- -- 12", "１２３"])
def test_another_document_has_a_number(counter: FoundDesk, number: str) -> None:
    item = counter.keep(value=ValueClass.MIDDLE)
    counter.claim(item)
    draft = counter.claim_draft(document_kind="other", document_number=number)
    assert list(counter.problems(counter.verbs.give_back, item.id, draft)) == ["document_number"]


@pytest.mark.parametrize("phone", ["110", "１１９", "1-2-0", "122"])
def test_nobody_is_called_back_at_an_emergency_number(counter: FoundDesk, phone: str) -> None:
    item = counter.keep()
    counter.claim(item)
    said = counter.problems(counter.verbs.give_back, item.id, counter.claim_draft(phone=phone))
    assert list(said) == ["phone"]
    assert list(counter.problems(counter.verbs.take_in, counter.draft(finder_phone=phone))) == [
        "finder_phone"
    ]
    assert list(counter.problems(counter.lost.report, counter.lost_draft(phone=phone))) == ["phone"]
