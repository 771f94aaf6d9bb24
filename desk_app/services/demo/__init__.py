"""An invented but plausible building, for trying the program out and for measuring it.

`build.py` founds it, `pen.py` writes in bulk with journal, audit entries and search index as every verb does;
each feature fills its own part (`Feature.demo`). Nobody in it exists.
"""
