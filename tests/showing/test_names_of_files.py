"""What the files of a session are called after: titles and headlines in any writing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.showing.artifacts import slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbor 2.4: Search!", "harbor-2-4-search"),
        ("Café über Łódź", "cafe-uber-łodz"),
        ("海港 2.4", "海港-2-4"),
        ("हिन्दी में खोज", "हिन्दी-में-खोज"),
        ("ガーデン", "ガーデン"),
        ("Йод", "йод"),
        ("🎉️ Party 🎉", "party"),
        ("../../etc/passwd", "etc-passwd"),
        ("½ price", "1-2-price"),
        ("🎉", ""),
    ],
)
def test_a_file_is_called_after_its_title_in_the_title_s_own_writing(title: str, name: str) -> None:
    assert slug(title) == unicodedata.normalize("NFC", name)


@given(st.text(max_size=80), st.integers(1, 60))
def test_a_name_stands_on_every_disk_and_never_leads_elsewhere(title: str, length: int) -> None:
    name = slug(title, length)
    assert len(name) <= length
    assert name == name.strip("-")
    assert all(char == "-" or unicodedata.category(char)[0] in "LNM" for char in name)
    assert name == unicodedata.normalize("NFC", name)
    name.encode()
