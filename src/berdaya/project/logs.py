"""What the program writes about itself: no line holds a number as long as a NIK, whatever address or value was wrong."""

import logging

from berdaya.domain.values import masked


class MaskedFormatter(logging.Formatter):
    """Hides long numbers in the finished line, its traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
