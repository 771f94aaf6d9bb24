"""Constructs that have no place in the program: code from data, shells, sockets, boxes outside ui/ask.py, built SQL."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.structure.source import Source, dotted, sources

MODULES = {"pickle", "cPickle", "shelve", "marshal", "dill", "socket", "socketserver", "http.server", "http.client",
           "urllib.request", "ssl", "smtplib", "ftplib", "requests", "telnetlib", "xmlrpc"}  # fmt: skip
"""No network (the share is a file path) and nothing that runs code found in data."""

CALLS = {"eval", "exec", "compile", "yaml.load", "tempfile.mktemp", "os.system", "os.popen", "input"}

NETWORK = {"QTcpSocket", "QTcpServer", "QUdpSocket", "QSslSocket", "QNetworkAccessManager", "QWebSocket"}
"""Of Qt's network module only QLocalServer and QLocalSocket: they wake the first window of this PC."""

BOXES = {"QMessageBox", "QFileDialog", "QInputDialog"}
ASKS = "desk_app/ui/ask.py"

SQL_CALLS = {"text", "exec_driver_sql", "execute", "executemany", "executescript"}


def where(source: Source, node: ast.AST) -> str:
    return f"{source.name}:{getattr(node, 'lineno', 0)}"


def imports(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every imported module or name, in full."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{name.name}") for name in node.names)


def calls(source: Source) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def forbidden_imports(source: Source) -> list[str]:
    return [f"{where(source, node)} {name}" for node, name in imports(source) if name in MODULES]


def forbidden_calls(source: Source) -> list[str]:
    named = [f"{where(source, c)} {dotted(c.func)}" for c in calls(source) if dotted(c.func) in CALLS]
    shells = [
        f"{where(source, call)} shell=True"
        for call in calls(source)
        for keyword in call.keywords
        if keyword.arg == "shell"
        and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
    ]
    return named + shells


def uses(source: Source, names: set[str]) -> list[str]:
    return sorted({
        f"{where(source, node)} {dotted(node)}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node).split(".")[-1] in names
    })  # fmt: skip


def is_built(node: ast.AST) -> bool:
    """Whether a text is put together at run time with values: an f-string, `%`, `+` with a name, `.format()`."""
    if isinstance(node, ast.JoinedStr):
        return any(
            isinstance(part, ast.FormattedValue) and not is_constant_name(part.value) for part in node.values
        )
    if isinstance(node, ast.BinOp):
        return any(is_built(side) or not is_fixed(side) for side in (node.left, node.right))
    return isinstance(node, ast.Call) and dotted(node.func).endswith(".format")


def is_constant_name(node: ast.AST) -> bool:
    """`TABLE` or `self.TABLE`: a constant of the program, not a user's value."""
    return bool(name := dotted(node)) and name.split(".")[-1].lstrip("_").isupper()


def is_fixed(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) or is_constant_name(node)


def built_sql(source: Source) -> list[str]:
    return [
        f"{where(source, call)} {dotted(call.func)}"
        for call in calls(source)
        if call.args and dotted(call.func).split(".")[-1] in SQL_CALLS and is_built(call.args[0])
        and "# fixed SQL:" not in source.text.splitlines()[call.args[0].lineno - 1]
    ]  # fmt: skip


def offenders(check: object) -> list[str]:
    return [line for source in sources("desk_app") for line in check(source)]  # type: ignore[operator]


def test_no_module_that_runs_data_or_opens_the_network() -> None:
    assert offenders(forbidden_imports) == []


def test_no_call_that_runs_text_as_code_or_in_a_shell() -> None:
    assert offenders(forbidden_calls) == []


def test_of_qt_network_only_the_local_socket() -> None:
    assert offenders(lambda source: uses(source, NETWORK)) == []


def test_boxes_are_asked_in_one_place() -> None:
    assert offenders(lambda source: [] if source.name == ASKS else uses(source, BOXES)) == []


def test_no_value_is_pasted_into_sql() -> None:
    """Identifiers of the program's own may be, where the line says why: `# fixed SQL: reason`."""
    assert offenders(built_sql) == []


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("import pickle", forbidden_imports),
        ("from urllib import request", forbidden_imports),
        ("import socket as s", forbidden_imports),
        ("eval('1')", forbidden_calls),
        ("import yaml; yaml.load(x)", forbidden_calls),
        ("import tempfile; tempfile.mktemp()", forbidden_calls),
        ("subprocess.run('x', shell=True)", forbidden_calls),
        ("subprocess.run('x', shell=flag)", forbidden_calls),
        ("session.execute(text(f'delete from {table}'))", built_sql),
        ("connection.exec_driver_sql('select %s' % name)", built_sql),
        ("cursor.execute('select ' + name)", built_sql),
        ("cursor.execute('select {}'.format(name))", built_sql),
        ("QtWidgets.QMessageBox.warning(self, '', '')", lambda source: uses(source, BOXES)),
        ("QTcpServer(self)", lambda source: uses(source, NETWORK)),
    ],
)
def test_each_rule_sees_its_offender(code: str, check: object) -> None:
    from pathlib import Path

    assert check(Source(Path("x.py"), "x.py", code, ast.parse(code)))  # type: ignore[operator]
