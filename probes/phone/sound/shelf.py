"""Looks for a stretch of sound among recordings, by the normalised correlation of their log energies.

For a query q and a recording r, both (frames, 16) in dB, cut off at `FLOOR`, each band less its mean
over the compared frames, the likeness at offset d is <q, r_d> / (|q| |r_d|): 1 for the same recording,
0.67 and more through 20 dB of noise or a mobile codec, at most 0.56 for another one of the same length
(measured on 1.5 s). The correlation over all offsets at once is a product of spectra.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.frames import BANDS
from probes.phone.sound.memory import Fingerprint

FLOOR = -65.0
"""Band energies below this are the line's and the room's, not the recording's (dB)."""

_START = 30
"""Frames that a recording may already have run when its start is looked for."""

Bands = NDArray[np.float32]


class Match(NamedTuple):
    """Where a query stands in a recording: the recording's frame that equals the query's first one."""

    fingerprint: Fingerprint
    offset: int
    score: float


class Shelf:
    """Recordings to be compared with."""

    def __init__(self, fingerprints: tuple[Fingerprint, ...] = ()) -> None:
        self._books = [_Book(one) for one in fingerprints]

    def __len__(self) -> int:
        return len(self._books)

    def copy(self) -> "Shelf":
        """Return another shelf with the same recordings."""
        copy = Shelf()
        copy._books = list(self._books)
        return copy

    def add(self, fingerprint: Fingerprint) -> None:
        """Put one more recording on the shelf."""
        self._books.append(_Book(fingerprint))

    def find(
        self, query: Bands, *, from_start: bool = False, besides: Fingerprint | None = None
    ) -> Match | None:
        """Return the best place for the query (at most half a minute), or None if nothing is on the shelf.

        `from_start`: only where the query begins at most 0.6 s before and 0.3 s after a recording does.
        `besides`: a recording that is passed over.
        """
        best: Match | None = None
        centred = np.maximum(query, FLOOR)
        centred = centred - centred.mean(axis=0)
        size = float(np.sqrt((centred**2).sum()))
        if size < 1e-3:
            return None
        spectra: dict[int, NDArray[np.complexfloating]] = {}
        for book in self._books:
            if book.fingerprint is besides:
                continue
            likeness = book.likeness(centred, spectra, from_start=from_start)
            if not len(likeness):
                continue
            place = int(likeness.argmax())
            score = float(likeness[place]) / size
            if best is None or score > best.score:
                best = Match(book.fingerprint, place - book.before, score)
        return best


class _Book:
    """A recording, prepared: padded in front, so that a query that began earlier fits too."""

    before = 60

    def __init__(self, fingerprint: Fingerprint) -> None:
        self.fingerprint = fingerprint
        self.length = len(fingerprint.bands)
        bands = np.maximum(fingerprint.bands, FLOOR)
        padded = np.full((len(bands) + 2 * self.before, BANDS), FLOOR, dtype=np.float32)
        padded[self.before : self.before + len(bands)] = bands
        self._padded = padded
        self._size = 1 << (len(padded) - 1).bit_length()
        self._spectrum: NDArray[np.complexfloating] | None = None
        sums = np.cumsum(np.pad(padded.astype(np.float64), ((1, 0), (0, 0))), axis=0)
        squares = np.cumsum(np.pad(padded.astype(np.float64) ** 2, ((1, 0), (0, 0))), axis=0)
        self._sums, self._squares = sums, squares.sum(axis=1)

    def likeness(
        self, centred: Bands, spectra: dict[int, NDArray[np.complexfloating]], *, from_start: bool
    ) -> NDArray[np.float32]:
        count = len(centred)
        places = len(self._padded) - count + 1
        if from_start:
            places = min(places, self.before + _START + 1)
        if places <= 0:
            return np.zeros(0, dtype=np.float32)
        dots: NDArray[np.floating]
        if from_start:
            step, band = self._padded.strides
            windows = np.lib.stride_tricks.as_strided(
                self._padded, (places, count, BANDS), (step, step, band), writeable=False
            )
            dots = np.tensordot(windows, centred, axes=2)
        else:
            if self._size not in spectra:
                spectra[self._size] = np.fft.rfft(centred, self._size, axis=0).conj()
            if self._spectrum is None:
                self._spectrum = np.fft.rfft(self._padded, self._size, axis=0)
            product = np.einsum("fb,fb->f", self._spectrum, spectra[self._size])
            dots = np.fft.irfft(product, self._size)[:places]
        sums = self._sums[count : count + places] - self._sums[:places]
        squares = self._squares[count : count + places] - self._squares[:places]
        sizes = np.sqrt(np.maximum(squares - (sums**2).sum(axis=1) / count, 1e-3))
        # A window that holds hardly any sound is like anything: both must be about equally lively.
        size = float(np.sqrt((centred**2).sum()))
        alike = (sizes > 0.7 * size) & (sizes < 1.4 * size)
        return np.where(alike, dots / sizes, 0).astype(np.float32)
