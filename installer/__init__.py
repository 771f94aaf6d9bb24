"""How the program reaches a PC: locked requirements, the frozen build, the Windows installer and the Debian package.

No code of the product lives here. A new way to ship is a new folder beside `windows/` and `debian/`.
"""
