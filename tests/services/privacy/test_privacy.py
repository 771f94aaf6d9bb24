"""A copy for one person, erasure, and who looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from desk_app.services.catalogue import features
from desk_app.services.core.errors import InvalidInput, NotFound, NotPermitted, StorageTrouble
from desk_app.services.core.looking import Why
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.personal import Identity
from desk_app.services.core.words import plain
from desk_app.services.journal.work import Bench
from desk_app.services.privacy.queries import PrivacyQueries
from desk_app.services.privacy.records import RequestKind
from desk_app.services.privacy.rounds import traces_round
from desk_app.services.retention import traces
from desk_app.services.retention.kept import Kept
from desk_app.services.staff.service import Staff
from desk_app.services.visitors.service import Visitors
from tests.services.forgetting_help import faults, in_file
from tests.services.privacy.conftest import DOCUMENT, GROUNDS, NAME, OTHER_PHONE, PHONE, WORDS, Office, keys


def test_fifty_records_are_found_by_the_phone_and_none_of_a_namesake(office: Office) -> None:
    office.fill()
    found = office.look_up(phone="137 1234 5678")
    assert all(one.certain for one in found)
    assert Counter(one.feature for one in found) == {
        "visitors": 29,
        "calls": 16,
        "repairs": 4,
        "lost_property": 1,
    }
    assert OTHER_PHONE not in repr([one.facts for one in found])


def test_a_name_alone_only_proposes(office: Office) -> None:
    office.come()
    office.come(phone=OTHER_PHONE)
    found = office.look_up(name=NAME)
    assert [one.certain for one in found] == [False, False]
    both = office.look_up(name=NAME, phone=PHONE)
    assert [one.certain for one in both] == [True, False]


def test_a_document_finds_exactly(office: Office) -> None:
    office.come(document=DOCUMENT)
    office.come(phone=OTHER_PHONE, document="110101199003070038")
    (found,) = office.look_up(document=DOCUMENT.lower())
    assert found.certain
    assert DOCUMENT not in repr(found.facts)


def test_others_are_masked_in_what_is_given(office: Office) -> None:
    office.come()
    (found,) = office.look_up(phone=PHONE)
    said = [value for _, value in found.facts]
    assert NAME in said and PHONE in said and "钱*明" in said
    assert "钱伟明" not in said


def test_nothing_to_look_for_and_no_reason_are_told_at_their_fields(office: Office) -> None:
    with pytest.raises(InvalidInput) as nothing:
        office.look_up()
    assert "phone" in nothing.value.problems
    with pytest.raises(InvalidInput) as wordless:
        office.privacy.look_up(office.head, Identity(phone=PHONE), Why.OTHER)
    assert "words" in wordless.value.problems


def test_a_copy_holds_what_was_ticked_and_is_on_record(office: Office) -> None:
    office.come()
    office.come()
    found = office.look_up(phone=PHONE)
    copy = office.privacy.export(
        office.head, Identity(phone=PHONE), [found[0].key], GROUNDS, office.second
    ).result
    assert copy.records == (found[0],)
    (request,) = office.desk.get(PrivacyQueries).requests(office.head)
    assert (request.kind, request.records, request.second) == (
        RequestKind.COPY,
        1,
        office.people.receptionist.staff_id,
    )


def test_a_second_colleague_is_needed(office: Office) -> None:
    office.come()
    found = office.look_up(phone=PHONE)
    guard = office.people.guard
    for verb in (office.privacy.export, office.privacy.erase):
        unproven = office.people.receptionist
        for second in (
            office.head,
            unproven,
            *(one.at_session_of(office.head) for one in (office.head, guard)),
        ):
            with pytest.raises(NotPermitted):
                verb(office.head, Identity(phone=PHONE), keys(found), GROUNDS, second)
    assert not office.desk.get(PrivacyQueries).requests(office.head)


def test_a_second_colleague_whose_account_was_closed_meanwhile_is_refused(office: Office) -> None:
    office.come()
    found = office.look_up(phone=PHONE)
    office.desk.get(Staff).close(office.head, office.second.staff_id)
    with pytest.raises(NotPermitted, match="closed"):
        office.privacy.erase(office.head, Identity(phone=PHONE), keys(found), GROUNDS, office.second)
    assert len(office.look_up(phone=PHONE)) == 1


def test_keys_of_somebody_else_are_not_given(office: Office) -> None:
    office.come()
    (other,) = keys([*office.look_up(phone=PHONE)])
    with pytest.raises(NotFound):
        office.privacy.export(office.head, Identity(phone=OTHER_PHONE), [other], GROUNDS, office.second)


def test_fifty_records_are_erased_what_is_open_stays_and_is_told(office: Office, folder: DataFolder) -> None:
    office.fill()
    found = office.look_up(phone=PHONE)
    erasure = office.privacy.erase(
        office.head, Identity(phone=PHONE), keys(found), GROUNDS, office.second
    ).result
    open_ones = [one for one in found if one.stays]
    assert len(open_ones) == 7  # a call, four repairs, a lost report, a visit
    assert len(erasure.stayed) == 7
    assert erasure.request.records == 43
    left = office.look_up(phone=PHONE)
    assert {one.key for one in left} == {one.key for one in open_ones}
    assert len(office.look_up(name=NAME)) == 7 + 10
    assert not faults(office.desk)


def test_nothing_is_left_in_the_files(office: Office, folder: DataFolder) -> None:
    for _ in range(3):
        office.come(document=DOCUMENT)
    found = office.look_up(phone=PHONE)
    assert in_file(office.desk, folder, [NAME, PHONE, WORDS]) == {NAME, PHONE, WORDS}
    office.privacy.erase(office.head, Identity(phone=PHONE), keys(found), GROUNDS, office.second)
    left = b"".join(path.read_bytes() for path in folder.root.rglob("*") if path.is_file())
    assert not [one for one in (NAME, PHONE, WORDS, DOCUMENT) if one.encode() in left], "at once"
    assert traces_round(office.desk.bench) is None
    assert not faults(office.desk)


def test_where_the_traces_could_not_go_at_once_the_round_clears_them(
    office: Office, folder: DataFolder, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("next round")
    office.come()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traces, "fold_log", full)
        erase_all(office)
    assert not office.look_up(phone=PHONE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traces, "fold_log", lambda _bench: False)
        assert traces_round(office.desk.bench) is None, "somebody reads: later"
    assert traces_round(office.desk.bench) is not None
    assert not in_file(office.desk, folder, [NAME, PHONE, WORDS])


def full(_bench: Bench) -> bool:
    raise StorageTrouble(plain("full"))


def erase_all(office: Office) -> None:
    found = office.look_up(phone=PHONE)
    office.privacy.erase(office.head, Identity(phone=PHONE), keys(found), GROUNDS, office.second)


def test_who_looked_is_told_by_person_with_the_reason(office: Office) -> None:
    visit = office.come(document=DOCUMENT)
    office.desk.get(Visitors).reveal_document(office.head, visit.id, "核对证件", Why.CHECK)
    found = office.look_up(phone=PHONE)
    office.privacy.export(office.head, Identity(phone=PHONE), keys(found), GROUNDS, office.second)
    with pytest.raises(NotPermitted):
        office.desk.get(Visitors).reveal_document(office.people.receptionist, visit.id, "看看", Why.CHECK)
    today = office.clock.now().astimezone(office.clock.zone).date()
    looks = office.desk.get(PrivacyQueries).looks(office.head, today, today)
    assert [(one.action, one.why, one.refused) for one in looks] == [
        ("visitors.reveal_document", None, True),
        ("privacy.export", Why.PERSON, False),
        ("privacy.look_up", Why.PERSON, False),
        ("visitors.reveal_document", Why.CHECK, False),
    ]
    assert looks[-1].words == "核对证件"
    assert visit.id in looks[-1].of
    mine = office.desk.get(PrivacyQueries).looks(
        office.head, today, today, office.people.receptionist.staff_id
    )
    assert [one.action for one in mine] == ["visitors.reveal_document"]


def test_the_audit_log_names_nobody(office: Office, folder: DataFolder) -> None:
    office.look_up(phone=PHONE, name=NAME, document=DOCUMENT)
    assert not in_file(office.desk, folder, [PHONE, NAME, DOCUMENT])


def test_every_kind_that_may_be_erased_is_one_that_is_forgotten() -> None:
    """A feature that tells of records nobody can erase says so itself (`open` that always holds)."""

    forgettable = {
        kind
        for feature in features()
        for rule in feature.retention
        for kept in rule.kept
        if isinstance(kept, Kept)
        for kind in kept.kinds
    }
    for feature in features():
        for part in getattr(feature.personal, "parts", ()):
            assert part.always_stays or part.kind in forgettable, (feature.id, part.kind)


def test_every_feature_that_keeps_people_tells_of_them() -> None:
    silent = {one.id for one in features() if one.retention and one.personal is None}
    assert silent <= {
        "blackout",
        "shift",
        "conflicts",
        "drawer",
        "gate",
        "trust",
        "printing",
        "mail_archive",
        "audit",
    }
