import logging
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from desk_app.services.core import logs
from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_

log = logging.getLogger("test.logs")


NAME = "张三"


def file_handler() -> RotatingFileHandler:
    return next(h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler))


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    handler = logs.start_logging(tmp_path / "logs")
    yield tmp_path / "logs" / logs.LOG_NAME
    logs.stop_logging(handler)


def test_a_private_value_is_a_dot_however_it_is_written(written: Path) -> None:
    phone = logs.private("13800138000")
    log.info("called %s, %r, %s", phone, phone, f"{phone:>5}")
    text = written.read_text(encoding="utf-8")
    assert "called •, •, •" in text
    assert "138" not in text
    assert phone.value == "13800138000"


@pytest.mark.parametrize(
    "error",
    [
        KeyError("张三"),
        ValueError("invalid literal for int() with base 10: 'Zhang San'"),
        RuntimeError('no visit of "Zhang San" 张三 13800138000'),
        UserError(N_("No visit of {name}"), name="张三 Zhang San 13800138000"),
        OSError(28, "No space left", "/data/张三-Zhang San.pdf"),
    ],
)
def test_an_exception_tells_its_place_but_nobodys_data(
    written: Path, error: Exception, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("^ERROR test.logs: failed: ")
    try:
        try:
            raise error
        except Exception as cause:
            raise LookupError(f"while looking for '{NAME}'") from cause
    except LookupError:
        log.exception("failed: %s", error)
    text = written.read_text(encoding="utf-8")
    assert "test_logs.py" in text
    assert "caused by" in text
    assert type(error).__name__ in text
    for secret in ("张三", "Zhang San", "13800138000"):
        assert secret not in text


def test_what_the_interpreter_says_about_code_is_kept() -> None:
    try:
        None.nothing  # type: ignore[attr-defined]  # noqa: B018
    except AttributeError as error:
        told = logs.trace(type(error), error, error.__traceback__)
    assert "'NoneType' object has no attribute 'nothing'" in told


def test_a_ring_of_causes_ends() -> None:
    one, two = ValueError("1"), ValueError("2")
    one.__cause__, two.__cause__ = two, one
    assert logs.trace(ValueError, one, None).count("ValueError") == 2


def test_files_rotate_and_are_few(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = file_handler()
    monkeypatch.setattr(handler, "maxBytes", 2000)
    for number in range(300):
        log.info("line %d %s", number, "x" * 80)
    assert len(list(written.parent.iterdir())) == 5


def test_a_folder_that_cannot_be_written_costs_the_log_alone(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    handler = logs.start_logging(blocked / "logs")
    log.info("nowhere")
    logs.stop_logging(handler)
    assert blocked.read_text(encoding="utf-8") == ""


def test_a_full_disk_is_survived(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log.info("first")
    handler = file_handler()

    def full(_text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handler.stream, "write", full)
    log.info("second")
    assert "second" not in written.read_text(encoding="utf-8")
