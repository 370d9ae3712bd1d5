"""What a check found, in the formats that forges, code hosts and pipelines show: a module a format.

Each is a function from a report to the text of a document; nothing here reads or writes files.
"""
