"""Paper: a document's description → PDF → preview, file or printer.

`model` is what features fill in, with sentences already said in the reader's language; `render` turns it into PDF
bytes; `preview` into pictures; `ports` and `spool` bring it to paper. Importing this package loads nothing heavy.
No feature's record or wording belongs here: those are in the feature's own `documents.py`.
To add a block: a dataclass in `model`, a function in one of the `draw_*` modules, a line in `render.LAYOUTS`.
"""
