"""True times for voices that tell none: eSpeak NG says the same words, and dynamic time warping lays them over the recording."""

from core.providers.aligning.aligned import AlignedSpeaker as AlignedSpeaker
from core.providers.aligning.sounds import sounds_in as sounds_in
from core.providers.aligning.warping import Times as Times
from core.providers.aligning.warping import times_in as times_in
