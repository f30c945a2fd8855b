"""Bringing in what other training apps export."""

from .again import import_again
from .load import Account, import_file, queue_file
from .refusal import ImportRefused
from .worker import Worker

__all__ = ["Account", "ImportRefused", "Worker", "import_again", "import_file", "queue_file"]
