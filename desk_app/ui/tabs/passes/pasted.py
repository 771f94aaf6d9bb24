"""Lists of goods as people send them: rows of a spreadsheet, lines of a chat, one long sentence. Pure text, no Qt.

“显示器 20 台”, “打印机一台，椅子5把”, “3. Printer x2 SN:CN-1” and rows with tabs are understood. A line whose quantity
is not has the quantity `UNTOLD`, to be filled by hand: nothing is lost, nothing guessed. Greetings, headings and
totals are no goods.
"""

from __future__ import annotations

import re
import unicodedata

from desk_app.services.passes.records import LineDraft

UNITS = (
    "件", "台", "个", "箱", "套", "张", "把", "只", "包", "卷", "块", "根", "条", "桶", "瓶", "本", "袋", "捆",
    "辆", "部", "组", "批", "盆", "幅", "面", "盒", "支", "副", "双", "米", "吨", "公斤", "平方米",
    "pcs", "pc", "set", "sets", "box", "boxes", "kg", "m",
)  # fmt: skip
"""Counting words, the usual ones first."""
HEADINGS = frozenset(
    ["名称", "品名", "物品名称", "物品", "货物名称", "设备名称", "name", "item", "goods", "description"]
)
UNTOLD = 0
"""The quantity of a line that does not say one."""
MOST, LONGEST = 500, 300
"""Lines taken from one paste; characters of a line that is still looked into."""

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN = "零〇一二两三四五六七八九十百千万"
_NUMBER = rf"\d[\d,]*|[{_HAN}]+"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_MARK = re.compile(r"^\s*(?:[-*•·]\s+|[①-⑳]\s*|[（(]?\d{1,3}[)）、]\s*|\d{1,3}[.．](?!\d)\s*)")
_BEHIND = re.compile(
    rf"[\s:：xX×*]*(?P<count>{_NUMBER})\s*(?P<unit>{_UNIT})(?=$|[\s(（:：])(?P<rest>.*)$", re.IGNORECASE
)
_BARE = re.compile(r"^(?P<name>.*\S)(?:(?<![A-Za-z])\s+|\s*[:：×*]\s*|\s+(?:x\s*|X\s+))(?P<count>\d+)$")
"""A bare number behind Latin letters is a name: an iPhone 15 is one telephone."""
_BEFORE = re.compile(rf"^(?P<count>{_NUMBER})\s*(?P<unit>{_UNIT})\s*(?P<name>\S{{2,}}.*)$", re.IGNORECASE)
_TIMES = re.compile(
    r"^(?P<name>.*?\S)(?:\s*[×*]|(?<![A-Za-z0-9])\s*x)\s*(?P<count>\d[\d,]*)(?=$|\s)(?P<rest>.*)$"
)
_SERIAL = re.compile(
    r"[\s(（]*(?:(?<![A-Za-z])s/?n|序列号|编号|serial(?:\s+no\.?)?)[\s:：#]+(?P<serial>[A-Za-z0-9][\w./-]*)[)）\s]*",
    re.IGNORECASE,
)
_BARE_SERIAL = re.compile(r"(?=.*\d)[A-Za-z0-9][\x21-\x7e]*")
_AROUND = " \t()（）:：,，"
_TOTAL = re.compile(
    rf"^(?:(?:一共|总共|共计|合计|总计|total)[\s:：]*(?:有|是)?|共(?:有)?)\s*(?P<count>{_NUMBER})",
    re.IGNORECASE,
)
_NO_GOODS = re.compile(
    r"^(?:(?:一共|总共|共计|合计|总计|total)\W*$|(?:谢谢|多谢|麻烦|辛苦|您好|你好|thanks|thank you)\D*$)|[:：]$",
    re.IGNORECASE,
)
"""Lines of a chat that name nothing: politeness, a heading that ends with a colon, “total” alone."""
_PLACE = re.compile(rf"^(?P<place>\d{{1,3}})\s+(?!(?:{_UNIT})(?:[\s\d]|$))(?=\D)", re.IGNORECASE)
_CUTS = re.compile(r"[，、；;。]+|,(?!\d{3}(?!\d))")


def whole_number(text: str) -> int | None:
    """The whole number somebody means, 五十 too; None when it is none. Any size, any sign: others judge that."""
    said = unicodedata.normalize("NFKC", text).strip().replace(",", "").replace(" ", "")
    if re.fullmatch(r"[+-]?[0-9]{1,18}", said):
        return int(said)
    return _han_number(said) if said and set(said) <= set(_HAN) else None


def count_and_unit(text: str) -> tuple[int | None, str]:
    """“20台” is 20 and 台; a number alone has the unit ""."""
    said = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(rf"({_NUMBER})\s*([^\d\s.,%{_HAN}-][^\d\s]{{0,5}})", said)
    if found and whole_number(said) is None:
        return whole_number(found[1]), found[2]
    return whole_number(said), ""


