"""OKRs that were kept elsewhere, as content files: what a file holds, what is meant by it, what is written.

sheets, outline (what stands where) -> rows, lists (objectives as they are meant) -> measures, plan (files)
"""
