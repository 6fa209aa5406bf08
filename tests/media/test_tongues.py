"""The language of a text, told by its small words."""

from __future__ import annotations

import pytest

from core.film.sample_texts import EXAMPLES
from core.media.reading.tongues import likely

PER = """# Harbor 2.5

Harbor 2.5 brings offline sync.

- **Offline sync**: edits made without a connection are merged.
- **Search in 90 ms**: results appear while you type.
- **Permissions**: per folder, per tag or per record.

Median search time went down from 410 ms to 90 ms."""

TEXTS = {
    "de": "Die Suche ist jetzt mit dem neuen Index schneller und das Team hat nicht nur die Ladezeit halbiert. "
    "Der Import ist fertig und die Rechte sind je Ordner einstellbar, was ein Wunsch der Kunden war.",
    "es": "La búsqueda es más rápida con el nuevo índice y los equipos tienen una vista por carpeta. "
    "El cambio es del mes de octubre y las pruebas se hicieron con los datos de una empresa por semana.",
    "it": "La ricerca è più veloce con il nuovo indice e gli utenti hanno una vista per cartella, non una lista. "
    "Il cambiamento è della settimana scorsa e gli errori sono meno della metà, con una prova per gruppo.",
}


def test_one_word_that_is_said_often_makes_no_other_language() -> None:
    assert likely(PER) in ("", "en")


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_in_a_language_is_recognised(language: str) -> None:
    assert likely(TEXTS[language]) == language


def test_no_example_of_the_studio_is_taken_for_another_language() -> None:
    assert {likely(example.text) for example in EXAMPLES} <= {"", "en"}
