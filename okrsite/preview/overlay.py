"""What the preview adds to the pages: a script that reloads them and shows the faults of the last build."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape

EVENTS = "/_okrsite/events"
RELOAD_SCRIPT = "/_okrsite/reload.js"
_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault to show in the browser.

    `place` is where it is (`teams/growth.md:12:3`, or empty), `rule` the rule that found it, `severity`
    `error` or `warning`, `message` what is wrong and `hint` what to do; the last may be empty.
    """

    place: str
    rule: str
    severity: str
    message: str
    hint: str


def state_text(build: str, faults: Sequence[Fault]) -> str:
    """Return what a page is told: the build that is public, and the faults, as JSON on one line."""
    shown = [asdict(fault) for fault in faults[:_MOST_SHOWN]]
    errors = sum(fault.severity == "error" for fault in faults)
    return json.dumps({"build": build, "errors": errors, "count": len(faults), "faults": shown})


def with_script(page: bytes, build: str) -> bytes:
    """Return an HTML page with the script before the end of its body; `build` is the build it is from."""
    tag = f'<script src="{RELOAD_SCRIPT}" data-build="{escape(build)}" defer></script>\n'.encode()
    end = page.lower().rfind(b"</body>")
    return page + tag if end < 0 else page[:end] + tag + page[end:]


def waiting_page(build: str) -> bytes:
    """Return the page that stands for every page while no site has been published."""
    return with_script(_WAITING.encode(), build)


def broken_page(build: str) -> bytes:
    """Return the page that stands for one that the theme could not make; the panel says why."""
    return with_script(_BROKEN.encode(), build)


def missing_page(build: str) -> bytes:
    """Return the page for an address that leads nowhere, for a site without one of its own."""
    return with_script(_MISSING.encode(), build)


_WAITING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>No site yet</title>
<body data-okrsite-waiting style="font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem;
  max-width: 60rem">
<h1 style="font-size: 1.5rem">There is no site yet</h1>
<p>This page turns into the site as soon as a build succeeds.</p>
</body>
</html>
"""

_BROKEN = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>This page can't be made</title>
<body style="font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 60rem">
<h1 style="font-size: 1.5rem">This page can't be made</h1>
<p>The theme has a fault. The page comes as soon as it is mended.</p>
</body>
</html>
"""

