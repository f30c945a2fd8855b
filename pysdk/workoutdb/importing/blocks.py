"""Which block a row without a number belongs to: seen only when later rows have come."""

from __future__ import annotations

from collections.abc import Iterator

from .staging import StagingRow

#: Most rows that wait for a number to settle their block.
MAX_HELD = 100


def settle_blocks(rows: Iterator[StagingRow]) -> Iterator[StagingRow]:
    """Give warm-ups without a number to the block they open.

    In Strong's files the numbering goes on around warm-ups and notes. When an exercise follows
    itself, `1, 2, W, 1`, only the second 1 shows that the W began a new block: so a warm-up or a
    note after a numbered set waits for the next numbered one.
    """
    held: list[StagingRow] = []
    block: int | None = None
    numbered = False
    for row in rows:
        if row.block is None:
            yield row
            continue
        if row.block != block:
            again = held and (row.run, row.exercise_name) == (held[0].run, held[0].exercise_name)
            yield from (h._replace(block=row.block) for h in held) if again else held
            held.clear()
            block, numbered = row.block, False
        if row.set_index is not None:
            yield from held
            held.clear()
            numbered = True
            yield row
        elif held or (numbered and (row.set_type == "warmup" or row.kind == "note")):
            held.append(row)
            if len(held) == MAX_HELD:
                yield from held
                held.clear()
        else:
            yield row
    yield from held
