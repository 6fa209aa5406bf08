"""One slide for each layout, all of one story, to show what a template makes of it."""

from __future__ import annotations

from types import MappingProxyType

from core.film.slide import Chart, ChartKind, Code, Figure, Item, Layout, Picture, Quote, Series, Slide, Table
from core.value import Blob

PHOTO = Blob(digest="1" * 32, suffix=".jpg", size=1)
"""Stands for a landscape of 1600 x 1067."""

SCREEN = Blob(digest="2" * 32, suffix=".png", size=1)
"""Stands for a screenshot of 1440 x 900."""

_VALLEY = Picture(blob=PHOTO, width=1600, height=1067, focus_x=0.68, focus_y=0.4, alt="The valley")

_SLIDES = (
    Slide(layout=Layout.TITLE, kicker="Release notes", headline="Harbor 2.4", body="Notes that work anywhere"),
    Slide(layout=Layout.SECTION, kicker="Part 2", headline="Search that keeps up", body="What changed under the hood"),
    Slide(layout=Layout.STATEMENT, kicker="Did you know?", headline="Nobody lost a single note in nine days offline"),
    Slide(layout=Layout.BULLETS, headline="Three things that change your day", items=(
        Item(title="Offline sync", text="Merged when the device is back"),
        Item(title="Search in 120 ms", text="3.4 times faster"),
        Item(title="Finer permissions", text="Per folder, tag or record"))),
    Slide(layout=Layout.NUMBER, headline="", figure=Figure(
        value=120, text="120", unit="ms", label="Median search time", before="410 ms", change="3.4× faster")),
    Slide(layout=Layout.QUOTE, quote=Quote(
        text="Forty surveyors, nine days, no coverage. Nobody lost a single note.", author="Ines Okafor",
        role="Head of Field Operations")),
    Slide(layout=Layout.STEPS, headline="Update in three steps", items=(
        Item(title="Check", text="Run the dry run and read its report"),
        Item(title="Migrate", text="Takes about four minutes"),
        Item(title="Restart", text="Workers first, then the web nodes"))),
    Slide(layout=Layout.TIMELINE, headline="From idea to everybody", items=(
        Item(title="First trial", label="March"), Item(title="Forty teams", label="2 May"),
        Item(title="Everybody", label="3 June"))),
    Slide(layout=Layout.COMPARISON, headline="What changes for admins", items=(
        Item(label="Before", title="One role for a whole workspace", text="Everyone saw every folder"),
        Item(label="Now", title="Rules per folder, tag or record", text="Changes are logged and can be undone"))),
    Slide(layout=Layout.CHART, headline="Saturday carried the week", chart=Chart(
        kind=ChartKind.BAR, labels=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), unit="notes", focus=5,
        series=(Series(name="Notes per day", values=(4210, 4388, 3975, 4502, 5120, 6233, 5890)),))),
    Slide(layout=Layout.TABLE, headline="Plans and what is in them", table=Table(
        header=("Plan", "Seats", "Storage"), focus=1,
        rows=(("Starter", "5", "20 GB"), ("Team", "25", "250 GB"), ("Business", "100", "2 TB")))),
    Slide(layout=Layout.CODE, headline="Migrate, then restart", code=Code(
        language="console", focus=(2,),
        text="$ harbor migrate --dry-run\n# 2,301,114 notes, 0 problems\n$ harbor migrate\n$ systemctl restart harbor")),
    Slide(layout=Layout.STILL, kicker="In the field", headline="Nine days without a signal", picture=_VALLEY),
    Slide(layout=Layout.STILL_TEXT, headline="Built with the people who use it",
          body="Forty surveyors tried every build for half a year.", picture=_VALLEY),
    Slide(layout=Layout.SCREEN, headline="All of it on one page", picture=Picture(
        blob=SCREEN, width=1440, height=900, focus_x=0.4, focus_y=0.4, alt="The application")),
    Slide(layout=Layout.CALL, kicker="Ready when you are", headline="Update today", items=(Item(title="Get Harbor 2.4"),)),
    Slide(layout=Layout.CREDITS, headline="Made with Firstcut", items=(
        Item(label="Voice", title="eSpeak NG", text="GPL-3.0"), Item(label="Music", title="Composed by Firstcut"),
        Item(label="Type", title="Manrope", text="OFL 1.1"))),
)  # fmt: skip

SPECIMENS = MappingProxyType({slide.layout: slide for slide in _SLIDES})
"""The slide of each layout."""
