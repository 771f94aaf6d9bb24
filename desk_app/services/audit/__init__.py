"""Who did, tried or looked at what: one entry per verb, each chained to the one before by its digest.

Entries hold no personal data. `chain.verify()` names the entry or event that was edited, removed or reordered.
"""
