"""What each page shows, as frozen values: built from the model, read by the templates.

A view holds what its template needs and nothing that must be computed there. Addresses are
paths from the site's root (`2026-Q4/growth/onboarding.html`); rendering makes them relative.
"""
