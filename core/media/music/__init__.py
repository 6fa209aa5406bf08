"""Music of the house: a small band that plays a piece of exactly the asked length, made from a mood and a seed."""

from core.media.music.band import perform
from core.media.music.score import Note, Score, written

__all__ = ["Note", "Score", "perform", "written"]
