"""Seeing a site while it is written: the folders are watched, and the browser shows each build at once.

`session` is a preview from start to end, `watcher` tells of changes, `server` shows the site and the faults
(`request` reads what is asked, `own_address` says who may ask, `handler` answers, `listeners` tell the news),
`overlay` is what runs in the browser.
"""
