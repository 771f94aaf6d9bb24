"""A person's errand from beginning to end, in a real window: keys by xdotool, what she sees as the proof.

Few and slow; every one is marked `story` and runs by `pytest -m story`. What a unit test can prove is no story.
"""
