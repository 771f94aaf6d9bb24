"""Puts the services of one desk together: the same way for the window, the command line and the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from desk_app.services.at_rest import KeysMissing, can_recover, follow, keep_recovery, key_of, missing, settle
from desk_app.services.catalogue import (
    Services,
    codes,
    features,
    indexers,
    matters,
    pass_books,
    people,
    reports,
)
from desk_app.services.core.clocks import Clock, Stamps, SystemClock
from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.sealed_keys import SecretsGone
from desk_app.services.core.secrets import FileStore, SecretStore, open_secret_store, service_name
from desk_app.services.core.words import N_
from desk_app.services.db.database import Database
from desk_app.services.db.opening import open_database, refuse_network
from desk_app.services.desk.identity import Founding, found_desk, read_desk
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Bench
from desk_app.services.settings.values import StoredSettings
from desk_app.services.staff.pins import PEPPER, check_pin
from desk_app.services.staff.service import Staff, check_name, role_of
from desk_app.services.staff.tables import StaffRow
from desk_app.services.sync.capture import capture_holds, ensure_capture
from desk_app.services.sync.mark import Mark


class NotFounded(UserError):
    """The data folder belongs to no desk yet: the first start asks which."""


@dataclass(frozen=True)
class FirstSupervisor:
    """Who can sign in first."""

    name: str
    pin: str


def open_services(
    folder: DataFolder,
    *,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
    converting: Callable[[], object] | None = None,
) -> Services:
    """Open a desk's data. `converting`: whoever has the folder to herself lets the file be encrypted, or made plain
    again, as the keys are worth it, and is told when that begins.

    Raises NotFounded before the first start, KeysLocked when the keys want their passphrase (give `secrets` then, from
    `unlocked_keys`), KeysMissing when the recovery code helps, DatabaseTrouble and StorageTrouble otherwise.
    """
    keys = secrets or desk_keys(folder)
    if isinstance(keys, FileStore):
        keys.need_open()
    try:
        if converting is not None:
            refuse_network(folder.root)
            settle(folder, clock or SystemClock(), keys, converting)
        database = open_database(folder, clock or SystemClock(), key_of(folder, keys))
        try:
            services = assemble(database, clock=clock, secrets=keys)
        except BaseException:
            database.close()
            raise
    except SecretsGone as gone:
        if can_recover(folder):
            raise missing() from gone
        raise
    keep_recovery(folder, keys)
    return services


def desk_keys(folder: DataFolder) -> SecretStore:
    """The secret store of a data folder, as it lies there; the file for the recovery code follows it."""
    store = open_secret_store(folder.secrets, service_name(folder.root))
    follow(folder, store)
    return store


def unlocked_keys(folder: DataFolder, passphrase: str) -> SecretStore:
    """The secret store, opened. Raises WrongPassphrase; where no passphrase is set it is not looked at."""
    keys = desk_keys(folder)
    if isinstance(keys, FileStore):
        keys.unlock(passphrase)
    return keys


def assemble(database: Database, *, clock: Clock | None, secrets: SecretStore) -> Services:
    """The services on an open database. Raises NotFounded."""
    known = read_desk(database)
    if known is None:
        raise NotFounded(N_("This data folder belongs to no desk yet. Start the program to set it up."))
    desk, zone = known
    _refuse_without_keys(database, secrets)
    _mark_changes(database)
    clock = clock or SystemClock(ZoneInfo(zone))
    with database.read() as session:
        # Stamps rise with ids; the greatest stamp itself would be looked for in the whole journal.
        floor = session.execute(select(EventRow.stamp).order_by(EventRow.id.desc()).limit(1)).scalar() or 0
    stamps, mark = (
        Stamps(clock.now, desk.desk_number, floor),
        Mark.read(DataFolder(database.path.parent).sync_mark),
    )
    stamps.follow(mark.id, mark.stamp)  # of what was packed before this data was put back from a backup
    return Services(
        Bench(
            database=database,
            clock=clock,
            stamps=stamps,
            desk=desk,
            secrets=secrets,
            settings=StoredSettings(database),
            role_of=role_of,
            indexers=indexers(),
            pass_books=pass_books(),
            matters=matters(),
            people=people(),
            codes=codes(),
            reports=reports(),
            features=features(),
        )
    )


def _mark_changes(database: Database) -> None:
    """On a desk that exchanges every changed row is marked, also after an update, a restore or a conversion."""
    with database.read() as session:
        whole = capture_holds(session.connection().connection.driver_connection)
    if not whole:
        with database.write() as session:
            ensure_capture(session.connection().connection.driver_connection)


def _refuse_without_keys(database: Database, secrets: SecretStore) -> None:
    """Raise KeysMissing when people have PINs here but the key that all PINs hang on is gone."""
    if secrets.get(PEPPER) is not None:
        return
    with database.read() as session:
        if session.execute(select(StaffRow.id).limit(1)).first() is not None:
            raise KeysMissing(
                N_(
                    "The keys of this desk are missing: nobody's PIN can be checked, and passes printed before would "
                    "not be genuine. Put the folder “secrets” back from your copy, then start again. "
                    "Nothing was changed."
                )
            )


def found(
    folder: DataFolder,
    founding: Founding,
    supervisor: FirstSupervisor,
    *,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
) -> Services:
    """The first start: say which desk this is and who its first supervisor is.

    Raises InvalidInput for what was typed, before anything is written, and whatever else goes wrong leaves the folder
    without a database, as it was: a desk without anybody who can sign in would be no use.
    """
    checked = _checked(founding, supervisor)

    def hire(services: Services) -> object:
        return services.get(Staff).add(SYSTEM, supervisor.name, Role.SUPERVISOR, supervisor.pin)

    return found_with(folder, checked, hire, clock=clock, secrets=secrets)


def found_with(
    folder: DataFolder,
    founding: Founding,
    first: Callable[[Services], object],
    *,
    clock: Clock | None = None,
    secrets: SecretStore | None = None,
) -> Services:
    """Say which desk this is and do what makes it usable; whatever goes wrong leaves the folder without a database."""
    fresh = not folder.database.exists()
    services: Services | None = None
    try:
        secrets = secrets or desk_keys(folder)
        database = open_database(folder, clock or SystemClock(), key_of(folder, secrets))
        try:
            found_desk(database, clock or SystemClock(), founding)
        finally:
            database.close()
        services = open_services(folder, clock=clock, secrets=secrets)
        first(services)
    except BaseException:
        if services is not None:
            services.bench.database.close()
        if fresh:
            remove_database(folder)
        raise
    return services


def _checked(founding: Founding, supervisor: FirstSupervisor) -> Founding:
    problems: dict[str, DeskError] = {}
    try:
        founding = founding.checked()
    except InvalidInput as refused:
        problems |= refused.problems
    for field, check, value in (("name", check_name, supervisor.name), ("pin", check_pin, supervisor.pin)):
        try:
            check(value)
        except UserError as refused:
            problems[field] = refused
    if problems:
        raise InvalidInput(problems)
    return founding


def remove_database(folder: DataFolder) -> None:
    """Delete a database that was never used; its backups stay."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{folder.database}{ending}").unlink(missing_ok=True)
