"""Head office's small window: desks, who asks to be admitted, what a person must look at, proposals of desks.

`rounds` collects and publishes in the background, `window` is the window, a page is a `Page` with `show_view`.
Works on `services.headoffice` alone; nothing of a desk's data. To add a page: a file, and a line in `window.PAGES`.
"""
