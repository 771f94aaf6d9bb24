"""Puts the services of one desk together: the same way for the window, the command line and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

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
from desk_app.services.core.errors import DatabaseTrouble, DeskError, InvalidInput, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.secrets import FileStore, SecretStore, open_secret_store
from desk_app.services.core.words import N_
from desk_app.services.db.database import Database
from desk_app.services.db.opening import open_database
from desk_app.services.desk.identity import Founding, found_desk, read_desk
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Bench
from desk_app.services.settings.values import StoredSettings
from desk_app.services.staff.pins import PEPPER, check_pin
from desk_app.services.staff.service import Staff, check_name, role_of
from desk_app.services.staff.tables import StaffRow


class NotFounded(UserError):
    """The data folder belongs to no desk yet: the first start asks which."""


class KeysMissing(DatabaseTrouble):
    """The database is there, but not the keys that belong to it. New ones must not be made in silence."""


@dataclass(frozen=True)
class FirstSupervisor:
    """Who can sign in first."""

    name: str
    pin: str


def open_services(
    folder: DataFolder, *, clock: Clock | None = None, secrets: SecretStore | None = None
) -> Services:
    """Open a desk's data.

    Raises NotFounded before the first start, KeysLocked when the keys want their passphrase (give `secrets` then, from
    `unlocked_keys`), DatabaseTrouble and StorageTrouble otherwise.
    """
    keys = secrets or desk_keys(folder)
    if isinstance(keys, FileStore):
        keys.need_open()
    database = open_database(folder, clock or SystemClock())
    try:
        return assemble(database, clock=clock, secrets=keys)
    except BaseException:
        database.close()
        raise


def desk_keys(folder: DataFolder) -> SecretStore:
    """The secret store of a data folder, as it lies there."""
    return open_secret_store(folder.secrets, f"desk-app {folder.root}")


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
    clock = clock or SystemClock(ZoneInfo(zone))
    with database.read() as session:
        # Stamps rise with ids; the greatest stamp itself would be looked for in the whole journal.
        floor = session.execute(select(EventRow.stamp).order_by(EventRow.id.desc()).limit(1)).scalar() or 0
    return Services(
        Bench(
            database=database,
            clock=clock,
            stamps=Stamps(clock.now, desk.desk_number, floor),
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
    founding = _checked(founding, supervisor)
    fresh = not folder.database.exists()
    services: Services | None = None
    try:
        database = open_database(folder, clock or SystemClock())
        try:
            found_desk(database, clock or SystemClock(), founding)
        finally:
            database.close()
        services = open_services(folder, clock=clock, secrets=secrets)
        services.get(Staff).add(SYSTEM, supervisor.name, Role.SUPERVISOR, supervisor.pin)
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
