"""Which sentences carry a text: TextRank over shared words, nearness to the whole, and a penalty for saying it twice.

TextRank: Mihalcea and Tarau, "TextRank: Bringing Order into Texts" (EMNLP 2004), with cosine similarity of tf-idf vectors in
place of counted overlap. Centroid: Radev et al., "Centroid-based summarization" (2004). MMR: Carbonell and Goldstein (1998).
"""

from __future__ import annotations

import math
import re
from collections import Counter

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

MOST = 500
"""Sentences that are compared with each other; of a longer text the ones nearest to its centroid."""

_WORD = re.compile(r"[^\W_]{3,}|\d[\d.,]*")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")


def terms(text: str) -> list[str]:
    """The words that count: five letters of each, so that forms of one word meet; pairs of characters where none are parted."""
    found = [word.lower()[:6] for word in _WORD.findall(text) if not _DENSE.match(word)]
    for run in _DENSE.findall(text):
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def similarity(texts: list[str]) -> Matrix:
    """Cosine similarity of each pair, an n x n matrix; the diagonal is 0."""
    vectors = _vectors([Counter(terms(text)) for text in texts])
    alike: Matrix = vectors @ vectors.T
    np.fill_diagonal(alike, 0.0)
    return alike


def ranks(texts: list[str]) -> list[float]:
    """How much each of `texts` carries the whole, from 0 to 1."""
    counts = [Counter(terms(text)) for text in texts]
    if not texts:
        return []
    whole = Counter(term for count in counts for term in set(count))
    near = np.array([_nearness(count, whole, len(texts)) for count in counts])
    kept = np.argsort(-near, kind="stable")[:MOST]
    kept.sort()
    vectors = _vectors([counts[i] for i in kept])
    alike: Matrix = vectors @ vectors.T
    np.fill_diagonal(alike, 0.0)
    walked = np.zeros(len(texts))
    walked[kept] = _walk(alike)
    return [float(v) for v in 0.55 * _scaled(walked) + 0.45 * _scaled(near)]


def _nearness(count: Counter[str], whole: Counter[str], total: int) -> float:
    """Mean weight of a text's words: those that recur, but not everywhere."""
    if not count:
        return 0.0
    weights = [min(whole[term], 8) * math.log(1 + total / whole[term]) for term in count]
    return sum(weights) / (len(weights) + 4)


def _vectors(counts: list[Counter[str]]) -> Matrix:
    index: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for count in counts:
        for term in count:
            index.setdefault(term, len(index))
            seen[term] += 1
    matrix: Matrix = np.zeros((len(counts), max(1, len(index))))
    for row, count in enumerate(counts):
        for term, times in count.items():
            matrix[row, index[term]] = (1 + math.log(times)) * math.log(1 + len(counts) / seen[term])
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1.0))


def _walk(alike: Matrix, damping: float = 0.85, rounds: int = 30) -> Matrix:
    """The share of a random walk that each node gets."""
    out = alike.sum(axis=1, keepdims=True)
    step = np.divide(alike, out, out=np.zeros_like(alike), where=out > 0)
    share: Matrix = np.full(len(alike), 1.0 / max(1, len(alike)))
    for _ in range(rounds):
        share = (1 - damping) / max(1, len(alike)) + damping * (step.T @ share)
    return share


def _scaled(values: Matrix) -> Matrix:
    top = float(values.max()) if len(values) else 0.0
    return values / top if top > 0 else values
