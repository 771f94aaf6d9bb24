"""Every change as an event, written in the same transaction as the change.

`work.py` holds the shape of every verb: permission → transaction → rules → events → audit entry → commit → Changes.
Events are never edited; personal data sits in a part of its own that can expire without breaking the chain.
"""
