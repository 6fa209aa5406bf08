"""Realistic content for every layout, and scenes made of it."""

from __future__ import annotations

import zlib

from core.film import (
    Aspect,
    Beat,
    CaptionStyle,
    Chart,
    ChartKind,
    Code,
    Cue,
    CueWord,
    Figure,
    Format,
    Item,
    Layout,
    Performance,
    Picture,
    Placement,
    Quality,
    Quote,
    Scene,
    Series,
    Slide,
    Spoken,
    Table,
    Template,
)  # fmt: skip
from core.film.alignment import said
from core.film.avatars import AVATARS
from core.film.sound import Word
from core.value import Blob

TAKE_MS = 250
PER_CHARACTER = 62

SHOT = Blob(digest="0" * 32, suffix=".png", size=1)
PHOTO = Blob(digest="1" * 32, suffix=".png", size=1)

SLIDES: dict[Layout, tuple[Slide, str]] = {
    Layout.TITLE: (
        Slide(layout=Layout.TITLE, kicker="Release notes · 12 March 2026", headline="Tidewater 4.2 works offline",
              body="Keep working without a signal. Your edits meet again when you are back."),
        "Tidewater 4.2 works offline. Keep working without a signal, your edits meet again when you are back.",
    ),
    Layout.SECTION: (
        Slide(layout=Layout.SECTION, kicker="Part 2", headline="Search that keeps up with you",
              body="What changed under the hood"),
        "Now to search that keeps up with you.",
    ),
    Layout.STATEMENT: (
        Slide(layout=Layout.STATEMENT, kicker="Did you know?", headline="Only 14 % of late trains blame the weather"),
        "Only 14 % of late trains blame the weather. The rest is waiting.",
    ),
    Layout.BULLETS: (
        Slide(layout=Layout.BULLETS, headline="Three things that change your day", items=(
            Item(title="Offline sync", text="Merged when the device is back online"),
            Item(title="Search in 120 ms", text="3.4 times faster on 2.3 million records"),
            Item(title="Finer permissions", text="Per folder, tag or record"))),
        "First, offline sync merges your edits when the device is back online. Then search takes 120 ms. And finer permissions.",
    ),
    Layout.NUMBER: (
        Slide(layout=Layout.NUMBER, headline="Search feels instant", figure=Figure(
            value=120, text="120", unit="ms", label="Median search time", before="410 ms", change="3.4× faster")),
        "Median search time now is 120 ms, 3.4 times faster than before.",
    ),
    Layout.QUOTE: (
        Slide(layout=Layout.QUOTE, kicker="Field notes", quote=Quote(
            text="Forty surveyors, nine days, no coverage. Nobody lost a single edit.", author="Ines Okafor",
            role="Head of Field Operations, Northmoor Water")),
        "Forty surveyors, nine days, no coverage. Nobody lost a single edit, says Ines Okafor.",
    ),
    Layout.STEPS: (
        Slide(layout=Layout.STEPS, headline="Migrate in three steps", items=(
            Item(title="Check", text="Run the dry run and read its report"),
            Item(title="Migrate", text="Takes about four minutes"),
            Item(title="Restart", text="Workers first, then the web nodes"))),
        "First check with a dry run. Then migrate, about four minutes. Finally restart the workers.",
    ),
    Layout.TIMELINE: (
        Slide(layout=Layout.TIMELINE, headline="From street to map in nine weeks", items=(
            Item(title="Sensors go in", label="March"), Item(title="Trial ends", label="2 May"),
            Item(title="Public map online", label="3 May"))),
        "In March the sensors go in. On 2 May the trial ends, and on 3 May the public map is online.",
    ),
    Layout.COMPARISON: (
        Slide(layout=Layout.COMPARISON, headline="What changes for admins", items=(
            Item(label="Before", title="One role for a whole workspace", text="Everyone saw every folder"),
            Item(label="Now", title="Rules per folder, tag or record", text="Changes are logged and can be undone"))),
        "Before, one role covered the whole workspace. Now there are rules per folder, tag or record.",
    ),
    Layout.CHART: (
        Slide(layout=Layout.CHART, kicker="Week 14 · Checkout", headline="Saturday carried the week", chart=Chart(
            kind=ChartKind.BAR, labels=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), unit="orders", focus=5,
            series=(Series(name="Orders per day", values=(4210, 4388, 3975, 4502, 5120, 6233, 5890)),))),
        "From Mon to Fri it was quiet, then Sat carried the week.",
    ),
    Layout.TABLE: (
        Slide(layout=Layout.TABLE, headline="Plans and what is in them", table=Table(
            header=("Plan", "Seats", "Storage", "Price"), focus=1,
            rows=(("Starter", "5", "20 GB", "$0"), ("Team", "25", "250 GB", "$12"), ("Business", "100", "2 TB", "$24")))),
        "Starter is free, Team has 25 seats, Business a hundred.",
    ),
    Layout.CODE: (
        Slide(layout=Layout.CODE, kicker="Step 2 of 3", headline="Migrate, then restart", code=Code(
            language="console", focus=(2,),
            text="$ tidewater migrate --to 4.2 --dry-run\n# checked 2,301,114 records, 0 problems\n"
            "$ tidewater migrate --to 4.2\n$ systemctl restart tidewater-worker@{1..4}")),
        "Run the dry run, then migrate for real, and restart the workers.",
    ),
    Layout.STILL: (
        Slide(layout=Layout.STILL, kicker="Northmoor", headline="Nine days without a signal", picture=Picture(
            blob=PHOTO, width=1600, height=1067, focus_x=0.68, focus_y=0.4, alt="The valley")),
        "In the valley there was no signal for nine days.",
    ),
    Layout.STILL_TEXT: (
        Slide(layout=Layout.STILL_TEXT, kicker="In the field", headline="Built with the people who use it",
              body="Forty surveyors tried every build for half a year.", picture=Picture(
                  blob=PHOTO, width=1600, height=1067, focus_x=0.68, focus_y=0.4, alt="The valley")),
        "It was built with the people who use it. Forty surveyors tried every build.",
    ),
    Layout.SCREEN: (
        Slide(layout=Layout.SCREEN, headline="Conflicts, side by side", body="Pick one, or keep both", picture=Picture(
            blob=SHOT, width=1440, height=900, focus_x=0.775, focus_y=0.27, alt="app.tidewater.example/records/8812")),
        "Conflicts are shown side by side. Pick one, or keep both.",
    ),
    Layout.CALL: (
        Slide(layout=Layout.CALL, kicker="Ready when you are", headline="Update to 4.2 today",
              body="tidewater.example/update", items=(Item(title="Get the update"),)),
        "Update to 4.2 today. It takes four minutes.",
    ),
    Layout.CREDITS: (
        Slide(layout=Layout.CREDITS, headline="Made with Firstcut", items=(
            Item(label="Presenter", title="Avataaars by Pablo Stanley", text="Free for personal and commercial use"),
            Item(label="Voice", title="eSpeak NG", text="GPL-3.0"),
            Item(label="Music", title="Composed by Firstcut", text="Free of rights"),
            Item(label="Type", title="Manrope, Source Serif", text="OFL 1.1"))),
        "Thanks for watching.",
    ),
}  # fmt: skip


