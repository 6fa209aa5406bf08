"""What leads elsewhere is no part of what is told: a project's own places go, the names of other works stay."""

from __future__ import annotations

from core.media.reading.document import Listing, read

PORTS = "# Harbor\n\nHarbor is a notebook.\n\n## Portings\n\n"
OWN = "- [Home page](https://harbor.example)\n- [Documentation](https://docs.harbor.example)\n- [Blog](https://blog.example)\n"


def items(text: str) -> list[str]:
    blocks = [block for section in read(text).sections for block in section.blocks]
    return [entry.raw for block in blocks if isinstance(block, Listing) for entry in block.entries]


def headings(text: str) -> list[str]:
    return [section.heading.text for section in read(text).sections]


def test_a_list_of_other_works_and_their_addresses_is_a_list_of_their_names() -> None:
    ports = "- Go: https://github.com/a/go\n- C: <https://github.com/a/c>\n- Rust - https://github.com/a/rust\n"
    assert items(PORTS + ports) == ["Go", "C", "Rust"]


def test_a_list_of_a_projects_own_places_is_left_out() -> None:
    assert items(PORTS + "- **Website:** https://a.example\n- Source code: https://b.example\n- Chat: https://c.example\n") == []
    assert items(PORTS + OWN) == []


def test_what_is_said_in_more_than_a_name_is_no_place() -> None:
    told = (
        "- [How the documentation was moved](https://a.example)\n" * 2
        + "- [Tutorials for making your own models](https://b.example)\n"
    )
    assert len(items(PORTS + told)) == 3


def test_the_heading_of_a_list_of_links_goes_with_it_and_no_other_does() -> None:
    text = f"# Quick links\n\n{OWN}\n# Install\n\nHarbor is installed by hand.\n"
    assert headings(text) == ["Install"]
    assert headings(text.replace("Quick links", "Harbor")) == ["Harbor", "Install"]


def test_a_heading_of_the_beginning_alone_heads_no_text() -> None:
    prose = "harbor (a notebook) is a place for teams that are not always online and want to keep their notes.\n"
    assert headings(f"# Summary\n\n{prose}\n# Install\n\nBy hand.\n") == ["", "Install"]
    assert headings(f"# Summary\n\n{prose}\n## Install\n\nBy hand.\n") == ["Summary", "Install"]
    assert headings(f"# Lanterns\n\n{prose}\n# Install\n\nBy hand.\n") == ["Lanterns", "Install"]
    assert headings("# Summary\n\nShort.\n\n# Install\n\nBy hand.\n") == ["Summary", "Install"]
