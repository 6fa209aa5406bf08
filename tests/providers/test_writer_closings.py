"""Where a film sends those who saw it: home, or nowhere; never to a stranger's site."""

from __future__ import annotations

import pytest

from core.film import Brief, Pace, Slide
from core.providers.offline.writer import OfflineWriter

PACE = Pace(us_per_character=62_000, gap_ms=600)
DOTENV = """# python-dotenv

python-dotenv reads pairs of a name and a value from a file. It sets them for a program that is about to start.

It reads from [a stream](https://docs.python.org/3/library/io.html) as well, which a test may fill.
"""


def last(text: str) -> Slide:
    return OfflineWriter().write(Brief(source=text), PACE).lines[-1].slide


def test_part_of_a_name_makes_no_site_its_home() -> None:
    assert last(DOTENV).body == ""
    assert last(DOTENV).headline == "python-dotenv"


@pytest.mark.parametrize(
    "home",
    [
        "https://github.com/theskumar/python-dotenv",
        "https://pythondotenv.example/start",
        "https://dotenv.example/python",
    ],
)
def test_the_whole_name_in_an_address_makes_it_home(home: str) -> None:
    assert last(f"{DOTENV}\n[Its pages]({home}) tell the rest of it.\n").body == home.removeprefix("https://")


def test_the_first_page_of_a_site_is_more_a_home_than_one_deep_inside_it() -> None:
    text = (
        "# Lantern\n\nLantern has [a glossary](https://lantern.example/en/glossary.html) and [pages](https://lantern.example/).\n"
    )
    assert last(text).body == "lantern.example"


def test_somebody_elses_documentation_is_nobodys_home() -> None:
    text = "# Lantern\n\nLantern reads streams, of which the {} tells more.\n"
    assert last(text.format("[Python documentation](https://docs.python.org/3/)")).body == ""
    assert last(text.format("[full documentation](https://lights.example/docs)")).body == "lights.example/docs"


@pytest.mark.parametrize(
    "address",
    [
        "https://raw.githubusercontent.com/lantern/lantern/main/logo.txt",
        "https://gist.github.com/lantern/3f2a",
        "https://badge.fury.io/py/lantern",
        "https://codecov.io/gh/lantern/lantern",
        "https://app.travis-ci.com/lantern/lantern",
        "https://readthedocs.org/projects/lantern/badge/?version=latest",
        "https://img.shields.io/pypi/v/lantern",
        "https://github.com/lantern/lantern/issues",
    ],
)
def test_bare_files_badges_and_counters_are_nobodys_home(address: str) -> None:
    assert last(f"# Lantern\n\nLantern lights streets. [Lantern]({address}) is small.\n").body == ""
