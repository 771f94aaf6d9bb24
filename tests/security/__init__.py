"""Checks of security that no other folder has, and the proof that the table of all of them holds."""
