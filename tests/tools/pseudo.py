"""A language that nobody speaks: English, every sentence 40 % longer, to see whether pages have room."""

from desk_app.services.core.words import Words


class Stretched(Words):
    """Every sentence in brackets and padded; data is left alone."""

    def text(self, message: str, /, **values: object) -> str:
        said = super().text(message, **values)
        if not said or getattr(message, "context", "") == "=":
            return said
        return f"[{said}{'~' * round(len(said) * 0.4)}]"
