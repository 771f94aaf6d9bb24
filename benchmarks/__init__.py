"""Figures of the program against plain SQLite, LIKE and a bare window: `python -m benchmarks` measures them all.

Every module has `measure(...)`, which returns lines of the table; `building.py` makes the demo building they stand
on, once. Ratios are measured in one run, turn by turn, so that a busy machine slows both sides. No test depends on
a figure. `search`, `verdict` and `print_pass` look closer at one part and are run by themselves.
"""
