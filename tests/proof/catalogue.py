"""What is to be shown of the exchange and of the desk's data, by number. A test counts for a number with `counted`."""

from __future__ import annotations

from typing import NamedTuple


class Proof(NamedTuple):
    """One of them."""

    id: str
    what: str
    reduced: int
    """Cases at least with every run: what a whole run counts, so that a test that shrinks is noticed."""
    full: int
    """Cases at least with --full."""


PROOFS = (
    Proof("R1", "three desks and head office on a share that lies; programs end anywhere", 150, 10_000),
    Proof("R2", "the same with restored, copied and dead desks and a restored head office", 100, 10_000),
    Proof("R3", "bugs put into the product are found", 40, 40),
    Proof("R4", "any order of work, exchange, crash and restore on a real database and folder", 4, 500),
    Proof("R5", "the program ends at each of its failure points", 16, 300),
    Proof("R6", "the program is killed at any moment; what it had confirmed is there", 25, 1_000),
    Proof("R7", "the power goes at any moment of the desk's work", 200, 50_000),
    Proof("R8", "the same with weaker settings loses data, as it must", 2, 2),
    Proof("R9", "each call to the system fails once", 80, 300),
    Proof("R10", "the PC's disk is full", 4, 200),
    Proof("R11", "the share is full", 100, 100),
    Proof("R12", "every kind of file with every kind of damage is refused", 60_000, 60_000),
    Proof("R13", "hostile content in everything that is read", 4_000, 100_000),
    Proof("R14", "a real SMB share whose server is killed, read-only, full", 140, 300),
    Proof("R15", "many desks and head offices at once on one folder, some of them killed", 1, 3),
    Proof("R16", "every kind of share does the same", 100, 100),
    Proof("R17", "the share doctor names each fault", 23, 23),
    Proof("R18", "clocks that jump: stamps rise, nothing waits, no pass lives again", 600, 5_000),
    Proof("R19", "head office comes to the same whatever the order, on both stores", 19, 1_000),
    Proof("R20", "older and newer programs and the files of every release", 27, 27),
    Proof("R21", "many redeem one pass at once: one gets through", 20, 1_000),
    Proof("R22", "a pass used at two gates that cannot hear each other is found, and no other", 600, 1_000),
    Proof("R26", "a share that hangs: the window goes on, the program ends", 100, 100),
    Proof("R27", "a desk's data is put back and is whole", 7, 50),
    Proof("R28", "a month of exchange: folders stay small, rounds stay short", 6, 6),
    Proof("R29", "a day of 500 desks at head office", 1_200, 200_000),
    Proof("R30", "the audit log: every altered, missing or moved entry is found", 40, 500),
)
