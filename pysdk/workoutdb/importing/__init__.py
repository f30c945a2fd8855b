"""Bringing in what other training apps export."""

from .load import Account, import_file
from .refusal import ImportRefused

__all__ = ["Account", "ImportRefused", "import_file"]
