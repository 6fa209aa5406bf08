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
    "ja": "ハーバー 2.5 では SQL 検索が速くなりました。",
    "zh": "海港 2.5 让 SQL 搜索更快。",
    "ko": "Harbor 2.5에서는 검색이 훨씬 빨라졌습니다.",
    "hi": "Harbor 2.5 में खोज अब तेज़ है।",
    "ar": "هذا الإصدار من Harbor يجعل البحث أسرع.",
    "fa": "این نسخه جستجو را سریع‌تر می‌کند و گزارش‌ها را بهتر نشان می‌دهد.",
    "he": "גרסה זו של Harbor מאיצה את החיפוש.",
    "ru": "Новая версия Harbor делает поиск быстрее, чем раньше.",
    "uk": "Нова версія Harbor робить пошук швидшим, ніж раніше, і її легше встановити.",
    "el": "Η νέα έκδοση κάνει την αναζήτηση πιο γρήγορη.",
    "pl": "Wyszukiwanie jest trzy razy szybsze. Eksport do PDF działa teraz w tle, a powiadomienia można wyciszyć.",
    "nl": "Zoeken is met de nieuwe index drie keer zo snel, en het rapport is niet meer leeg. "
    "Rechten zijn per map in te stellen voor een groep van gebruikers.",
    "tr": "Arama artık üç kat daha hızlı ve raporlar arka planda hazırlanıyor.",
    "vi": "Tìm kiếm nhanh hơn ba lần và báo cáo được tạo trong nền.",
    "cs": "Hledání je třikrát rychlejší a přehledy se připravují na pozadí, aniž byste čekali.",
    "th": "เวอร์ชันนี้ทำให้การค้นหาเร็วขึ้น",
}


def test_one_word_that_is_said_often_makes_no_other_language() -> None:
    assert likely(PER) in ("", "en")


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_in_a_language_is_recognised(language: str) -> None:
    assert likely(TEXTS[language]) == language


def test_notes_of_a_few_short_lines_are_known_for_what_they_are() -> None:
    notes = "Hi team, this is for the demo:\n\n1) sign-ups up 18% with the new page\n2) churn is down to 2.1%\n3) 3 of 4 renewed"
    assert likely(notes) == "en"


def test_a_name_or_a_greeting_in_other_letters_makes_no_other_language() -> None:
    english = "Harbor is for teams that are not always online, in every office from Lisbon to Osaka. "
    for said in ("Привет!", "ようこそ", "α and β", "大阪", "שלום", "안녕"):
        assert likely(english + said) in ("", "en")


def test_no_example_of_the_studio_is_taken_for_another_language() -> None:
    assert {likely(example.text) for example in EXAMPLES} <= {"", "en"}
