/* The alignment explorer: the picture of a cycle's objectives, to walk in.

   It takes its data and all its words from the page, and stands in for the drawn picture, which remains for print and
   for browsers without scripts. Only boxes in the window are in the page; from afar, boxes of one kind are one path.

   near    close enough to read: each box is drawn with its words
   lit     the box that is pointed at or chosen, the way from it to the root, and what serves it
   kept    what the filters leave: 2 for what they are about, 1 for what it hangs from */
(function () {
  "use strict";

  const root = document.getElementById("_explorer");
  const explorer = window.okrsiteExplorer;
  if (!root || !explorer || !window.PointerEvent || !window.ResizeObserver) return;

  const SVG = "http://www.w3.org/2000/svg";
  const { width: WIDTH, height: HEIGHT } = explorer.box;
  const NEAR = 0.48, FAMILY = 80, LABELS = 36, BOWS = 70;
  const A_FRAME = 50; // boxes made at once: the others follow with the next frames

  const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
  const words = root.dataset;
  const nodes = explorer.plant(data);
  const places = new Map(nodes.flatMap(node => [[node.id, node.index], [node.short, node.index]]));
  const way = document.documentElement.dir === "rtl" ? -1 : 1;
  const at = name => root.querySelector(`[data-at="${name}"]`);
  const tree = at("tree"), svg = tree.querySelector("svg");
  const where = id => words.page.replace("{id}", id);
  const dropped = node => data.statuses[node.status].key === "dropped";
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const filled = (message, values) => message.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const number = value => value.toLocaleString(document.documentElement.lang);

  const view = { find: "", team: "", status: "", level: "", colour: "", focus: -1, open: "" };
  const unfolded = new Set();
  let shown = [], ranked = [], kept = new Uint8Array(nodes.length), size = { left: 0, top: 0, right: 1, bottom: 1 };
  let current = -1, pointed = -1, found = [], foundAt = -1;

  /* What boxes are told apart by */

  const depths = data.teams.map(() => 0);
  data.teams.forEach((team, index) => { if (team[2] >= 0) depths[index] = depths[team[2]] + 1; });
  const named = ([key, name, tone, mark]) => ({ key, name, tone, mark });
  data.statuses = data.statuses.map(named);
  data.steps = data.steps.map(named);
  data.ages = data.ages.map(named);
  data.teams = data.teams.map(([id, name, parent, hue, mark]) => ({ id, name, parent, hue, mark }));
  const heads = [];
  data.teams.forEach((team, index) => { if (!heads[team.mark]) heads[team.mark] = index; });
  const divisions = heads.map(index => ({
    key: data.teams[index].id, name: data.teams[index].name, tone: `hue-${data.teams[index].hue}`,
    mark: explorer.teamMark(data.teams[index].mark),
  }));
  const KINDS = {
    status: [data.statuses, node => node.status],
    progress: [data.steps, node => node.step],
    team: [divisions, node => data.teams[node.team].mark],
    freshness: [data.ages, node => node.fresh],
  };
  const kindOf = node => KINDS[view.colour][0][KINDS[view.colour][1](node)];
  const teamOf = node => data.teams[node.team].name;

  /* The pieces of the drawing */

  function element(name, attributes, classes, text) {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (classes) made.setAttribute("class", classes);
    if (text) made.textContent = text;
    return made;
  }
  const layer = name => svg.querySelector(`.${name}`);
  const [world, lines, bows, way_, afar, boxes, labels] = ["x-world", "x-lines", "x-bows", "x-way", "x-afar", "x-boxes", "x-labels"].map(layer);
  const drawn = new Map();
  const pool = [];
  let covered = null, wasNear = null, pending = 0, stale = { afar: true, boxes: true, lit: true };

  const camera = explorer.camera(tree, {
    moved: () => repaint(),
    pressed,
    hovered: (x, y) => point(hit(x, y).index),
    left: () => point(-1),
  });
  const card = explorer.card(at("card"), data, nodes, where, index => go(index));

  /* What is shown */

  function matching() {
    const teams = new Set();
    if (view.team) data.teams.forEach((team, index) => {
      if (team.id === view.team || teams.has(team.parent)) teams.add(index);
    });
    return node => (!view.team || teams.has(node.team)) &&
      (!view.status || slug(data.statuses[node.status].key) === view.status) &&
      (!view.level || String(depths[node.team] + 1) === view.level);
  }
  const slug = key => key.replace(/ /g, "-") || "none";
  const filtering = () => Boolean(view.team || view.status || view.level);
  const kids = index => (unfolded.has(index) ? nodes[index].children.filter(child => kept[child]) : []);
  const hasKids = index => nodes[index].children.some(child => kept[child]);
  const above = index => {
    const found = [];
    for (let up = nodes[index].parent; up >= 0; up = nodes[up].parent) found.push(up);
    return found;
  };

  function keep() {
    const matches = matching();
    kept.fill(0);
    const inside = new Uint8Array(nodes.length).fill(view.focus < 0 ? 1 : 0);
    if (view.focus >= 0) {
      inside[view.focus] = 1;
      for (let index = view.focus + 1; index < nodes.length; index++) {
        if (nodes[index].parent >= 0 && inside[nodes[index].parent]) inside[index] = 1;
      }
      above(view.focus).forEach(index => (inside[index] = 1));
    }
    for (let index = nodes.length; index--; ) {
      if (!inside[index]) continue;
      if (matches(nodes[index])) kept[index] = 2;
      if (kept[index] && nodes[index].parent >= 0 && !kept[nodes[index].parent]) kept[nodes[index].parent] = 1;
    }
  }

  /* Unfold level by level while it can still be read. */
  function unfold() {
    unfolded.clear();
    const all = nodes.filter(node => kept[node.index]);
    const room = Math.max(14, Math.round(camera.width * camera.height / 22000));
    const budget = view.open === "all" ? Infinity : filtering() ? Math.max(300, room) : room;
    if (view.focus >= 0) above(view.focus).forEach(index => unfolded.add(index));
    let level = view.focus >= 0 ? [view.focus] : all.filter(node => node.parent < 0).map(node => node.index);
    let count = level.length + unfolded.size;
    while (level.length) {
      const wanted = level.reduce((sum, index) => sum + nodes[index].children.filter(child => kept[child]).length, 0);
      const all = count + wanted <= budget;
      const few = count < 12;
      const next = [];
      for (const index of level) {
        const below = nodes[index].children.filter(child => kept[child]);
        if (below.length && (all || (few && count + below.length <= budget))) {
          unfolded.add(index);
          count += below.length;
          next.push(...below);
        }
      }
      level = all || few ? next : [];
    }
  }

  function arrange() {
    shown = [];
    const stack = nodes.filter(node => node.parent < 0 && kept[node.index]).map(node => node.index).reverse();
    while (stack.length) {
      const index = stack.pop();
      shown.push(index);
      stack.push(...kids(index).reverse());
    }
    ranked = [...shown].sort((a, b) => nodes[b].below - nodes[a].below || a - b).slice(0, 600);
    size = explorer.arrange(nodes, shown, kids, way);
    if (!shown.includes(current)) choose(above(Math.max(0, current)).find(index => shown.includes(index)) ?? -1);
    afresh();
  }

  function afresh() {
    stale.afar = stale.boxes = stale.lit = true;
    repaint();
  }

  /* All from the view: after it was changed or restored. */
  function rebuild(fly) {
    keep();
    unfold();
    if (current >= 0 && kept[current]) above(current).forEach(index => unfolded.add(index));
    arrange();
    search(false);
    const matches = shown.length ? kept.reduce((sum, one) => sum + (one === 2), 0) : 0;
    at("said").textContent = filled(words.said, { shown: number(matches), all: number(nodes.length) });
    at("said").hidden = matches === nodes.length;
    at("focused").hidden = view.focus < 0;
    at("focused-title").textContent = view.focus < 0 ? "" : nodes[view.focus].title;
    legend();
    home(fly);
  }

  /* All of it where that can be read, else where it begins. */
  function home(fly) {
    let [x, y, k] = camera.fit(size);
    if (k < 0.66 && shown.length && !filtering()) {
      const start = nodes[view.focus >= 0 ? view.focus : shown[0]];
      k = 0.85;
      x = way > 0 ? 24 - start.x * k : camera.width - 24 - (start.x + WIDTH) * k;
      if ((size.right - size.left) * k < camera.width - 48) x = camera.fit(size)[0] + (camera.fit(size)[2] - k) * (size.left + size.right) / 2;
      y = camera.height / 2 - (start.y + HEIGHT / 2) * k;
      y = Math.max(Math.min(y, 24 - size.top * k), camera.height - 24 - size.bottom * k);
    }
    if (fly) camera.fly(x, y, k);
    else camera.look(x, y, k);
  }

  const fit = () => camera.fly(...camera.fit(size));

  /* Fold or unfold a branch, while its box stays where it is. */
  function toggle(index) {
    if (!hasKids(index)) return;
    const { x, y } = nodes[index];
    if (!unfolded.delete(index)) unfolded.add(index);
    arrange();
    camera.pan((x - nodes[index].x) * camera.k, (y - nodes[index].y) * camera.k);
  }

  function everything(open) {
    view.open = open ? "all" : "";
    unfolded.clear();
    if (open) nodes.forEach(node => node.children.length && unfolded.add(node.index));
    else if (view.focus >= 0) above(view.focus).forEach(index => unfolded.add(index));
    arrange();
    fit();
    address(false);
  }

  /* Pointing and choosing */

  function hit(x, y) {
    for (const index of shown) {
      const node = nodes[index];
      const out = way > 0 ? x - node.x - WIDTH : node.x - x;
      if (y < node.y || y > node.y + HEIGHT || out > 34 || out < -WIDTH) continue;
      const knob = out > -6 && Math.abs(y - node.y - HEIGHT / 2) < 16 && hasKids(index) && camera.k >= NEAR;
      if (knob || out <= 0) return { index, knob };
    }
    return { index: -1, knob: false };
  }

  function point(index) {
    if (index === pointed) return;
    pointed = index;
    tree.classList.toggle("is-over", index >= 0);
    stale.lit = true;
    repaint();
  }

  function pressed(x, y) {
    const { index, knob } = hit(x, y);
    tree.focus({ preventScroll: true });
    if (knob) return toggle(index);
    choose(index);
    if (index >= 0) open();
    else close();
  }

  function choose(index) {
    if (index !== current) {
      current = index;
      stale.lit = true;
      if (card.open) index >= 0 ? card.show(nodes[index], index === view.focus) : close();
      address(false);
      repaint();
    }
    if (index < 0) tree.removeAttribute("aria-activedescendant");
    else tree.setAttribute("aria-activedescendant", `_x-${index}`);
  }

  function open() {
    card.show(nodes[current], current === view.focus);
    address(false);
  }

  function close() {
    if (!card.open) return false;
    const inside = at("card").contains(document.activeElement);
    card.close();
    if (inside) tree.focus({ preventScroll: true });
    address(false);
    return true;
  }

  /* Show one objective, wherever it is: unfold what hides it, and come near enough to read it. */
  function go(index, nearer = true) {
    if (!kept[index]) {
      Object.assign(view, { team: "", status: "", level: "", focus: -1 });
      controls();
      current = index;
      rebuild(false);
    }
    const before = unfolded.size;
    above(index).forEach(one => unfolded.add(one));
    if (unfolded.size !== before) arrange();
    choose(index);
    bring(index, nearer);
  }

  function bring(index, nearer) {
    const { x, y } = nodes[index];
    const k = nearer ? Math.max(camera.k, 0.8) : camera.k;
    const phone = camera.width < 640;
    const taken = card.open && !phone ? Math.min(360, camera.width / 2) : 0;
    const left = x * camera.k + camera.x, top = y * camera.k + camera.y;
    const [from, to] = way > 0 ? [20, camera.width - taken - 20] : [20 + taken, camera.width - 20];
    const inside = left >= from && left + WIDTH * k <= to && top >= 20 && top + HEIGHT * k <= camera.height - 20;
    if (inside && k === camera.k) return;
    camera.fly((from + to) / 2 - (x + WIDTH / 2) * k, camera.height / 2 - (y + HEIGHT / 2) * k, k);
  }

  function focusOn(index) {
    view.focus = index;
    if (index >= 0) current = index;
    rebuild(true);
    if (card.open) card.show(nodes[current], current === view.focus);
    choose(current);
    stale.lit = true;
    address(true);
  }

  /* Search */

  function search(move) {
    const wanted = plain(view.find.trim()).split(/\s+/).filter(Boolean);
    found = [];
    if (wanted.length) {
      for (const node of nodes) {
        node.plain ??= plain(`${node.title} ${node.owner} ${teamOf(node)} ${node.id}`);
        if (kept[node.index] && wanted.every(word => node.plain.includes(word))) found.push(node.index);
      }
    }
    foundAt = found.indexOf(current);
    for (const node of nodes) node.faint = false;
    if (wanted.length) {
      const hits = new Set(found);
      for (const node of nodes) node.faint = !hits.has(node.index);
    }
    at("found").textContent = !wanted.length ? ""
      : !found.length ? words.missed
      : filled(foundAt < 0 ? words.some : words.found, { number: number(foundAt + 1), all: number(found.length) });
    at("next").hidden = at("previous").hidden = !found.length;
    afresh();
    if (move) step(0);
  }

  function step(by) {
    if (!found.length) return;
    foundAt = foundAt < 0 ? (by < 0 ? found.length - 1 : 0) : (foundAt + by + found.length) % found.length;
    go(found[foundAt]);
    at("found").textContent = filled(words.found, { number: number(foundAt + 1), all: number(found.length) });
  }

  /* Painting: at most once a frame */

  function repaint() {
    if (!pending) pending = requestAnimationFrame(() => { pending = 0; paint(); });
  }

  function paint() {
    const { x, y, k } = camera;
    if (!camera.width) return;
    world.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
    const near = k >= NEAR;
    const window_ = { left: -x / k, top: -y / k, right: (camera.width - x) / k, bottom: (camera.height - y) / k };
    const outside = !covered || window_.left < covered.left || window_.top < covered.top ||
      window_.right > covered.right || window_.bottom > covered.bottom;
    if (near !== wasNear || stale.boxes || (near && outside)) {
      const edge = 120 / k;
      covered = { left: window_.left - edge, top: window_.top - edge, right: window_.right + edge, bottom: window_.bottom + edge };
      connect(near);
      stale.lit = true;
    }
    if (stale.afar && !near) sketch();
    afar.style.display = near ? "none" : "";
    if (stale.lit) light(near);
    label(near, window_);
    tree.classList.toggle("is-near", near);
    wasNear = near;
    stale.boxes = false;
  }

  const overlaps = (node, box) => node.x < box.right && node.x + WIDTH > box.left && node.y < box.bottom && node.y + HEIGHT > box.top;

  /* The lines: of what is in the window, or all of them from afar. */
  function connect(near) {
    let d = "";
    for (const index of shown) {
      const node = nodes[index], parent = nodes[node.parent];
      if (!parent) continue;
      if (near) {
        const top = Math.min(node.y, parent.y), bottom = Math.max(node.y, parent.y) + HEIGHT;
        const left = Math.min(node.x, parent.x), right = Math.max(node.x, parent.x) + WIDTH;
        if (left > covered.right || right < covered.left || top > covered.bottom || bottom < covered.top) continue;
      }
      d += explorer.line(node, parent, way);
    }
    lines.setAttribute("d", d);
  }

  /* From afar: boxes of one kind as one path, and their shapes as another. */
  function sketch() {
    stale.afar = false;
    const paths = new Map();
    for (const index of shown) {
      const node = nodes[index], kind = kindOf(node);
      const quiet = node.faint || kept[index] < 2;
      const key = `${kind.tone} ${kind.mark} ${quiet}`;
      if (!paths.has(key)) paths.set(key, { kind, quiet, box: "", shape: "" });
      const path = paths.get(key);
      path.box += `M${node.x} ${node.y}h${WIDTH}v${HEIGHT}h${-WIDTH}z`;
      path.shape += explorer.shape(kind.mark, node.x + WIDTH / 2, node.y + HEIGHT / 2, 25);
    }
    afar.replaceChildren(...[...paths.values()].map(({ kind, quiet, box, shape }) => {
      const group = element("g", {}, `tone-${kind.tone}${quiet ? " is-faint" : ""}`);
      group.append(element("path", { d: box }, "x-field"), element("path", { d: shape, "fill-rule": "evenodd" }, "x-tone"));
      return group;
    }));
  }

  /* Boxes with their words, and what is lit among them. */
  function light(near) {
    stale.lit = false;
    const centre = pointed >= 0 ? pointed : current;
    const visible = new Set(shown);
    const lit = new Set();
    if (centre >= 0 && visible.has(centre)) {
      [centre, ...above(centre), ...kids(centre)].forEach(index => lit.add(index));
    }
    const wanted = new Set([...lit].slice(0, FAMILY));
    if (current >= 0 && visible.has(current)) {
      wanted.add(current);
      (nodes[current].parent >= 0 ? kids(nodes[current].parent) : []).slice(0, FAMILY).forEach(index => wanted.add(index));
    } else if (shown.length) wanted.add(shown[0]);
    if (near) for (const index of shown) if (overlaps(nodes[index], covered)) wanted.add(index);
    for (const [index, group] of drawn) {
      if (wanted.has(index) && !stale.boxes) continue; // what is shown otherwise now is made anew
      group.remove();
      drawn.delete(index);
    }
    const made = document.createDocumentFragment();
    const missing = [...wanted].filter(index => !drawn.has(index));
    for (const index of missing.slice(0, A_FRAME)) {
      const group = box(nodes[index]);
      drawn.set(index, group);
      made.append(group);
    }
    boxes.append(made);
    if (missing.length > A_FRAME) {
      stale.lit = true;
      repaint();
    }
    for (const [index, group] of drawn) {
      group.classList.toggle("is-lit", lit.has(index));
      group.classList.toggle("is-current", index === current);
      group.firstChild.setAttribute("aria-selected", String(index === current));
    }
    tree.classList.toggle("has-lit", pointed < 0 && lit.size > 0);
    let d = "";
    for (const index of lit) if (nodes[index].parent >= 0 && lit.has(nodes[index].parent)) d += explorer.line(nodes[index], nodes[nodes[index].parent], way);
    way_.setAttribute("d", d);
    // Lines that cross the tree: all of them where they are few, else those of the one that is lit.
    const few = shown.length <= BOWS;
    const paths = { supports: "", depends: "" };
    for (const index of shown) {
      for (const kind of ["supports", "depends"]) {
        for (const other of nodes[index][kind]) {
          if (visible.has(other) && (index === centre || other === centre || (few && kind === "supports"))) {
            paths[kind] += explorer.bow(nodes[index], nodes[other]);
          }
        }
      }
    }
    bows.querySelector(".is-supports").setAttribute("d", paths.supports);
    bows.querySelector(".is-depends").setAttribute("d", paths.depends);
  }

  function box(node) {
    const kind = kindOf(node);
    const siblings = node.parent >= 0 ? kids(node.parent) : shown.filter(index => nodes[index].parent < 0);
    const group = element("g", { transform: `translate(${node.x} ${node.y})` },
      "x-node" + (node.faint || kept[node.index] < 2 ? " is-faint" : ""));
    const [frame, ...pieces] = explorer.pieces(node, teamOf(node), kind, dropped(node), way);
    const inside = element("g", { "aria-hidden": "true" }, "x-in");
    inside.append(...pieces.map(piece => element(...piece)));
    // The frame is what screen readers meet: the words beside it are cut to lines that would not read well.
    const item = element(...frame);
    for (const [key, value] of Object.entries({
      id: `_x-${node.index}`, role: "treeitem", "aria-level": node.depth + 1,
      "aria-setsize": siblings.length, "aria-posinset": siblings.indexOf(node.index) + 1,
      "aria-label": [node.title, teamOf(node), node.text, data.statuses[node.status].name].join(", "),
    })) item.setAttribute(key, value);
    group.append(item, inside);
    if (hasKids(node.index)) {
      const open = unfolded.has(node.index);
      item.setAttribute("aria-expanded", String(open));
      const text = open ? "−" : `+${number(node.below)}`;
      const wide = open ? 20 : 14 + 7 * text.length;
      const left = way > 0 ? WIDTH - 8 : 8 - wide;
      const knob = element("g", { "aria-hidden": "true" }, "x-knob");
      knob.append(
        element("rect", { x: left, y: HEIGHT / 2 - 10, width: wide, height: 20, rx: 10 }),
        element("text", { x: left + wide / 2, y: HEIGHT / 2 + 4, "text-anchor": "middle" }, "", text));
      group.append(knob);
    }
    return group;
  }

  /* From afar, the names of the largest branches that find room. */
  function label(near, box) {
    const taken = [];
    let used = 0;
    if (!near) {
      const { k } = camera;
      for (const index of ranked) {
        if (used >= LABELS) break;
        const node = nodes[index];
        if (!overlaps(node, box)) continue;
        const name = (node.label ??= explorer.label(node.title));
        const [x, y] = [node.x + (way > 0 ? 0 : WIDTH - name.width / k), node.y + HEIGHT + 13 / k];
        const one = [x - 4 / k, y - 14 / k, x + name.width / k + 4 / k, y + 5 / k];
        if (taken.some(other => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1])) continue;
        taken.push(one);
        const text = (pool[used] ??= labels.appendChild(element("text", {})));
        text.setAttribute("transform", `translate(${x} ${y}) scale(${1 / k})`);
        text.setAttribute("direction", name.way);
        text.setAttribute("text-anchor", name.way === "rtl" ? "end" : "start");
        if (text.textContent !== name.text) text.textContent = name.text;
        text.style.display = "";
        used++;
      }
    }
    for (; used < pool.length; used++) pool[used].style.display = "none";
  }

  /* The legend, of what is there */

  function kindsShown() {
    const [kinds, of] = KINDS[view.colour];
    const counts = kinds.map(() => 0);
    for (const node of nodes) if (kept[node.index] === 2) counts[of(node)]++;
    return kinds.map((kind, index) => [kind, counts[index]]).filter(([, count]) => count);
  }

  function legend() {
    const [entries, ties] = [at("legend"), at("ties")];
    entries.replaceChildren(...kindsShown().map(([kind, count]) => {
      const item = document.createElement("li");
      const picture = element("svg", { viewBox: "-6 -6 12 12", "aria-hidden": "true" }, `x-sign tone-${kind.tone}`);
      picture.append(element("path", { d: explorer.shape(kind.mark, 0, 0, 5), "fill-rule": "evenodd" }, "x-tone"));
      const name = document.createElement("span");
      name.textContent = kind.name;
      name.dir = "auto";
      item.append(picture, name, ` (${number(count)})`);
      return item;
    }));
    ties.hidden = !nodes.some(node => node.supports.length || node.depends.length);
  }

  /* The address says what is seen, in words */

  const NAMES = ["find", "team", "status", "level", "colour", "open"];
  const name = index => nodes[index].short;

  function address(push) {
    if (restoring) return;
    const query = new URLSearchParams();
    if (view.focus >= 0) query.set("focus", name(view.focus));
    if (current >= 0 && current !== view.focus) query.set("at", name(current));
    if (card.open) query.set("card", "open");
    for (const key of NAMES) if (view[key] && !(key === "colour" && view[key] === data.colour)) query.set(key, view[key]);
    const text = query.toString().replace(/%2F/gi, "/").replace(/%3A/gi, ":");
    const url = `${location.pathname}${text ? `?${text}` : ""}${location.hash}`;
    try {
      if (push) history.pushState(null, "", url);
      else history.replaceState(null, "", url);
    } catch { /* too often within a moment: the next one tells it */ }
  }

  let restoring = true;
  function restore(fly) {
    restoring = true;
    const query = new URLSearchParams(location.search);
    const place = key => places.get(query.get(key) ?? "") ?? -1;
    for (const key of NAMES) view[key] = query.get(key) ?? "";
    if (!data.teams.some(team => team.id === view.team)) view.team = "";
    if (!KINDS[view.colour]) view.colour = data.colour;
    view.focus = place("focus");
    current = place("at") >= 0 ? place("at") : view.focus;
    const card_ = query.get("card") && current >= 0;
    controls();
    disclose();
    rebuild(fly);
    if (current >= 0 && kept[current]) {
      tree.setAttribute("aria-activedescendant", `_x-${current}`);
      if (card_) card.show(nodes[current], current === view.focus);
      if (current !== view.focus || card_) bring(current, false);
    }
    if (!card_) card.close();
    restoring = false;
  }

  /* The controls */

  const choices = ["team", "status", "level", "colour"];
  const select = key => at(`choose-${key}`);

  function options(key, entries) {
    select(key).append(...entries.map(([value, text]) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      return option;
    }));
  }
  options("team", data.teams.map((team, index) => [team.id, "\u2003".repeat(depths[index]) + team.name]));
  options("status", data.statuses.filter((_, index) => nodes.some(node => node.status === index)).map(kind => [slug(kind.key), kind.name]));
  options("level", data.levels.map((text, index) => [String(index + 1), text]));
  if (data.colour !== "status") select("colour").querySelector('[value="status"]').remove();

  function controls() {
    for (const key of choices) {
      select(key).value = view[key];
      if (select(key).selectedIndex < 0) select(key).value = view[key] = key === "colour" ? data.colour : "";
    }
    at("find").value = view.find;
  }
  for (const key of choices) {
    select(key).addEventListener("change", () => {
      view[key] = select(key).value;
      if (key === "colour") {
        legend();
        afresh();
      } else rebuild(true);
      address(key !== "colour");
    });
  }

  at("find").addEventListener("input", () => {
    view.find = at("find").value;
    search(false);
    address(false);
  });
  at("find").addEventListener("keydown", event => {
    if (event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && view.find) {
      event.preventDefault();
      at("find").value = view.find = "";
      search(false);
      address(false);
    }
  });

  const doing = {
    next: () => step(1),
    previous: () => step(-1),
    nearer: () => camera.zoom(1.4),
    farther: () => camera.zoom(1 / 1.4),
    fit,
    unfold: () => everything(true),
    fold: () => everything(false),
    whole: () => { focusOn(-1); tree.focus({ preventScroll: true }); },
    focus: () => { focusOn(current); tree.focus({ preventScroll: true }); },
    close,
    svg: () => explorer.saveSvg(picture(), `${fileName()}.svg`),
    png: () => explorer.savePng(picture(), `${fileName()}.png`, () => { at("said").hidden = false; at("said").textContent = words.failed; }),
    print: () => print(),
  };
  for (const [what, run] of Object.entries(doing)) {
    root.querySelectorAll(`[data-do="${what}"]`).forEach(button => button.addEventListener("click", () => run()));
  }

  /* Keys */

  function walk(key) {
    if (current < 0 || !shown.includes(current)) return choose(shown[0] ?? -1);
    const node = nodes[current];
    const inward = way > 0 ? "ArrowRight" : "ArrowLeft", outward = way > 0 ? "ArrowLeft" : "ArrowRight";
    if (key === outward) return node.parent >= 0 && choose(node.parent);
    if (key === inward) {
      if (!hasKids(current)) return;
      if (!unfolded.has(current)) return toggle(current);
      const below = kids(current);
      return choose(below[Math.floor((below.length - 1) / 2)]);
    }
    const by = key === "ArrowUp" ? -1 : 1;
    const siblings = node.parent >= 0 ? kids(node.parent) : shown.filter(index => nodes[index].parent < 0);
    const next = siblings[siblings.indexOf(current) + by];
    if (next !== undefined) return choose(next);
    // Past the last child of one parent comes the first of the next.
    const level = shown.filter(index => nodes[index].depth === node.depth);
    const cousin = level[level.indexOf(current) + by];
    if (cousin !== undefined) choose(cousin);
  }

  tree.addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    if (key.startsWith("Arrow") && event.shiftKey) {
      camera.pan({ ArrowLeft: 80, ArrowRight: -80 }[key] ?? 0, { ArrowUp: 80, ArrowDown: -80 }[key] ?? 0);
    } else if (key.startsWith("Arrow") || key === "Home" || key === "End") {
      if (key === "Home") choose(shown[0] ?? -1);
      else if (key === "End") choose(shown[shown.length - 1] ?? -1);
      else walk(key);
      if (current >= 0) bring(current, camera.k < NEAR);
    } else if (key === "+" || key === "=") camera.zoom(1.25);
    else if (key === "-" || key === "_") camera.zoom(0.8);
    else if (key === "0") fit();
    else if (key === " " && current >= 0) toggle(current);
    else if (key === "Enter" && current >= 0) {
      open();
      bring(current, false);
      at("card").querySelector("a").focus({ preventScroll: true });
    } else if (key === "Escape") {
      if (close()) { /* the card was closed */ }
      else if (view.focus >= 0) focusOn(-1);
      else if (current >= 0) choose(-1);
      else return;
    } else return;
    event.preventDefault();
  });
  tree.addEventListener("focus", () => {
    if (current < 0 && tree.matches(":focus-visible") && shown.length) {
      choose(shown[0]);
      bring(current, false);
    }
  });
  at("card").addEventListener("keydown", event => {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });

  /* Files and paper */

  const fileName = () => [words.file, data.cycle, view.focus >= 0 ? name(view.focus) : ""].filter(Boolean).join("-").replace(/[^\p{L}\p{N}.-]+/gu, "-");

  function picture() {
    const visible = new Set(shown);
    const tied = kind => shown.flatMap(index => nodes[index][kind].filter(other => visible.has(other)).map(other => explorer.bow(nodes[index], nodes[other]))).join("");
    const chosen = choices.slice(0, 3).filter(key => view[key]).map(key => select(key).selectedOptions[0].textContent.trim());
    return {
      size, way, kind: kindOf, team: teamOf, dropped,
      nodes: shown.map(index => nodes[index]),
      lines: [
        ["parent", shown.map(index => (nodes[index].parent >= 0 ? explorer.line(nodes[index], nodes[nodes[index].parent], way) : "")).join("")],
        ["supports", tied("supports")],
        ["depends", shown.length <= BOWS ? tied("depends") : ""],
      ],
      heading: view.focus >= 0 ? nodes[view.focus].title : words.heading,
      said: [view.focus >= 0 ? words.heading : "", ...chosen, words.published].filter(Boolean).join(" · "),
      legend: kindsShown().map(([kind]) => [kind, kind.name]),
    };
  }

  const paper = at("paper");
  addEventListener("beforeprint", () => {
    const made = new DOMParser().parseFromString(explorer.picture(picture()).text, "image/svg+xml").documentElement;
    paper.replaceChildren(document.importNode(made, true));
  });
  addEventListener("afterprint", () => paper.replaceChildren());

  /* Begin */

  root.hidden = false;
  const narrow = matchMedia("(max-width: 40rem)");
  const disclose = () => (at("choices").open = !narrow.matches || filtering() || view.colour !== data.colour);
  narrow.addEventListener("change", disclose);
  root.parentElement.querySelectorAll(":scope > :is(.picture, .undrawn), .picture-note").forEach(one => one.classList.add("is-replaced"));
  let begun = false;
  new ResizeObserver(() => {
    const [width, height] = [tree.clientWidth, tree.clientHeight];
    if (!width || (width === camera.width && height === camera.height)) return;
    const [dx, dy] = [(width - camera.width) / 2, (height - camera.height) / 2];
    Object.assign(camera, { width, height });
    if (begun) return camera.pan(dx, dy);
    begun = true;
    restore(false);
  }).observe(tree);
  addEventListener("popstate", () => restore(true));
})();