def words_of(narration: str) -> tuple[Word, ...]:
    """The words with times as a steady voice would give them."""
    words, at, offset = [], 0, 0
    for text in narration.split():
        length = 140 + PER_CHARACTER * len(text)
        words.append(Word(text=text, start_ms=at, end_ms=at + length - 40, offset=offset))
        at += length + (260 if text[-1] in ".,?!" else 0)
        offset += len(text) + 1
    return tuple(words)


def cues_of(words: tuple[Word, ...]) -> tuple[Cue, ...]:
    """Captions of at most five words."""
    cues = []
    for first in range(0, len(words), 5):
        line = words[first : first + 5]
        timed = tuple(CueWord(text=w.text, start_ms=w.start_ms + TAKE_MS, end_ms=w.end_ms + TAKE_MS) for w in line)
        cues.append(Cue(start_ms=timed[0].start_ms, end_ms=timed[-1].end_ms, lines=(timed,)))
    return tuple(cues)


def placement_of(template: Template, layout: Layout) -> Placement:
    """Where the template's presenter stands in that layout."""
    beats: dict[Layout, Beat] = {beat.layout: beat for beat in template.placements}
    return beats[layout].placement if layout in beats else template.placement


def scene_of(
    template: Template, slide: Slide, narration: str, aspect: Aspect, placement: Placement, *, seed: int | None = None,
    quality: Quality = Quality.DRAFT, captions: bool = True,
) -> Scene:  # fmt: skip
    """A scene of `slide` as the stages would make it."""
    words = words_of(narration)
    end = TAKE_MS + words[-1].end_ms
    spoken: tuple[Spoken, ...] = said(slide, words, TAKE_MS, end)
    avatar = next((a for a in AVATARS if a.id == template.avatar), AVATARS[0])
    acting = Performance(
        avatar=avatar, placement=placement, duration_ms=words[-1].end_ms, mouth=((100, "mbp", 80), (220, "eh", 75))
    )
    tall = aspect is Aspect.TALL
    return Scene(
        shot="sample", seed=zlib.crc32(narration.encode()) if seed is None else seed, slide=slide, look=template.look,
        format=Format(aspect=aspect, quality=quality), frames=(end + 900) * 30 // 1000, spoken=spoken,
        performance=acting if placement is not Placement.NONE else None, take_ms=TAKE_MS, take_end_ms=end,
        captions=cues_of(words) if captions and template.look.captions is not CaptionStyle.NONE else (),
        safe_top=template.safe_top if tall else 0.0, safe_bottom=template.safe_bottom if tall else 0.0, language="en",
    )  # fmt: skip
