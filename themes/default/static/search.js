/* The search: a dialog with a field, and below it what was found, as links in groups. Arrow keys go through them, Enter
   in the field opens the first, Escape closes. */
(function () {
  "use strict";

  const FEW = 5;
  const MORE = 20;
  const LONG = 12; // milliseconds after which something else may go on

  let dialog, button, field, found, said, help, left, key, more, within;
  let index = null;
  let loading = null;
  let answer = null;
  let root = "";
  let limits = {};
  let telling = 0;

  window.okrsiteSearch = function (opener, template, query) {
    if (!dialog) prepare(opener, template);
    if (dialog.open) return;
    field.value = query || field.value;
    dialog.showModal();
    field.focus();
    if (query) field.setSelectionRange(query.length, query.length);
    else field.select();
    loadIndex();
    search();
  };

  function prepare(opener, template) {
    button = opener;
    root = new URL("./", new URL(button.dataset.index, location.href)).href;
    dialog = template.content.querySelector("dialog").cloneNode(true);
    const part = (name) => dialog.querySelector(name);
    field = part("[type=search]");
    found = part(".search-found");
    said = part(".search-said");
    help = part(".search-help");
    left = part(".search-left");
    key = part("[type=checkbox]");
    more = part(".search-more");
    within = part(".search-within");
    more.remove();
    within.remove();
    document.body.append(dialog);
    try { key.checked = localStorage.getItem("okrsite-search-key") !== "off"; } catch { key.closest("p").remove(); }

    field.addEventListener("input", () => { limits = {}; search(); });
    part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      found.querySelector("a")?.click();
    });
    part(".search-close").addEventListener("click", () => dialog.close());
    key.addEventListener("change", () => {
      try { localStorage.setItem("okrsite-search-key", key.checked ? "on" : "off"); } catch { /* not kept */ }
    });
    // A press beside the dialog closes it; what is selected within and let go beside it does not.
    dialog.addEventListener("pointerdown", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("keydown", steer);
    found.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
    });
  }

  /* Arrow keys go through the results, other keys go on typing. */
  function steer(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault(); // browsers would empty the field first
      dialog.close();
      return;
    }
    const stops = [field, ...found.querySelectorAll("a, button")];
    const here = stops.indexOf(document.activeElement);
    if (here < 0) return;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key] ??
      (here ? { Home: 1, End: stops.length - 1 }[event.key] : undefined);
    if (to !== undefined) {
      event.preventDefault();
      stops[Math.min(Math.max(to, 0), stops.length - 1)].focus();
    } else if (here && ((event.key.length === 1 && event.key !== " ") || event.key === "Backspace")) {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
    }
  }

  /* The index comes as a script that calls a function: pages opened as files can load nothing else. */
  function loadIndex() {
    if (loading) return;
    loading = new Promise((done, failed) => {
      window.okrsiteSearchIndex = done;
      const script = document.createElement("script");
      script.onerror = failed;
      script.src = new URL(button.dataset.index, location.href).href;
      document.head.append(script);
    }).then(unpack).then((unpacked) => { index = unpacked; search(); }, () => {
      loading = null;
      say(said.dataset.failed);
    });
  }

  async function unpack(data) {
    const steps = window.okrsiteIndex.unpacking(data);
    let since = performance.now();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (performance.now() - since > LONG) {
        await new Promise((go) => { setTimeout(go); });
        since = performance.now();
      }
    }
  }

  function search() {
    const query = field.value.trim();
    if (!query) {
      answer = null;
      show();
      say("");
    } else if (!index) {
      say(said.dataset.loading);
    } else {
      answer = index.find(query);
      show();
      const number = new Intl.NumberFormat(document.documentElement.lang || undefined).format(answer.total);
      say(answer.total
        ? filled(said.dataset.found, { count: number })
        : filled(said.dataset.none, { words: query.length > 60 ? `${query.slice(0, 60)}…` : query }));
    }
  }

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  /* What is seen at once is heard when nothing more is typed. */
  function say(text) {
    clearTimeout(telling);
    telling = setTimeout(() => { said.textContent = text; }, said.textContent && text ? 250 : 0);
  }

  function show() {
    const groups = answer ? answer.groups : [];
    found.replaceChildren(...groups.map(group));
    help.hidden = !answer || answer.total > 0;
    left.hidden = !(answer && index.leftOut);
    dialog.classList.toggle("is-filled", Boolean(answer));
  }

  function group(one) {
    const limit = limits[one.kind.id] || FEW;
    const section = element("section");
    const heading = element("h2");
    heading.id = `search-${one.kind.id}`;
    heading.append(one.kind.label);
    section.setAttribute("aria-labelledby", heading.id);
    const list = element("ul");
    list.append(...index.best(one, answer.scores, limit).map((at) => result(at, one.kind)));
    section.append(heading, list);
    if (one.entries.length > limit) {
      const on = more.cloneNode();
      on.hidden = false;
      on.append(filled(on.dataset.text, { kind: one.kind.label }));
      on.addEventListener("click", () => {
        limits[one.kind.id] = limit + MORE;
        const next = group(one);
        section.replaceWith(next);
        next.querySelectorAll("a")[limit].focus();
      });
      section.append(on);
    }
    return section;
  }

  function result(at, kind) {
    const entry = index.entry(at, answer.terms);
    const item = element("li");
    const link = element("a");
    const words = index.inText(at, answer.terms);
    link.href = root + entry.url + toWord(entry.url, words);
    const title = element("span", "search-title");
    language(title, kind.language || index.language);
    for (const [text, on] of index.marked(entry.title, answer.terms)) {
      if (on) {
        const mark = element("mark");
        mark.append(text);
        title.append(mark);
      } else title.append(text);
    }
    link.append(title);
    const about = element("span", "search-about dotted");
    for (const text of [entry.under, entry.place, entry.beside, entry.id]) {
      if (!text || text === entry.title) continue;
      const piece = element("span");
      language(piece, index.language);
      piece.append(text);
      about.append(piece);
    }
    if (entry.state) {
      const state = element("span", "status");
      state.dataset.status = entry.state;
      state.append(entry.said);
      about.append(state);
    }
    if (words.length) {
      const text = within.cloneNode();
      text.hidden = false;
      text.append(filled(text.dataset.text, { words: words.join(", ") }));
      about.append(text);
    }
    if (about.childElementCount) link.append(about);
    item.append(link);
    return item;
  }

  /* Makes the browser show the place on the page where the first word stands. Where the address leads to a part of the
     page, that is better: the word may stand in others before. */
  function toWord(url, words) {
    return words.length && !url.includes("#") ? `#:~:text=${encodeURIComponent(words[0]).replace(/-/g, "%2D")}` : "";
  }

  /* What is written in another language than the page says so. */
  function language(place, tag) {
    if (tag !== document.documentElement.lang) place.lang = tag;
  }

  function element(name, kind) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    return made;
  }
})();
