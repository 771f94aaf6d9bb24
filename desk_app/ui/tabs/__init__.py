"""One folder per tab, with the same files in each: `__init__` (TAB), `page`, `columns`, `dialogs`, `actions`.

Tabs do not know each other, hold no SQL, no message box and no file access. To add one, copy `visitors/`.
"""
