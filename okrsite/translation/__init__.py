"""The site's words, dates and numbers in the readers' language: the only user of Babel.

    from okrsite.translation.words import _, ngettext

Words are written in English where they are used, and `catalogues/` has them in other languages. Which one is
spoken is settled once for a whole build (`speaking`); wherever nothing was settled, it is English.
"""
