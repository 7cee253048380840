"""Parts of packages: those that change do, every other byte of the archive stays."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtool.changes.change import Change
from bibtool.changes.edits import Edit, EditError, applied, inverse
from bibtool.changes.packages import is_package, part_edits, parts

NAMES = st.sampled_from(["a.xml", "word/document.xml", "zdjęcie.png", "mimetype", "b"])


def archive(content: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.comment = comment
        for name, data in content.items():
            info = zipfile.ZipInfo(name, (2020, 2, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            info.external_attr = 0o640 << 16
            info.comment = b"row"
            made.writestr(info, data)
    return out.getvalue()


def sound(data: bytes) -> dict[str, bytes]:
    """The parts, by a reader that knows nothing of ours; raises where the archive is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.testzip() is None
        return {name: made.read(name) for name in made.namelist()}


@given(
    st.dictionaries(NAMES, st.binary(max_size=200), max_size=5),
    st.dictionaries(NAMES, st.one_of(st.none(), st.binary(max_size=200)), max_size=5),
    st.sampled_from([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2]),
    st.text("PK ab", max_size=8).map(str.encode),
)
def test_parts_change_and_come_back_bit_for_bit(
    content: dict[str, bytes], wanted: dict[str, bytes | None], method: int, comment: bytes
) -> None:
    before = archive(content, method, comment)
    changed = {name: data for name, data in wanted.items() if data is not None or name in content}
    edits = part_edits(before, changed)
    after = applied(before, edits)
    assert sound(after) == {name: data for name, data in {**content, **changed}.items() if data is not None}
    assert applied(after, inverse(before, edits)) == before
    with zipfile.ZipFile(io.BytesIO(after)) as made:
        assert made.comment == comment
        for info in made.infolist():
            if info.filename in content:
                assert info.external_attr == 0o640 << 16 and info.comment == b"row"
                assert info.date_time == (2020, 2, 3, 4, 5, 6)


def test_other_parts_are_not_even_stored_anew() -> None:
    picture = bytes(range(256)) * 200
    before = archive({"picture": picture, "text": b"old " * 50, "more": picture})
    after = applied(before, part_edits(before, {"text": b"new " * 50}))
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        for name in ("picture", "more"):
            was, now = one.getinfo(name), other.getinfo(name)
            length = 30 + len(name) + was.compress_size
            assert before[was.header_offset :][:length] == after[now.header_offset :][:length]


def test_sizes_after_the_part_and_bytes_between_parts_are_understood() -> None:
    out = io.BytesIO()

    class Pipe(io.RawIOBase):
        """A stream that cannot be wound back: sizes then stand after each part."""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return out.write(data)  # type: ignore[arg-type]

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[arg-type]
        made.writestr("a", b"aaaa" * 9)
        made.writestr("b", b"bbbb" * 9)
    before = out.getvalue()
    after = applied(before, part_edits(before, {"a": b"x"}))
    assert sound(after) == {"a": b"x", "b": b"bbbb" * 9}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        archive({"a": b"1"})[:-3],
        archive({"a": b"1"}) + b"x",
        archive({"a": b"1"})[:10] + b"x" + archive({"a": b"1"})[10:],
        archive({"a": b"1"}).replace(b"PK\x01\x02", b"PK\x01\x03"),
    ],
    ids=["empty", "text", "cut", "longer", "moved", "row"],
)
def test_what_is_no_sound_package_is_refused(data: bytes) -> None:
    with pytest.raises(EditError):
        part_edits(data, {"a": b"2"})


def test_two_parts_of_one_name_and_a_part_that_is_not_there_are_refused() -> None:
    out = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "w") as made:
        made.writestr("a", b"1")
        made.writestr("a", b"2")
    with pytest.raises(EditError, match="one name"):
        part_edits(out.getvalue(), {"a": b"3"})
    with pytest.raises(EditError, match="no part"):
        part_edits(archive({"a": b"1"}), {"b": None})


def test_a_change_of_parts_and_a_look_at_them() -> None:
    before = archive({"a": b"1", "b": b"2"})
    change = Change.of_parts("x.docx", before, {"a": b"3", "b": None, "c": b"4"})
    assert change.changes and is_package(change.after) and parts(change.after) == {"a": b"3", "c": b"4"}
    assert change.inverse.after == before
    assert not Change.of_parts("x.docx", before, {}).changes
    assert not is_package(b"PK\x03\x04 and no more")
    with pytest.raises(EditError):
        parts(b"PK")
    with pytest.raises(EditError):
        Change.of_edits("x", b"ab", [Edit(0, 2, b""), Edit(1, 2, b"")])
