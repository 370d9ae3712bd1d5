"""A file can't be read as text.

Content is UTF-8 text of at most a megabyte, without control characters. Line ends and a byte-order mark do
not matter.

Fails: a file saved as UTF-16 or Windows-1252, or with a NUL byte in it.

Passes: the same file saved as UTF-8.
"""

from okrsite.rules.rule import error

RULE = error("unreadable-file", __doc__)
