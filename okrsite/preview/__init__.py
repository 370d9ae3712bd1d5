"""Seeing a site while it is written: the folders are watched, and the browser shows each build at once.

`watcher` tells of changes, `server` shows the site and the faults, `overlay` is what runs in the browser.
"""
