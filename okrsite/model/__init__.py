"""The company's OKRs as frozen values. Nothing here reads a file, a clock or another room."""
