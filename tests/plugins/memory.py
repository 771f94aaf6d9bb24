"""What a test module leaves in memory for good is looked at no more: the garbage collector walks what is new alone.

Syntax trees of the whole program and the libraries are millions of objects. Walked again and again, in every
collection and in every search for timers, they made each test behind them several times slower.
"""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest


def put_aside() -> None:
    """Collect once more, then count what is left among what is there for good."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """The modules and their tests."""
    put_aside()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """After the last test of a module, once its fixtures are gone."""
    yield
    if nextitem is not None and nextitem.path != item.path:
        put_aside()
