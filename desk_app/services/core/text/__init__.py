"""Text as people type it: cleaning, reading aloud (pinyin), hiding (masks), and the numbers printed on papers and cars.

Pure functions without I/O. A refusal is a `UserError` whose sentence says what to do; a form puts several of them
into one `InvalidInput`. What needs the database or the settings does not belong here.
To add a kind of number: one module with one `parse_…`, its sentences in `resources/i18n/zh_CN/text.toml`.
"""
