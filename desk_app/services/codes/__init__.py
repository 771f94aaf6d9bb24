"""Everything the desk prints to be scanned: digits only, checked, and for passes signed and judged offline.

Pure: no database, no Qt, no files (keys come from `core.secrets`). `scanned.read` sorts what a scanner typed,
`short_number` is for tags and slips, `frame` + `pass_code` + `signing` are for passes, `verdict.judge` is the
gate, `image` draws. Personal data of visitors never goes into a code.
To add a kind of tag: a member of `short_number.Kind`. To say more in a pass: a new field number in
`pass_code`, old gates skip it; a change of what the fixed part means is a new version digit.
"""
