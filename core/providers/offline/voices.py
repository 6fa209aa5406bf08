"""The offline voices: four timbres in each of the larger languages, with people's names, and a plain one in every other."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import normalize

from core.film import Voice
from core.media.espeak import Espeak


@dataclass(frozen=True)
class Timbre:
    """A way of sounding: one of eSpeak's variants with its pitch (0..99), liveliness (0..99) and pace (words a minute)."""

    variant: str
    pitch: int
    liveliness: int
    rate: int
    about: str
    tone: tuple[tuple[int, float], ...]
    """(hertz, decibels): what brings its long-term spectrum nearer to that of human speech."""
    echo_ms: int = 0
    """The variant's own echo, which is taken out again: a dry voice is what is shaped."""


_LOW_TONE = ((130, 2.0), (200, 1.5), (500, 0.5), (800, -1.5), (1250, 0.0), (2500, -2.5), (3150, -2.0), (4000, 1.5), (9000, 2.0))

TIMBRES: MappingProxyType[str, Timbre] = MappingProxyType(
    {
        "warm": Timbre(
            variant="f2",
            pitch=41,
            liveliness=58,
            rate=158,
            about="warm and unhurried",
            tone=(
                (180, 3.0),
                (250, 3.0),
                (630, 0.0),
                (1000, -2.5),
                (1600, -1.5),
                (3150, -3.5),
                (4000, -6.0),
                (6300, 0.0),
                (9000, 1.5),
            ),
            echo_ms=140,
        ),
        "bright": Timbre(
            variant="f3",
            pitch=50,
            liveliness=62,
            rate=166,
            about="bright and clear",
            tone=(
                (200, 2.0),
                (315, 3.0),
                (1000, -2.5),
                (1600, -1.0),
                (2500, -2.0),
                (4000, -6.5),
                (5000, -4.0),
                (6300, 0.0),
                (9000, 1.5),
            ),
            echo_ms=120,
        ),
        "low": Timbre(variant="m7", pitch=40, liveliness=52, rate=156, about="low and calm", tone=_LOW_TONE),
        "brisk": Timbre(
            variant="max",
            pitch=56,
            liveliness=62,
            rate=172,
            about="brisk and lively",
            tone=(
                (130, 1.5),
                (200, 2.5),
                (400, 1.5),
                (800, -2.0),
                (1250, -1.5),
                (2000, -3.5),
                (3150, -3.5),
                (6300, -0.5),
                (9000, 1.5),
            ),
        ),
        "plain": Timbre(variant="m7", pitch=47, liveliness=52, rate=160, about="plain", tone=_LOW_TONE),
    }
)
"""The timbres by name; of eSpeak's variants those whose long-term spectra are nearest to human speech (Byrne et al. 1994)."""

_ORDER = ("warm", "low", "bright", "brisk")


@dataclass(frozen=True)
class Language:
    """A language with voices: our tag, its name in English, and who speaks it, in the order of `_ORDER`."""

    tag: str
    name: str
    people: tuple[str, str, str, str]


