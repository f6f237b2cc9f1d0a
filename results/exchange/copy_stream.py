import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from pyarrow import csv

_BLOCK = 8 << 20


@contextmanager
def read_query(
    cursor: Any, sql: str, types: dict[str, Any], values: dict[str, Any] | None = None
) -> Iterator[Iterator[pa.RecordBatch]]:
    """Read a query by COPY, batch by batch, never all at once.

    `cursor` is psycopg's own; `types` are the columns' Arrow types in their order; `values` are bound. NULL
    and the empty text stay apart. Until the block ends the connection does nothing else.
    """
    with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)", values) as copy:
        yield _batches(copy, types)
        for _ in copy:  # what the reader did not want any more
            pass


def write_table(cursor: Any, table: str, batches: Iterator[pa.RecordBatch]) -> int:
    """Write batches into a table by COPY; return how many rows there were."""
    count = 0
    options = csv.WriteOptions(include_header=False)
    for batch in batches:
        names = [f'"{name}"' for name in batch.schema.names]
        out = io.BytesIO()
        csv.write_csv(batch, out, options)
        with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN (FORMAT csv)") as copy:
            copy.write(out.getvalue())
        count += batch.num_rows
    return count


def _batches(copy: Any, types: dict[str, Any]) -> Iterator[pa.RecordBatch]:
    chunks = iter(copy)
    first = next(chunks, None)
    if first is None:
        return
    convert = csv.ConvertOptions(
        column_types=types,
        quoted_strings_can_be_null=False,
        strings_can_be_null=True,
        null_values=[""],
        true_values=["t"],
        false_values=["f"],
    )
    reader = csv.open_csv(
        _Pipe(chunks, bytes(first)),
        read_options=csv.ReadOptions(column_names=list(types), block_size=_BLOCK, use_threads=False),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=convert,
    )
    yield from reader


class _Pipe(io.RawIOBase):
    """The chunks of a COPY as a file that can be read."""

    def __init__(self, chunks: Iterator[Any], first: bytes) -> None:
        super().__init__()
        self._chunks = chunks
        self._rest = memoryview(first)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # Filled as far as it goes: the reader takes what one call gives for a block. A chunk is a line, so
        # they are put together first.
        wanted = len(buffer)
        if len(self._rest) < wanted:
            parts, held = [bytes(self._rest)], len(self._rest)
            for chunk in self._chunks:
                parts.append(bytes(chunk))
                held += len(chunk)
                if held >= wanted:
                    break
            self._rest = memoryview(b"".join(parts))
        filled = min(wanted, len(self._rest))
        buffer[:filled] = self._rest[:filled]
        self._rest = self._rest[filled:]
        return filled
