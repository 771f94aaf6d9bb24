"""What keyboard-wedge scanners and people really send for a pass, and what must become of it.

Each is (raw text, the codes that are to come out of it): a tuple of whole codes, or () for a clean reject.
"""

from __future__ import annotations

from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.short_number import Kind, ShortNumber
from tests.services.codes.build import DESK, goods, visitor

PASS, GOODS = encode(visitor(), DESK), encode(goods(), DESK)
TAG = ShortNumber(Kind.LOAN, 3, 1234).digits
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
AZERTY = str.maketrans("1234567890", "&é\"'(-è_çà")
SHIFTED = str.maketrans("1234567890", "!@#$%^&*()")

INPUTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "bare": (PASS, (PASS,)),
    "longest, bare": (GOODS, (GOODS,)),
    "short number": (TAG, (TAG,)),
    "carriage return": (PASS + "\r", (PASS,)),
    "line feed": (PASS + "\n", (PASS,)),
    "both": (PASS + "\r\n", (PASS,)),
    "both twice": (PASS + "\r\n\r\n", (PASS,)),
    "tab": (PASS + "\t", (PASS,)),
    "tab and return": (TAG + "\t\r", (TAG,)),
    "before and behind": ("\r\n" + PASS + "\r\n", (PASS,)),
    "start and end of text": ("\x02" + PASS + "\x03", (PASS,)),
    "group separators": ("\x1d" + PASS + "\x1d\x04", (PASS,)),
    "escape and bell within": (PASS[:90] + "\x1b\x07" + PASS[90:], (PASS,)),
    "null bytes": ("\x00" + TAG + "\x00", (TAG,)),
    "symbology of QR": ("]Q1" + PASS, (PASS,)),
    "symbology and character set": ("]Q2\\000026" + GOODS, (GOODS,)),
    "character set alone": ("\\000026" + PASS, (PASS,)),
    "symbology of bars": ("]C0" + TAG, (TAG,)),
    "full width": (PASS.translate(WIDE), (PASS,)),
    "full width, with its space": ("\u3000" + TAG.translate(WIDE) + "\u3000\r", (TAG,)),
    "half of it full width": (PASS[:100].translate(WIDE) + PASS[100:], (PASS,)),
    "spaces in groups": (" ".join(TAG[at : at + 4] for at in range(0, len(TAG), 4)), (TAG,)),
    "byte order mark": ("\ufeff" + PASS, (PASS,)),
    "invisible marks": ("\u200e" + PASS[:50] + "\u200b" + PASS[50:] + "\u2060", (PASS,)),
    "the same twice": (PASS + PASS, (PASS,)),
    "two joined": (PASS + GOODS, (PASS, GOODS)),
    "number and pass joined": (TAG + PASS, (TAG, PASS)),
    "two with an end between": (PASS + "\r" + GOODS + "\r", (PASS, GOODS)),
    "a half, then the whole": (PASS[:150] + "\r" + PASS + "\r", (PASS,)),
    "the first half": (PASS[:140], ()),
    "the second half": (PASS[140:], ()),
    "a digit lost": (PASS[:77] + PASS[78:], ()),
    "a digit twice": (PASS[:77] + PASS[76:], ()),
    "digits swapped": (
        PASS[:80] + "12" + PASS[82:] if PASS[80:82] != "12" else PASS[:80] + "21" + PASS[82:],
        (),
    ),
    "a letter for a digit": (PASS[:60] + "O" + PASS[61:], ()),
    "caps lock and letters": ("EP1ABCDEFGH23456789", ()),
    "mixed case": ("eP1aBcDeFgH23456789", ()),
    "shift held down": (TAG.translate(SHIFTED), ()),
    "French keyboard": (TAG.translate(AZERTY), ()),
    "Arabic digits": ("٣٣٣١٢٣٤٥٦", ()),
    "composed by an input method": ("出门条出门条", ()),
    "a web address": ("HTTPS://EXAMPLE.COM/?P=" + TAG, ()),
    "a formula": ("=HYPERLINK(1;2)+" + TAG, ()),
    "10 kB of digits": ("7" * 10_000, ()),
    "10 kB of letters": ("Ab c;" * 2_000, ()),
    "10 kB of codes": (PASS * 37, ()),
}
