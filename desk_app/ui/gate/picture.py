"""Reads the codes in a picture file: a photograph of a pass that the visitor shows on a telephone, or sends."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageReader

KINDS = ("png", "jpg", "jpeg", "bmp", "webp")
_LONGEST = 4000
"""Pixels; a larger picture is read smaller, which costs no code its modules."""


_SMALL = 2000
"""Pixels; a picture up to this size is looked at a second time, twice as large."""


def codes_in(path: Path) -> str:
    """Every code found, one per line; "" for none and for a file that is no picture. Runs on a worker."""
    image = _image(path)
    return "" if image.isNull() else "\n".join(texts_in(image))


def texts_in(image: QImage) -> tuple[str, ...]:
    """The texts of the codes in a picture, each once, as the decoder gave them; for a worker.

    A worn code that is not found is looked for again in the picture twice as large: then stains and folds are
    less in the way of the decoder's grid.
    """
    import zxingcpp

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcodes(grey)
    if not found and max(grey.width(), grey.height()) <= _SMALL:
        found = zxingcpp.read_barcodes(
            grey.scaled(
                grey.size() * 2,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return tuple(dict.fromkeys(one.text for one in found if one.text))


def _image(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LONGEST:
        shorter = size.scaled(_LONGEST, _LONGEST, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(shorter)
    return reader.read()