_MISSING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Page not found</title>
<body style="font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 60rem">
<h1 style="font-size: 1.5rem">Page not found</h1>
<p><a href="/">Go to the start page</a></p>
</body>
</html>
"""

# The panel stands in a shadow tree, so that neither the theme's styles nor its own reach across. Its styles
# are made by script, which a content security policy on the page allows. All text goes in as text.
SCRIPT = """\
(() => {
  "use strict";
  const build = document.currentScript.dataset.build;
  const waiting = "okrsiteWaiting" in document.body.dataset;
  let source = null;
  let shown = "";
  let shownFaults = "";

  // Following the builds. Only a visible page listens: browsers allow six connections to one server,
  // and more open tabs than that would block each other.

  function listen() {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource("/_okrsite/events");
    source.addEventListener("state", (event) => take(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) {
        rest();
        setTimeout(listen, 2000);
      }
    });
  }

  function rest() {
    if (source) source.close();
    source = null;
  }

  function take(state) {
    if (state.build !== build) {
      rest();
      location.reload();
    } else if (JSON.stringify(state) !== shown) {
      shown = JSON.stringify(state);
      show(state);
    }
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();

  // Showing the faults.

  const style = `
    .panel, .pill, .faults {
      --paper: light-dark(#fff, #1e2024); --ink: light-dark(#1b1d21, #eceef2);
      --quiet: light-dark(#4d535e, #b4bac6); --line: light-dark(#c9ced8, #474c57);
      --red: light-dark(#b3261e, #ff9d94); --amber: light-dark(#7a4f00, #f2c063);
      font: 15px/1.45 system-ui, sans-serif; color: var(--ink);
    }
    .error { --tone: var(--red); }
    .warning { --tone: var(--amber); }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .panel {
      display: flex; flex-direction: column; max-height: min(45vh, 30em); pointer-events: auto;
      background: var(--paper); border-top: 4px solid var(--tone); box-shadow: 0 -4px 24px rgb(0 0 0 / 0.25);
    }
    .head {
      display: flex; gap: 1em; align-items: start; padding: 0.75em 1em; border-bottom: 1px solid var(--line);
    }
    .head div { flex: 1; min-width: 0; }
    .head h2 { margin: 0; font-size: 1.1em; color: var(--tone); }
    .head p { margin: 0; color: var(--quiet); }
    .list { overflow: auto; overscroll-behavior: contain; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { padding: 0.6em 1em; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
    li:last-child { border-bottom: 0; }
    .faults li { padding-inline: 0; }
    li p { margin: 0; }
    .place { font: 0.87em/1.5 ui-monospace, monospace; color: var(--quiet); }
    .place b { color: var(--tone); }
    .hint { color: var(--quiet); }
    button {
      font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet);
      border-radius: 6px; padding: 0.35em 0.9em; cursor: pointer; pointer-events: auto;
    }
    button:focus-visible, .list:focus-visible { outline: 3px solid var(--tone); outline-offset: -1px; }
    .pill {
      position: absolute; right: 1em; bottom: 1em; color: var(--tone); border: 2px solid var(--tone);
      font-weight: 600; box-shadow: 0 2px 12px rgb(0 0 0 / 0.25);
    }
    .status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @media print { .panel, .pill { display: none; } }
  `;

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  function numbered(count, name) {
    return `${count} ${name}${count === 1 ? "" : "s"}`;
  }

  function summary(state) {
    const warnings = state.count - state.errors;
    return [state.errors && numbered(state.errors, "error"), warnings && numbered(warnings, "warning")]
      .filter(Boolean).join(" and ");
  }

  function list(state) {
    const items = element("ol", "");
    for (const fault of state.faults) {
      const severity = fault.severity === "error" ? "error" : "warning";
      const place = element("p", "place", element("b", "", severity), " ", fault.place);
      if (fault.rule) place.append(` [${fault.rule}]`);
      const item = element("li", severity, place, element("p", "", fault.message));
      if (fault.hint) item.append(element("p", "hint", fault.hint));
      items.append(item);
    }
    const more = state.count - state.faults.length;
    if (more > 0) items.append(element("li", "", `and ${more} more; run okrsite check to see them all.`));
    return items;
  }

  function styled(root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  // A panel that was hidden stays so on the next pages, until there are other faults.

  const memory = {
    get hidden() {
      try { return sessionStorage.getItem("okrsite-hidden-faults"); } catch { return null; }
    },
    set hidden(faults) {
      try { sessionStorage.setItem("okrsite-hidden-faults", faults); } catch { /* Then it comes back. */ }
    },
  };

  let panel = null;

  function makePanel() {
    const host = document.createElement("okrsite-faults");
    // Light or dark like the page, if that says which it is; else as the reader prefers.
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const place = {
      all: "initial", display: "block", position: "fixed", inset: "auto 0 0 0", "z-index": "2147483647",
      "pointer-events": "none", "color-scheme": scheme === "normal" ? "light dark" : scheme,
    };
    // Important, since the page's rules would win over the panel's for this one element.
    for (const [name, value] of Object.entries(place)) host.style.setProperty(name, value, "important");
    const root = host.attachShadow({ mode: "open" });
    styled(root);
    const title = element("h2", "");
    title.id = "title";
    const note = element("p", "");
    const hide = element("button", "", "Hide");
    hide.type = "button";
    const items = element("div", "list");
    items.tabIndex = 0;
    items.setAttribute("role", "group");
    items.setAttribute("aria-labelledby", "title");
    const head = element("div", "head", element("div", "", title, note), hide);
    const section = element("section", "panel", head, items);
    section.setAttribute("aria-labelledby", "title");
    const pill = element("button", "pill");
    pill.type = "button";
    const status = element("p", "status");
    status.setAttribute("role", "status");
    root.append(status, section, pill);
    document.body.append(host);

    function open(panelIsOpen, pillIsThere) {
      section.hidden = !panelIsOpen;
      pill.hidden = !pillIsThere;
    }
    hide.addEventListener("click", () => {
      memory.hidden = shownFaults;
      open(false, true);
      pill.focus();
    });
    pill.addEventListener("click", () => {
      memory.hidden = "";
      open(true, false);
      hide.focus();
    });
    section.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide.click();
    });
    return { section, title, note, items, pill, status, open };
  }

  function show(state) {
    if (waiting) {
      document.querySelector(".faults")?.remove();
      if (!state.count) return;
      if (!document.adoptedStyleSheets.length) styled(document);
      const text = element("p", "", `The last build found ${summary(state)}.`);
      document.body.append(element("div", "faults", text, list(state)));
      return;
    }
    if (!state.count && !panel) return;
    panel ??= makePanel();
    shownFaults = JSON.stringify(state.faults);
    const text = summary(state);
    const tone = state.errors ? "error" : "warning";
    panel.section.className = `panel ${tone}`;
    panel.pill.className = `pill ${tone}`;
    panel.title.textContent = panel.pill.textContent = text;
    panel.note.textContent = state.errors ? "This page is from the last build without errors." : "";
    panel.status.textContent = state.count ? text : "The faults are settled.";
    panel.items.replaceChildren(list(state));
    panel.items.scrollTop = 0;
    const isHidden = memory.hidden === shownFaults;
    panel.open(state.count && !isHidden, state.count && isHidden);
  }
})();
"""
