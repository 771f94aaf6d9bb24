from tests.tools.texts import Text, catalogue, compare, harvest, harvest_all


def test_literals_are_found_with_their_context() -> None:
    texts, problems = harvest(
        'A = N_("Return", "key")\nsay(label, N_("Key {n}"), n=1)\ntr("Now")\nself.words.text("Late")', "a.py"
    )
    assert {text.key for text in texts} == {("key", "Return"), ("", "Key {n}"), ("", "Now"), ("", "Late")}
    assert problems == []


def test_anything_composed_is_refused() -> None:
    source = 'N_(f"Key {n}")\nN_(name)\ntr("a" + "b")\ntr("x".format(n=1))\nsay(label, f"{n}")\ntr("%s" % n)'
    _, problems = harvest(source, "a.py")
    assert [problem.where for problem in problems] == [f"a.py:{line}" for line in range(1, 7)]


def test_a_constant_may_be_said() -> None:
    assert harvest("tr(column.title)\nsay(label, TITLE)\ntr(plain(name))", "a.py") == ([], [])


def test_missing_unused_and_misspelt_lines_are_told() -> None:
    texts = [Text(("", "Key {n}"), "a.py:1"), Text(("", "Open"), "a.py:2")]
    told = [problem.what for problem in compare(texts, {("", "Key {n}"): "钥匙{m}", ("", "Shut"): "关"})]
    assert [what.split(":")[0] for what in told] == ["not translated", "other placeholders", "said nowhere"]


def test_only_literals_are_said_and_every_one_has_its_chinese() -> None:
    texts, problems = harvest_all()
    problems += compare(texts, catalogue())
    assert [f"{problem.where}: {problem.what}" for problem in problems] == []
