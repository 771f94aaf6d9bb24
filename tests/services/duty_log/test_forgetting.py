"""After the time of keeping no word of anybody is left in the file, and the times are as they were."""

from __future__ import annotations

from desk_app.services.core.paths import DataFolder
from desk_app.services.duty_log.records import CorrectionDraft
from desk_app.services.duty_log.rounds import old_forgotten
from tests.services.duty_log.duty_desk import DutyDesk
from tests.services.forgetting_help import faults, in_file

SECRETS = (
    "欧阳报警",
    "三人被困",
    "王工到场",
    "孙七昏倒",
    "周九丢包",
    "周十丢包",
    "吴家门口",
    "手表不准",
    "皆大欢喜",
)
FOUR_YEARS = 4 * 366 * 86_400


def test_nothing_of_anybody_is_left_in_the_file(duty: DutyDesk, folder: DataFolder) -> None:
    duty.verbs.correct(duty.clerk, duty.write("周九丢包"), CorrectionDraft("周十丢包"))
    incident = duty.begin(place="吴家门口", reported_at=duty.ago(30))
    incident = duty.step(incident, "freed", 20, words="孙七昏倒")
    incident = duty.step(incident, "arrived", 10, who="王工到场", why="手表不准")
    incident = duty.all_steps(incident)
    duty.verbs.close(duty.clerk, incident.id, "皆大欢喜")
    kept = duty.begin(place="开着的")
    assert in_file(duty.desk, folder, SECRETS) == set(SECRETS)
    duty.clock.advance(seconds=FOUR_YEARS)
    changes = old_forgotten(duty.desk.bench)
    assert changes is not None
    assert in_file(duty.desk, folder, SECRETS) == {"欧阳报警", "三人被困"}, "of the one that still runs"
    assert faults(duty.desk) == []
    gone = duty.ask.incident(duty.clerk, incident.id)
    assert (gone.place, gone.words, gone.number) == ("", "", incident.number)
    assert [one.happened_at for one in gone.story][: len(incident.story)] == [
        one.happened_at for one in incident.story
    ]
    assert duty.ask.incident(duty.clerk, kept.id) == kept
    assert old_forgotten(duty.desk.bench) is None