def read_lines(text: str) -> tuple[LineDraft, ...]:
    """The lines of a pasted list, at most `MOST`."""
    found: list[LineDraft] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if "\t" in line:
            found += _from_cells([cell.strip() for cell in line.split("\t")])
        elif line.strip() and not _says_nothing(line.strip()):
            found += _from_sentence(_without_place(_MARK.sub("", line).strip(), len(found) + 1))
    return tuple(found[:MOST])


def said_total(text: str) -> int | None:
    """How many pieces the list says it has (“一共29件”); None when it does not say."""
    totals = (_TOTAL.match(line.strip()) for line in text.splitlines())
    return next((whole_number(one["count"]) for one in totals if one), None)


def _says_nothing(line: str) -> bool:
    return bool(_TOTAL.match(line) or _NO_GOODS.search(line))


def _without_place(line: str, place: int) -> str:
    """“5 文件 3箱” as the fifth line: the number in front is the line's own, no quantity."""
    found = _PLACE.match(line)
    return line[found.end() :] if found and int(found["place"]) == place else line


def _from_cells(cells: list[str]) -> list[LineDraft]:
    """Name, quantity, unit, serial number; a running number before them and headings are passed over."""
    if len(cells) > 2 and cells[0].rstrip(".、").isdigit() and whole_number(cells[1]) is None:
        cells = cells[1:]
    if not cells or not cells[0] or any(cell.casefold() in HEADINGS for cell in cells[:2]):
        return []
    name, count, unit, serial, *_ = (*cells, "", "", "", "")
    if not count:
        line = _one(name)
        return [LineDraft(line.name, line.quantity, line.unit or unit, serial or line.serial)]
    number, counted = count_and_unit(count)
    if number is None:  # no quantity where one is expected: nothing of it may be lost
        return [LineDraft(" ".join(cell for cell in cells if cell), UNTOLD)]
    return [LineDraft(name, number, unit or counted, serial)]


def _from_sentence(line: str) -> list[LineDraft]:
    """One line of a chat: one thing, several with commas between, or the cells of a list with commas."""
    pieces = [piece.strip() for piece in _CUTS.split(line) if piece.strip()]
    if not pieces:
        return []
    if len(pieces) > 1 and count_and_unit(pieces[1])[0] is not None:
        return _from_cells(pieces)
    if len(pieces) > 1 and all(_counted(piece) is not None for piece in pieces):
        return [_one(piece) for piece in pieces]
    return [_one(line.rstrip("，,、；;。"))]


def _one(text: str) -> LineDraft:
    """A thing with its quantity and serial number, wherever these stand."""
    labelled = _SERIAL.search(text) if len(text) <= LONGEST else None
    if labelled is None:
        return _counted(text) or LineDraft(text, UNTOLD)
    rest = f"{text[: labelled.start()]} {text[labelled.end() :]}".strip(_AROUND)
    line = _counted(rest) or LineDraft(rest, UNTOLD)
    return LineDraft(line.name, line.quantity, line.unit, labelled["serial"])


def _with_rest(name: str, number: int, unit: str, rest: str) -> LineDraft:
    """What stands behind the quantity is a serial number if it looks like one, else part of the name."""
    rest = rest.strip(_AROUND)
    if not rest or _BARE_SERIAL.fullmatch(rest):
        return LineDraft(name, number, unit, rest)
    return LineDraft(f"{name} {rest}", number, unit)


def _counted(text: str) -> LineDraft | None:
    """A thing with its quantity behind it or before it; None when no quantity is in sight."""
    if len(text) > LONGEST:
        return None
    for place in range(1, len(text)):
        behind = _BEHIND.match(text, place)
        # The quantity begins here, not in the middle of a number or a word such as X1.
        inside = any(text[place - 1] in kind and text[place] in kind for kind in ("0123456789,.", _HAN))
        if behind and not inside:
            number = whole_number(behind["count"])
            if number is not None and not _BEHIND.search(behind["rest"]):
                name = text[:place].rstrip(" :：").removesuffix("各").rstrip()
                return _with_rest(name, number, behind["unit"], behind["rest"])
    if times := _TIMES.match(text):
        return _with_rest(
            times["name"].rstrip(" :："), whole_number(times["count"]) or UNTOLD, "", times["rest"]
        )
    if bare := _BARE.match(text):
        return LineDraft(bare["name"].rstrip(" :：xX×*"), int(bare["count"]))
    before = _BEFORE.match(text)
    number = whole_number(before["count"]) if before else None
    return LineDraft(before["name"], number, before["unit"]) if before and number is not None else None


def _han_number(said: str) -> int | None:
    """五十, 一百二十, 三万; None for what is no number, as 十十."""
    if not set(said) & set("十百千万"):
        return int("".join(str(_DIGITS[one]) for one in said))
    if "万" in said:
        high, _, low = said.partition("万")
        above, below = _han_number(high) if high else None, _han_number(low) if low else 0
        return None if above is None or below is None else above * 10_000 + below
    total, digit, last = 0, None, 10_000
    for one in said:
        if one in _DIGITS:
            digit = _DIGITS[one]
            continue
        if _PLACES[one] >= last:
            return None
        last = _PLACES[one]
        total, digit = total + (1 if digit is None else digit) * last, None
    return total + (digit or 0)
