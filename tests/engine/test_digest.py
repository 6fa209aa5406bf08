"""Names of contents: pinned, since every stored film depends on them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from core.engine import digest, digest_bytes, digest_file
from core.engine.digest import digest_fields, digest_parts
from core.value import Text, Value


class Mood(StrEnum):
    CALM = "calm"


class Inner(Value):
    names: tuple[str, ...] = ()
    mood: Mood = Mood.CALM


class Outer(Value):
    title: Text
    size: float = 1.0
    inner: Inner = Inner()
    maybe: int | None = None
    flag: bool = False
    fresh: tuple[int, ...] = Field(default_factory=tuple)


def older() -> type[Value]:
    class Outer(Value):  # as it was before it got more fields
        title: Text

    return Outer


def test_digests_are_pinned() -> None:
    assert digest(Outer(title="é")) == digest_bytes('{"":"Outer","title":"é"}'.encode()) == "4f2c22b7f60a53c3ad6896eeab5719b0"
    value = Outer(title="a", size=2.5, inner=Inner(names=("x", "y")), maybe=0, flag=True)
    told = b'{"":"Outer","flag":true,"inner":{"":"Inner","names":["x","y"]},"maybe":0,"size":2.5,"title":"a"}'
    assert digest(value) == digest_bytes(told) == "1afdc810345145c504650a0163d3f4af"
    assert (
        digest({"b": 1, "a": (None, True, 1.5)})
        == digest_bytes(b'{"":[["a",[null,true,1.5]],["b",1]]}')
        == "81fc2a1c5b4385e209fd91492c8dcc9b"
    )
    assert digest_bytes(b"") == "e3b0c44298fc1c149afbf4c8996fb924"


def test_one_look_gives_what_two_give() -> None:
    value = Outer(title="a", size=2.5, inner=Inner(names=("x", "y")), maybe=0, flag=True)
    assert digest_parts(value) == (digest(value), digest_fields(value))


def test_a_new_optional_field_renames_nothing() -> None:
    assert digest(older()(title="a")) == digest(Outer(title="a"))  # type: ignore[call-arg]


def test_every_field_that_differs_from_its_default_counts() -> None:
    values = [
        Outer(title="a"), Outer(title="b"), Outer(title="a", size=2.0), Outer(title="a", inner=Inner(names=("x",))),
        Outer(title="a", maybe=0), Outer(title="a", flag=True), Outer(title="a", fresh=(1,)),
    ]  # fmt: skip
    assert len({digest(value) for value in values}) == len(values)


def test_two_kinds_of_one_shape_differ() -> None:
    class Other(Value):
        title: str

    assert digest(Other(title="a")) != digest(Outer(title="a"))
    assert len({digest(content) for content in (1, 1.0, True, "1", None, (1,), {"1": 1}, b"1", frozenset({1}))}) == 9
    assert digest({"title": "a"}) != digest([["title", "a"]])


def test_the_order_of_a_mapping_or_a_set_does_not_count() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest(frozenset("ab")) == digest(frozenset("ba"))


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match=r"PosixPath|WindowsPath"):
        digest(Path("x"))


def test_fields_are_named_when_they_do_not_hold_their_default() -> None:
    assert digest_fields(Outer(title="a", maybe=3)) == {"title": digest("a"), "maybe": digest(3)}


def test_a_file_has_the_name_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"bytes")
    assert digest_file(tmp_path / "f") == digest_bytes(b"bytes")


@given(
    st.builds(
        Outer,
        title=st.text(),
        size=st.floats(allow_nan=False, allow_infinity=False),
        maybe=st.none() | st.integers(),
        flag=st.booleans(),
    )
)
def test_a_value_that_is_written_and_read_keeps_its_name(value: Outer) -> None:
    assert digest(Outer.model_validate_json(value.model_dump_json())) == digest(value)
