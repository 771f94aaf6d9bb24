"""What the window shows when it shows no tab: opening, trouble, first start, signing in, locked; About and shortcuts.

They know no service: what somebody does on them is a signal, and the program's flow (`desk_app.opening`,
`ui.doorkeeper`) answers. To add one, add a file with one widget.
"""