CURATED: tuple[Language, ...] = (
    Language("en-us", "English (United States)", ("Ada", "Miles", "Zoe", "Theo")),
    Language("en-gb", "English (Great Britain)", ("Nell", "Rupert", "Ivy", "Finn")),
    Language("de", "German", ("Greta", "Anton", "Mia", "Jonas")),
    Language("es", "Spanish (Spain)", ("Lucía", "Mateo", "Carla", "Hugo")),
    Language("es-419", "Spanish (Latin America)", ("Valeria", "Andrés", "Camila", "Santiago")),
    Language("fr", "French", ("Camille", "Étienne", "Chloé", "Léo")),
    Language("pt-br", "Portuguese (Brazil)", ("Helena", "Caio", "Júlia", "Davi")),
    Language("pt", "Portuguese (Portugal)", ("Leonor", "Duarte", "Rita", "Tomás")),
    Language("it", "Italian", ("Chiara", "Lorenzo", "Giulia", "Nico")),
    Language("nl", "Dutch", ("Fleur", "Bram", "Noor", "Daan")),
    Language("pl", "Polish", ("Zofia", "Marek", "Hania", "Kuba")),
    Language("hi", "Hindi", ("Asha", "Arjun", "Kavya", "Rohan")),
    Language("ja", "Japanese", ("Hana", "Kenji", "Yui", "Sora")),
    Language("zh", "Chinese (Mandarin)", ("Mei", "Wei", "Lin", "Jun")),
    Language("ko", "Korean", ("Jiwoo", "Minjun", "Seoyeon", "Haru")),
    Language("sv", "Swedish", ("Astrid", "Nils", "Elsa", "Axel")),
    Language("nb", "Norwegian", ("Ingrid", "Lars", "Nora", "Emil")),
    Language("da", "Danish", ("Freja", "Søren", "Ida", "Villads")),
    Language("fi", "Finnish", ("Aino", "Eero", "Venla", "Onni")),
    Language("cs", "Czech", ("Eliška", "Matěj", "Tereza", "Vojta")),
    Language("tr", "Turkish", ("Elif", "Kerem", "Defne", "Emre")),
    Language("uk", "Ukrainian", ("Olena", "Taras", "Sofia", "Danylo")),
    Language("ru", "Russian", ("Vera", "Pavel", "Nina", "Maxim")),
    Language("ro", "Romanian", ("Ioana", "Radu", "Ilinca", "Vlad")),
    Language("hu", "Hungarian", ("Lili", "Gergő", "Zsófi", "Bence")),
    Language("el", "Greek", ("Eleni", "Nikos", "Danae", "Petros")),
    Language("id", "Indonesian", ("Putri", "Bima", "Citra", "Raka")),
    Language("vi", "Vietnamese", ("Lan", "Minh", "Thảo", "Khoa")),
    Language("ar", "Arabic", ("Layla", "Karim", "Salma", "Omar")),
)
"""The languages with four voices each, the most asked for first."""

_INVENTED = frozenset(
    {"jbo", "lfn", "piqd", "py", "qdb", "qya", "sjn", "xex", "io", "en-shaw", "fa-latn", "cmn-latn-pinyin", "yue-latn-jyutping"}
)
"""Constructed languages and romanisations, which no film of ours is narrated in."""

_MUTE = frozenset({"fo", "kaa"})
"""Languages that the packaged library lists without their dictionaries; nothing is heard."""


def curated() -> tuple[Voice, ...]:
    """The voices with names."""
    return tuple(_named(language, i) for language in CURATED for i in range(len(_ORDER)))


def plain(espeak: Espeak) -> tuple[Voice, ...]:
    """One plain voice for each language of eSpeak's that has none with a name."""
    taken = {espeak.name_for(language.tag) for language in CURATED} | _INVENTED | _MUTE | {"en"}
    timbre = TIMBRES["plain"]
    return tuple(
        Voice(id=f"offline:{tag}-plain", name=name, language=tag, pitch=timbre.pitch, rate=timbre.rate, variant="plain",
              about=f"{name}, {timbre.about}")
        for tag, _, name in espeak.voices() if tag not in taken
    )  # fmt: skip


def _named(language: Language, i: int) -> Voice:
    variant, person = _ORDER[i], language.people[i]
    timbre = TIMBRES[variant]
    return Voice(
        id=f"offline:{language.tag}-{_ascii(person)}", name=person, language=language.tag, pitch=timbre.pitch, rate=timbre.rate,
        variant=variant, about=f"{language.name}, {timbre.about}",
    )  # fmt: skip


def _ascii(name: str) -> str:
    plain_name = normalize("NFKD", name.lower().replace("ø", "o").replace("ł", "l"))
    return "".join(char for char in plain_name if char.isascii() and char.isalpha())
