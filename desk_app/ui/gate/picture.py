"""Reads the codes in a picture file: a photograph of a pass that the visitor shows on a telephone, or sends."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageReader

KINDS = ("png", "jpg", "jpeg", "bmp", "webp")
_LONGEST = 4000
"""Pixels; a larger picture is read smaller, which costs no code its modules."""


def codes_in(path: Path) -> str:
    """Every code found, one per line; "" for none and for a file that is no picture. Runs on a worker."""
    import zxingcpp

    image = _image(path)
    if image.isNull():
        return ""
    found = zxingcpp.read_barcodes(image.convertToFormat(QImage.Format.Format_Grayscale8))
    return "\n".join(dict.fromkeys(one.text for one in found if one.text))


def _image(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LONGEST:
        shorter = size.scaled(_LONGEST, _LONGEST, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(shorter)
    return reader.read()
