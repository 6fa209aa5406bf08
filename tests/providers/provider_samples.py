"""What tests of every house ask for: one brief, one draft to answer it with, and policies that fail fast or wait."""

from __future__ import annotations

from core.film import Brief, Pace
from core.policy import Circuit, Policy, Timeouts, Tries

SOURCE = "# Acme 4.0\n\nSearch now takes 120 ms instead of 410 ms.\n\n- Offline sync\n- Dark mode"
BRIEF = Brief(source=SOURCE, language="en", length_ms=20_000)
PACE = Pace(us_per_character=60_000)
LINE = "Acme is fast today."
DRAFT = {"title": "Acme", "lines": [{"narration": "Search takes 120 milliseconds.", "layout": "statement", "source_first": 3}]}
QUICK = Policy(
    tries=Tries(attempts=2, first_s=0.01, longest_s=1), timeouts=Timeouts(connect_s=1, read_s=0.7, total_s=1.2),
    circuit=Circuit(failures=50),
)  # fmt: skip
"""Gives up on what does not answer."""
THRICE = QUICK.model_copy(update={"tries": Tries(attempts=3, first_s=0.01, longest_s=1)})
PATIENT = THRICE.model_copy(update={"timeouts": Timeouts(connect_s=5, read_s=20, total_s=30)})
"""Waits as long as a busy machine may take."""
