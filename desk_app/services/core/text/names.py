"""People's names: what can be one, and what is plainly not (the operating manual: rubbish is refused kindly)."""

from __future__ import annotations

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import clean_line
from desk_app.services.core.text.pinyin import COMPOUND_SURNAMES, is_han
from desk_app.services.core.words import N_

LONGEST = 60
_TITLES = ("先生", "女士", "小姐", "太太", "经理", "总监", "主管", "师傅", "老师", "总", "工", "某", "某某")


def parse_person_name(text: str) -> str:
    """A person's full name, cleaned.

    Raises UserError for none, a surname alone (also with a title: 张先生), one letter, digits, no letter at all.
    """
    name = clean_line(text, LONGEST)
    if not name:
        raise UserError(N_("Please type the person's name."))
    if any(c.isdigit() for c in name):
        raise UserError(N_("A name has no digits. Please type the name as on the person's papers."))
    if not any(c.isalpha() for c in name):
        raise UserError(
            N_("This is not a name: it has no letter. Please type the name as on the person's papers.")
        )
    if is_surname_alone(name):
        raise UserError(N_("“{name}” is a surname alone. Please ask for the full name."), name=name)
    if sum(c.isalpha() for c in name) == 1:
        raise UserError(N_("“{name}” is too short for a name. Please ask for the full name."), name=name)
    return name


def is_surname_alone(name: str) -> bool:
    """Whether this is one Chinese character, a compound surname, or a surname with a title, and no given name."""
    if not name or not is_han(name[0]):
        return False
    rest = name[len(surname_of(name)) :]
    return not rest or rest in _TITLES


def surname_of(name: str) -> str:
    """The surname a Chinese name begins with: two characters for a compound one, else one."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]
