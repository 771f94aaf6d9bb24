"""What the screen says: the language in use, switched at run time without rebuilding a page.

`tr(message)` says now; `say(widget, message)` says and remembers (weakly), so that `speaker.use(words)` says
it again in the next language and drafts stay. Both take a literal or a `Message` constant, never a composed
text; a text put together is said again by a method connected to `speaker.language_changed`. Days and times
follow language and building's zone.
"""

from __future__ import annotations

import weakref
from datetime import date, datetime, timedelta, tzinfo

import shiboken6
from PySide6.QtCore import QDate, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from desk_app.services.core.clocks import DEFAULT_ZONE, day_and_time_of_end
from desk_app.services.core.language import spoken
from desk_app.services.core.paths import resources
from desk_app.services.core.words import ENGLISH, LANGUAGES, N_, Words, load_words


class Speaker(QObject):
    """The language in use and everything said so far that is still alive."""

    language_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.words = Words(ENGLISH)
        self.zone: tzinfo = DEFAULT_ZONE
        self._said: weakref.WeakKeyDictionary[object, dict[str, tuple[str, dict[str, object]]]]
        self._said = weakref.WeakKeyDictionary()
        self._qt_texts: QTranslator | None = None

    def use(self, words: Words) -> None:
        """Speak `words` from now on and say again everything that was said."""
        self.words = words
        spoken.language = words.language
        self._load_qt_texts(words.language)
        for target, sentences in list(self._said.items()):
            if isinstance(target, QObject) and not shiboken6.isValid(target):
                continue
            for setter, (message, values) in sentences.items():
                getattr(target, setter)(words.text(message, **values))
        self.language_changed.emit(words.language)

    def remember(self, target: object, setter: str, message: str, values: dict[str, object]) -> None:
        """Say `message` to `target` now and after each change of language."""
        getattr(target, setter)(self.words.text(message, **values))
        self._said.setdefault(target, {})[setter] = (message, values)

    def forget(self, target: object, setter: str) -> None:
        """From now on `target`'s text is data."""
        self._said.get(target, {}).pop(setter, None)

    @property
    def locale(self) -> QLocale:
        """Qt's locale for the language: number and calendar names."""
        return QLocale(self.words.language) if self.words.language in LANGUAGES else QLocale(ENGLISH)

    def _load_qt_texts(self, language: str) -> None:
        app = QApplication.instance()
        if app is None:
            return
        if self._qt_texts is not None:
            app.removeTranslator(self._qt_texts)
            self._qt_texts = None
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            app.installTranslator(translator)
            self._qt_texts = translator


speaker = Speaker()


def tr(message: str, /, **values: object) -> str:
    """Say a literal or Message in the language in use, now."""
    return speaker.words.text(message, **values)


def say(target: object, message: str, /, setter: str = "setText", **values: object) -> None:
    """Call `target.setter(text)` now and again after every change of language, as long as `target` lives."""
    speaker.remember(target, setter, message, values)


def set_language(language: str) -> None:
    """Switch to `language` (one of `words.LANGUAGES`) at run time."""
    speaker.use(load_words(language, resources() / "i18n"))


def format_time(moment: datetime, *, seconds: bool = False) -> str:
    """The wall clock in the building: 09:05."""
    return moment.astimezone(speaker.zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def format_day(day: date | datetime, *, weekday: bool = False, year: bool = True) -> str:
    """2026年11月22日 周日, or 22 Nov 2026, Sun. A moment is taken in the building's zone."""
    if isinstance(day, datetime):
        day = day.astimezone(speaker.zone).date()
    short = QLocale.FormatType.ShortFormat
    name = speaker.locale.monthName(day.month, short)
    said = tr(N_("{day} {name}"), day=day.day, month=day.month, name=name)
    if year:
        said = tr(N_("{day} {name} {year}"), day=day.day, month=day.month, name=name, year=day.year)
    if not weekday:
        return said
    named = speaker.locale.dayName(QDate(day.year, day.month, day.day).dayOfWeek(), short)
    return tr(N_("{date}, {weekday}"), date=said, weekday=named)


def format_moment(moment: datetime, *, now: datetime | None = None) -> str:
    """Day and time, as short as `now` allows: the time alone today, no year within the same year."""
    local = moment.astimezone(speaker.zone)
    today = now.astimezone(speaker.zone).date() if now else None
    if local.date() == today:
        return format_time(local)
    day = format_day(local.date(), year=today is None or today.year != local.year)
    return f"{day} {format_time(local)}"


def format_end(end: datetime, *, now: datetime | None = None) -> str:
    """As `format_moment`, for the end of a time: what ends at midnight ends at 24:00 of the day before."""
    day, time = day_and_time_of_end(end, speaker.zone)
    today = now.astimezone(speaker.zone).date() if now else None
    if day == today:
        return time
    return f"{format_day(day, year=today is None or today.year != day.year)} {time}"


def format_duration(length: timedelta | float) -> str:
    """A stretch of time in its two largest units: 2 h 5 min. `length` in seconds; negative counts as none."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    minutes = max(0, int(seconds)) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days and hours:
        return tr(N_("{days} d {hours} h"), days=days, hours=hours)
    if days:
        return tr(N_("{days} d"), days=days)
    if hours and rest:
        return tr(N_("{hours} h {minutes} min"), hours=hours, minutes=rest)
    if hours:
        return tr(N_("{hours} h"), hours=hours)
    return tr(N_("{minutes} min"), minutes=rest)


def format_number(number: int | float, *, decimals: int = 0) -> str:
    """1,234 with the language's separators."""
    return speaker.locale.toString(float(number), "f", decimals)


def format_money(fen: int) -> str:
    """Hundredths of a yuan, as the papers write them: ¥1,234.50."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{format_number(abs(fen) / 100, decimals=2)}"
