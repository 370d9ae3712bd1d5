/* Filters and sorts the objectives of a cycle. What is chosen stands in the address, so that a view can be sent
   as a link: ?team=growth&status=at-risk&sort=progress. Without this script all is shown. */

(() => {
  "use strict";

  const form = document.querySelector("[data-filter]");
  if (!form) return;

  const language = document.documentElement.lang || undefined;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const digits = new Intl.NumberFormat(language);
  const output = form.querySelector("output");
  const sorted = document.querySelector("[data-sorted]");
  const none = document.querySelector("[data-none]");
  const everything = output.textContent;
  const controls = [...form.querySelectorAll("select, input")];
  const choosers = controls.filter((one) => one.matches("select") && one.name !== "sort");
  const order = form.elements.sort;

  /* Text as it is compared: small letters without accents. */
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const rank = (name) => new Map([...(form.elements[name]?.options ?? [])].map((one, i) => [one.value, i]));
  const ranks = { status: rank("status"), owner: rank("owner") };
  const sections = [...document.querySelectorAll("[data-group]")];
  const groups = [];
  const lines = [];

  const readGroup = (section) => {
    const badge = section.querySelector(".badge");
    const list = section.querySelector("ul");
    const group = { section, list, badge, name: badge.textContent, piece: section.closest(".piece") };
    groups.push(group);
    lines.push(...[...list.children].map((element) => readLine(element, group)));
  };

  const readLine = (element, group) => {
    const { dataset } = element;
    const words = (name) => (dataset[name] ? dataset[name].split(" ") : []);
    const [status] = words("status");
    return {
      element,
      group,
      text: plain(`${element.textContent} ${dataset.more ?? ""} ${group.name}`),
      title: element.querySelector("a").textContent,
      progress: dataset.progress ? Number(dataset.progress) : null,
      heard: dataset.heard || null,
      status: status ? (ranks.status.get(status) ?? Infinity) : Infinity,
      owner: ranks.owner.get(words("owner")[0]) ?? Infinity,
      found: {
        team: words("team"),
        status: words("status"),
        ambition: words("ambition"),
        owner: words("owner"),
        finding: dataset.finding ? ["any", ...words("finding")] : [],
      },
      shown: true,
    };
  };

  /* Everything is read from the page once: what is asked for at once, or else a little at a time, so that nobody waits
     for it. */
  const A_TURN = 50;
  const allRead = () => groups.length === sections.length;
  const read = (most = sections.length) => sections.slice(groups.length, groups.length + most).forEach(readGroup);
  const readAhead = () => {
    if (allRead()) return;
    read(A_TURN);
    if (allRead()) show();
    else setTimeout(readAhead);
  };

  /* What is not known comes last; equals stay in the order of the teams. */
  const least = (name) => (a, b) =>
    (a[name] === null) - (b[name] === null) || (a[name] > b[name]) - (a[name] < b[name]);
  const dropped = (a, b) => a.element.matches(".is-dropped") - b.element.matches(".is-dropped");
  const orders = {
    title: (a, b) => compare(a.title, b.title),
    progress: least("progress"),
    "most-progress": (a, b) => (a.progress === null) - (b.progress === null) || b.progress - a.progress,
    status: (a, b) => least("status")(a, b) || least("progress")(a, b),
    /* Never heard of is the longest silence of all. */
    heard: (a, b) => dropped(a, b) || (a.heard ?? "").localeCompare(b.heard ?? ""),
    owner: least("owner"),
  };

  let sorting = "";

  /* A long page is cut into pieces, so that a browser need not lay out those out of sight: their heights are
     guessed from how many lines and headings they show. */
  const pieces = [...document.querySelectorAll(".piece")];
  const PIECE = pieces.length ? 50 : Infinity;
  const LINE = 4.75;
  const HEADING = 4.75;
  const flat = [];
  const flatten = (found) => {
    for (let at = 0; at < found.length; at += PIECE) {
      let list = flat[at / PIECE]?.firstChild;
      if (!list) {
        const piece = document.createElement("div");
        if (pieces.length) piece.className = "piece";
        list = document.createElement("ul");
        list.className = "lines";
        piece.append(list);
        sorted.append(piece);
        flat.push(piece);
      }
      const some = found.slice(at, at + PIECE);
      some.forEach((line) => (line.piece = list.parentNode));
      list.append(...some.map((line) => line.element));
    }
  };

  const hide = (element, hidden) => {
    if (element.hidden !== hidden) element.hidden = hidden;
  };

  /* A line in a list without headings says itself whose it is. */
  const labelled = ({ element, group }) => {
    const label = document.createElement("span");
    label.className = `${group.badge.className} line-team`;
    label.textContent = group.name;
    element.querySelector(".line-who").prepend(label, " ");
  };

  const arrange = () => {
    if (order.value === sorting) return;
    if (order.value) {
      if (!sorting) lines.forEach(labelled);
      flatten([...lines].sort(orders[order.value]));
    } else {
      document.querySelectorAll(".line-team").forEach((label) => label.remove());
      const together = new Map(groups.map((group) => [group, []]));
      lines.forEach((line) => together.get(line.group).push(line.element));
      together.forEach((elements, group) => group.list.append(...elements));
    }
    sorting = order.value;
  };

  const choose = () => {
    const chosen = choosers.filter((one) => one.value);
    const words = plain(form.elements.find.value).split(/\s+/).filter(Boolean);
    let count = 0;
    const filled = new Set();
    const heights = new Map();
    const grow = (piece, height) => heights.set(piece, (heights.get(piece) ?? 0) + height);
    for (const line of lines) {
      const shown =
        chosen.every((one) => line.found[one.name].includes(one.value)) &&
        words.every((word) => line.text.includes(word));
      if (shown !== line.shown) line.element.hidden = !shown;
      line.shown = shown;
      if (!shown) continue;
      count += 1;
      grow(sorting ? line.piece : line.group.piece, LINE);
      if (!sorting && !filled.has(line.group)) grow(line.group.piece, HEADING);
      filled.add(line.group);
    }
    groups.forEach((group) => hide(group.section, (Boolean(sorting) && !group.piece) || !filled.has(group)));
    [...pieces, ...flat].forEach((piece) => {
      hide(piece, !heights.has(piece));
      piece.style.containIntrinsicBlockSize = `${heights.get(piece) ?? 0}rem`;
    });
    hide(sorted, !sorting || !count);
    hide(none, count > 0);
    const said =
      count === lines.length
        ? everything
        : output.dataset.count.replace("{shown}", digits.format(count)).trim();
    if (output.textContent !== said) output.textContent = said;
    form.querySelector("button").hidden = !controls.some((one) => one.value);
  };

  const show = () => {
    read();
    arrange();
    choose();
  };

  /* The address: written a moment after the last key, since browsers refuse to rewrite it too often. */
  let later = 0;
  const note = () => {
    const query = new URLSearchParams();
    controls.forEach((one) => one.value.trim() && query.set(one.name, one.value.trim()));
    const address = String(query) ? `?${query}` : location.pathname;
    history.replaceState(history.state, "", address + location.hash);
  };
  const soon = () => {
    clearTimeout(later);
    later = setTimeout(note, 250);
  };

  const recall = () => {
    const query = new URLSearchParams(location.search);
    controls.forEach((one) => {
      one.value = query.get(one.name) ?? "";
      if (one.matches("select") && one.selectedIndex < 0) one.value = "";
    });
    if (allRead() || controls.some((one) => one.value)) show();
  };

  let asked = 0;
  form.addEventListener("input", () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(show);
    soon();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    controls.forEach((one) => (one.value = ""));
    show();
    note();
    form.elements.find.focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", recall);
  /* A page that the browser kept, or filled in again, shows what its address says. */
  addEventListener("pageshow", recall);

  form.classList.add("is-ready");
  recall();
  setTimeout(readAhead);
})();
