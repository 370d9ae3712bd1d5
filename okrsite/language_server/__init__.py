"""The language server: what an editor shows and offers while somebody writes content.

What it knows is worked out in modules of plain values; `server` alone speaks the protocol, with `answers`
that puts values into its words. The only user of pygls and lsprotocol.
"""
