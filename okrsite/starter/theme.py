"""The small theme that `okrsite theme new` writes."""

from collections.abc import Mapping, Sequence
from html import escape

THEME = """# The theme of {company}. What it lacks is taken from the default theme.
# The guide's chapter "Themes" tells all that can stand here.
name: {name}
extends: default

# Pictures in static/. The logo stands in the header, in place of the company's name.
logo: logo.svg
logo_dark: logo-dark.svg

# Colours, on light screens and on dark ones: take the `# ` before a line away, and write yours between
# the quotes. `okrsite theme check` tells whether they can be read.
colours:
  light:
{light}
  dark:
{dark}
"""

STYLES = """/* Your own styles. They come after the default ones, which stay as they are: write only what
   differs. Colours are custom properties, like var(--accent): they follow light and dark by themselves.

h1 { font-family: Georgia, serif; }
*/
"""

FOOTER = """{% extends "default/base.html" %}
{# Every page has this footer: what the default theme writes, and a line of yours. #}
{% block footer %}
{{ super() }}
<p>{{ site.company }}</p>
{% endblock %}
"""

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="40" viewBox="0 0 {width} 40">
<title>{company}</title>
<rect x="2" y="2" width="36" height="36" rx="9" fill="{mark}"/>
<path d="M12 26 18 19l4 4 7-9" fill="none" stroke="{paper}" stroke-width="3.5" stroke-linecap="round"\
 stroke-linejoin="round"/>
<text x="50" y="27" textLength="{length}" font-family="Georgia, serif" font-size="21" font-weight="700"\
 fill="{ink}">{company}</text>
</svg>
"""

Colours = Sequence[tuple[str, str, str]]
"""Names of colours, with their values and what they are for."""


def theme_files(name: str, company: str, light: Colours, dark: Colours) -> Mapping[str, str]:
    """The files of a new theme by their path in its folder. It builds at once; its logo is to be replaced."""
    return {
        "theme.yml": THEME.format(
            name=name, company=" ".join(company.split()), light=_commented(light), dark=_commented(dark)
        ),
        "static/logo.svg": _logo(company, mark="#1c6a6f", paper="#ffffff", ink="#1c2126"),
        "static/logo-dark.svg": _logo(company, mark="#5fbabd", paper="#14171a", ink="#e6e8ea"),
        "static/theme.css": STYLES,
        "templates/base.html": FOOTER,
    }


def _commented(colours: Colours) -> str:
    width = max((len(name) for name, _, _ in colours), default=0)
    return "\n".join(
        f'    # {name}:{" " * (width - len(name))} "{value}"  # {about}' for name, value, about in colours
    )


def _logo(company: str, *, mark: str, paper: str, ink: str) -> str:
    length = round(10.5 * len(company))
    return LOGO.format(
        company=escape(company), length=length, width=54 + length, mark=mark, paper=paper, ink=ink
    )
