"""The small demo building, for every folder here that counts what is in it."""

from tests.services.demo.conftest import built, demo

__all__ = ["built", "demo"]
