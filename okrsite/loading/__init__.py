"""From files to the model: discover, read, front matter, decode. The only user of yaml.

Faults are collected as findings with a position, all in one run; nothing here prints or raises for
what somebody wrote.
"""
