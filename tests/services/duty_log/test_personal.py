"""Whoever is named in the duty log is proposed by name: who reported or came, and who is named in words or places."""

from __future__ import annotations

from desk_app.services.core.looking import Why
from desk_app.services.core.personal import Identity, PersonalRecord
from desk_app.services.privacy.service import Privacy
from tests.services.duty_log.duty_desk import DutyDesk


def look_up(duty: DutyDesk, name: str) -> list[PersonalRecord]:
    found = duty.desk.get(Privacy).look_up(duty.people.supervisor, Identity(name=name), Why.PERSON).result
    assert all(not one.certain and one.stays for one in found), "a name alone proposes, and the log stays"
    return found


def test_who_reported_and_who_came_are_found_with_the_incident(duty: DutyDesk) -> None:
    incident = duty.begin()
    duty.step(incident, "arrived", who="王大工")
    for name in ("欧阳报警", "王大工"):
        (one,) = look_up(duty, name)
        assert (one.feature, one.number) == ("duty_log", incident.number)
        assert name in [value for _, value in one.facts]


def test_whoever_is_named_within_words_reasons_and_places_is_proposed(duty: DutyDesk) -> None:
    duty.write("孙七在大堂昏倒，已送医")
    duty.write("巡查一切正常")
    incident = duty.begin(place="孙七家门口", words="")
    found = look_up(duty, "孙七")
    assert sorted((one.kind, one.number) for one in found) == [
        ("duty_entry", ""),
        ("incident", incident.number),
    ]


def test_a_single_character_is_not_looked_for_in_words(duty: DutyDesk) -> None:
    duty.write("孙七在大堂昏倒")
    assert look_up(duty, "孙") == []
