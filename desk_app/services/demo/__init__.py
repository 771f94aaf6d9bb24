"""An invented but plausible building, for trying the program out and for measuring it. Nobody in it exists.

`build.py` founds it and calls every feature's `Feature.demo(pen, day)` for each day from the first to today, in the
features' order; `pen.py` writes rows, journal, audit entries and search index as every verb does, in the order of
time over all features. A feature's demo is its `demo.py`: it queues rows and events, of later days too, and gives
ids by `pen.id_at` in a lane of its own (0 visitors, 1 calls).
"""
