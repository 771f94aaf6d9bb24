"""What every test gets without asking: screen, strict logs, nothing left behind, steady random examples.

One module is one concern, loaded by tests/conftest.py. No fixture of a feature belongs here.
"""
