"""R16: what every share does alike, whatever it stands on. A new kind of share joins by one line in KINDS."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_app.services.sync import names
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.remote import RemoteShare
from desk_app.services.sync.share import Share
from tests.proof.counts import counted
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.samba.server import Samba

UP, FILE = "up/1-01", "up/1-01/ab12cd34-0000000001-0123456789abcdef.lbx"
OTHER = "up/1-01/ab12cd34-0000000002-0123456789abcdef.lbx"
MIB = 1 << 20
KINDS = ("memory", "folder", "remote", pytest.param("smb", marks=pytest.mark.smb))
Connect = Callable[[], Share]


@pytest.fixture(params=KINDS)
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connect]:
    """Opens one more connection to the same empty share."""
    folder = tmp_path / "share"
    folder.mkdir()
    opened: list[RemoteShare] = []

    def remote() -> Share:
        opened.append(RemoteShare(folder))
        return opened[-1]

    memory = MemoryShare()
    kinds: dict[str, Connect] = {
        "memory": lambda: memory,
        "folder": lambda: FolderShare(folder),
        "remote": remote,
        "smb": lambda: samba().connect(),
    }

    def samba() -> Samba:
        server: Samba = request.getfixturevalue("samba")
        return server

    if request.param == "smb":
        samba().empty()
    yield kinds[request.param]
    for one in opened:
        one.close()
    counted("R16", 1, note=str(request.param))


@pytest.fixture
def share(connect: Connect) -> Share:
    return connect()


def listed(share: Share, folder: str = UP) -> list[str]:
    return sorted(entry.name for entry in share.files(folder))


def test_a_file_is_read_as_it_was_written(share: Share) -> None:
    assert share.create(FILE, b"content")
    assert share.read(FILE, 7) == b"content"


def test_every_byte_is_kept(share: Share) -> None:
    content = bytes(range(256)) * 8 + b"\r\n\x1a\x00\n"
    assert share.create(FILE, content)
    assert share.read(FILE, MIB) == content


def test_an_empty_file_is_a_file(share: Share) -> None:
    assert share.create(FILE, b"")
    assert share.read(FILE, 0) == b""


def test_a_large_file_is_whole(share: Share) -> None:
    content = bytes(range(251)) * (8 * MIB // 251)
    assert share.create(FILE, content)
    assert share.read(FILE, 8 * MIB) == content


def test_a_name_is_given_once(share: Share) -> None:
    assert share.create(FILE, b"first")
    assert not share.create(FILE, b"second, longer")
    assert share.read(FILE, MIB) == b"first"


def test_a_missing_file_is_none(share: Share) -> None:
    assert share.read(FILE, MIB) is None
    assert share.read("format.lbf", MIB) is None


def test_a_file_that_is_too_large_is_none(share: Share) -> None:
    share.create(FILE, b"12345678")
    assert share.read(FILE, 7) is None
    assert share.read(FILE, 8) == b"12345678"


def test_a_folder_is_no_file(share: Share) -> None:
    share.create(FILE, b"x")
    assert share.read(UP, MIB) is None


def test_a_missing_folder_is_empty(share: Share) -> None:
    assert share.files(UP) == []
    assert share.folders("up") == []


def test_a_list_has_names_and_sizes(share: Share) -> None:
    share.create(FILE, b"12345")
    share.create(OTHER, b"")
    assert sorted((entry.name, entry.size) for entry in share.files(UP)) == [
        (FILE.rpartition("/")[2], 5),
        (OTHER.rpartition("/")[2], 0),
    ]


def test_a_list_has_the_time_of_writing(share: Share) -> None:
    share.create(FILE, b"x")
    (first,) = share.files(UP)
    share.create(OTHER, b"x")
    later = {entry.name: entry.modified_ms for entry in share.files(UP)}
    assert 1_577_836_800_000 < first.modified_ms <= later[OTHER.rpartition("/")[2]] < 4_102_444_800_000


def test_a_list_has_files_alone_and_folders_folders(share: Share) -> None:
    share.create(FILE, b"x")
    share.create("up/1-02/" + names.part(), b"x")
    share.create("up/" + names.part(), b"x")
    assert [names.is_part(name) for name in listed(share, "up")] == [True]
    assert sorted(share.folders("up")) == ["1-01", "1-02"]
    assert share.folders(UP) == []


def test_the_share_itself_can_be_listed(share: Share) -> None:
    share.create(names.FORMAT, b"x")
    share.create(FILE, b"x")
    assert (listed(share, ""), share.folders("")) == ([names.FORMAT], ["up"])


def test_a_list_of_many(share: Share) -> None:
    wanted = [f"{number:010d}-0123456789abcdef.lbx" for number in range(120)]
    for name in wanted:
        share.create(f"down/site/1/{name}", b"x")
    assert listed(share, "down/site/1") == wanted


def test_folders_on_the_way_are_made(share: Share) -> None:
    assert share.create("down/master/site-1/0000000001-0123456789abcdef.mst", b"x")
    assert share.folders("down/master") == ["site-1"]


def test_a_file_gets_another_name(share: Share) -> None:
    part = f"{UP}/{names.part()}"
    share.create(part, b"content")
    share.rename(part, FILE)
    assert (listed(share), share.read(FILE, 7), share.read(part, 7)) == (
        [FILE.rpartition("/")[2]],
        b"content",
        None,
    )


def test_renaming_replaces(share: Share) -> None:
    share.create(FILE, b"torn")
    share.create(OTHER, b"whole content")
    share.rename(OTHER, FILE)
    assert (len(listed(share)), share.read(FILE, MIB)) == (1, b"whole content")


def test_renaming_what_is_missing_says_so(share: Share) -> None:
    share.create(OTHER, b"x")
    with pytest.raises(FileNotFoundError):
        share.rename(FILE, OTHER)
    with pytest.raises(FileNotFoundError):
        share.rename("relay/1-01/a.lbx", "relay/1-01/b.lbx")
    assert share.read(OTHER, 1) == b"x"


def test_renaming_stays_in_a_folder(share: Share) -> None:
    share.create(FILE, b"x")
    with pytest.raises(ValueError, match="folder"):
        share.rename(FILE, "up/1-02/a.lbx")
    assert share.read(FILE, 1) == b"x"


def test_a_deleted_file_is_gone_and_its_name_free(share: Share) -> None:
    share.create(FILE, b"first")
    share.delete(FILE)
    assert (listed(share), share.read(FILE, MIB)) == ([], None)
    assert share.create(FILE, b"second")
    assert share.read(FILE, MIB) == b"second"


def test_deleting_what_is_missing_is_well(share: Share) -> None:
    share.delete(FILE)
    share.create(OTHER, b"x")
    share.delete(FILE)
    assert len(listed(share)) == 1


HOSTILE = (
    "", "/", "up/", "/etc/a", "..", "../a", "up/../a", "up//a", ".", "up/.", "a..b", "A", "up/A.lbx", "a:b", "a\\b",
    "up\\a", "con", "up/nul.lbx", "com1", "lpt9.lbx", "a.", "a ", " a", "a\n", "a\0b", "é", "a\u202eb", "a*", "a?",
    "a|b", '"a"',
    "<a>", "x" * 65, ".hidden", "desktop.ini ", "~$a", "%2e%2e", "a/b/../../c", "c:/a", "//host/share/a", "-\u0000",
)  # fmt: skip


def test_a_path_that_is_not_ours_is_refused(share: Share) -> None:
    for path in HOSTILE:
        with pytest.raises(ValueError):
            share.read(path, 1)
        with pytest.raises(ValueError):
            share.create(path, b"x")
        with pytest.raises(ValueError):
            share.delete(path)
    assert (share.files(""), share.folders("")) == ([], [])


def test_the_longest_name_is_kept_as_it_is(share: Share) -> None:
    name = "~abcdefghijklmnopqrstuvwxyz-0123456789." + "z" * 25
    assert len(name) == 64
    assert share.create(f"{UP}/{name}", b"x")
    assert listed(share) == [name]


def test_two_connections_see_the_same(connect: Connect) -> None:
    one, other = connect(), connect()
    one.create(FILE, b"first")
    assert (other.read(FILE, MIB), len(listed(other))) == (b"first", 1)
    assert not other.create(FILE, b"second")
    other.delete(FILE)
    assert other.create(FILE, b"third, and longer")
    assert (one.read(FILE, MIB), len(listed(one))) == (b"third, and longer", 1)


def test_of_two_who_create_at_once_one_succeeds(connect: Connect) -> None:
    shares, rounds = (connect(), connect()), 20
    won: list[list[bool]] = [[], []]
    ready = threading.Barrier(2)

    def create(which: int) -> None:
        for number in range(rounds):
            ready.wait(30)
            won[which].append(shares[which].create(f"{UP}/{number:010d}.lbx", b"%d" % which))

    threads = [threading.Thread(target=create, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [a + b for a, b in zip(*won, strict=True)] == [1] * rounds
    assert all(
        shares[0].read(f"{UP}/{number:010d}.lbx", 1) == (b"0" if won[0][number] else b"1")
        for number in range(rounds)
    )
