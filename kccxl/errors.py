"""Every exception kccxl raises on purpose, in one tree.

KccError                      anything kccxl can explain
 ├── RuleError (ValueError)   a rule was given something it cannot decide on
 ├── UsageError               the command was asked for something that makes no sense
 ├── WorkbookError            the cells of a workbook hold something to mend first
 └── FileError                a file could not be read or written
      ├── UnreadableFile      missing, damaged, protected, or not a workbook
      ├── RefusedFile         could be read, but reading it would not be safe
      └── UnwritableFile      open in Excel, read-only, no room left

What an officer meets is the text of the exception alone, so it must say what was found and how to mend it.
"""

from __future__ import annotations


class KccError(Exception):
    """Anything kccxl can explain; its text is written for officers."""


class RuleError(KccError, ValueError):
    """A rule was given a value it cannot decide on (``'decimals' must be a whole number (got 1.5)``)."""


class UsageError(KccError):
    """A command was asked for something that makes no sense; exit code 2."""


class WorkbookError(KccError):
    """The workbook's cells hold errors, so nothing was written; exit code 1."""


class FileError(KccError):
    """A file could not be read or written; exit code 3."""


class UnreadableFile(FileError):
    """The file is missing, damaged, protected by a password, or not a workbook."""


class RefusedFile(FileError):
    """The file could be opened but was built to exhaust memory or to reach outside itself."""


class UnwritableFile(FileError):
    """The output could not be put in place: open in Excel, read-only, no room left."""
