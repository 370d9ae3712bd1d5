"""What `okrsite init` writes for editors: which extensions to install, and how they find okrsite.

The fields of Markdown files are checked by a schema in VS Code only with a project of Node around them; a
generic client of language servers needs nothing but `okrsite lsp`. The settings in okrsite.yml are plain
YAML: the line at their top names their schema, and most editors follow it.
"""

import json

SCHEMAS = ".okrsite-schemas"
"""The folder of schemas, at the top of the repository."""
EXTENSIONS = ("redhat.vscode-yaml", "zsol.vscode-glspc")
"""YAML by Red Hat, for okrsite.yml; Generic LSP Client (v2), for `okrsite lsp`."""

_VSCODE = {
    "glspc.server.command": "okrsite",
    "glspc.server.commandArguments": ["lsp"],
    "glspc.server.languageId": ["markdown"],
    # VS Code suggests nothing in Markdown while one types, unless it is told to.
    "[markdown]": {"editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"}},
}


def editor_files(settings_schema: str) -> dict[str, str]:
    """The files for editors, by path from the top of the repository; `settings_schema` is the schema of
    okrsite.yml."""
    return {
        ".vscode/extensions.json": _json({"recommendations": list(EXTENSIONS)}),
        ".vscode/settings.json": _json(_VSCODE),
        f"{SCHEMAS}/settings.json": settings_schema,
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
