"""Music of the house: a small band that plays a piece in passages, each made from a mood, a seed and its place alone."""

from core.media.music.band import perform
from core.media.music.score import Note, final_of, notes_of, scored

__all__ = ["Note", "final_of", "notes_of", "perform", "scored"]
