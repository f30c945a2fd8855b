"""Doing nothing for a while, with the event loop or without one."""

import asyncio
import time


def pause(seconds: float) -> None:
    """Wait so long."""
    time.sleep(seconds)


async def pause_async(seconds: float) -> None:
    """Wait so long, and let others work."""
    await asyncio.sleep(seconds)
