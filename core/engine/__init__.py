"""A small build system for values: stages are functions, their types are the wiring, and only what changed is made again."""

from core.engine.board import Board, Node
from core.engine.digest import digest, digest_bytes, digest_file
from core.engine.executor import Crew, Executor, Inline, Report
from core.engine.history import Entry, History, PartName
from core.engine.part import Part
from core.engine.plan import Guess, Plan, Planned
from core.engine.pool import Pool
from core.engine.record import Record, blobs_of, digests_in
from core.engine.reuse import STOOD_IN, withdraw
from core.engine.run import Results, Run
from core.engine.scratch import Scratch
from core.engine.stage import Each, Need, Stage, stage
from core.engine.store import Store, Swept
from core.engine.usual import Usual
from core.engine.wiring import Wiring, discover, graph
from core.engine.worker import serve

__all__ = [
    "STOOD_IN", "Board", "Crew", "Each", "Entry", "Executor", "Guess", "History", "Inline", "Need", "Node", "Part", "PartName",
    "Plan", "Planned", "Pool", "Record", "Report", "Results", "Run", "Scratch", "Stage", "Store", "Swept", "Usual", "Wiring",
    "blobs_of", "digest", "digest_bytes", "digest_file", "digests_in", "discover", "graph", "serve", "stage", "withdraw",
]  # fmt: skip
