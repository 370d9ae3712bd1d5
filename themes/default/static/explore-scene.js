/* The alignment explorer: what stands in the window. Only boxes in sight are in the page; from afar, boxes of one
   kind are one path. It paints at most once a frame, and what takes long over several frames.

   near  close enough to read: each box is drawn with its words
   lit   the box that is pointed at or chosen, the way from it to the root, and what serves it */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const SVG = "http://www.w3.org/2000/svg";
  const { width: WIDTH, height: HEIGHT } = explorer.box;
  const FAMILY = 80;  // of what serves one box, so many are lit
  const LABELS = 36;  // names seen from afar
  const BOWS = 70;    // with more boxes than this, lines across the tree are those of the lit one
  const A_FRAME = 30; // boxes made at once: the others follow with the next frames
  const LINES = 400;  // lines in one path: the browser draws a long path slowly

  explorer.near = 0.48;

  explorer.element = function (name, attributes, classes, text) {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (classes) made.setAttribute("class", classes);
    if (text) made.textContent = text;
    return made;
  };
  const element = explorer.element;

  /* The lines across the tree: all those of a kind, or those at one box. */
  explorer.bows = function (model, kind, centre = -1) {
    const { nodes, shown, visible } = model;
    const back = kind === "supports" ? "supported" : "needed";
    const from = index => nodes[index][kind].map(other => [index, other]);
    const to = index => nodes[index][back].map(other => [other, index]);
    const pairs = centre < 0 ? shown.flatMap(from) : [...from(centre), ...to(centre)];
    return pairs.filter(pair => pair.every(index => visible.has(index)))
      .map(([one, other]) => explorer.bow(nodes[one], nodes[other])).join("");
  };
  explorer.fewBows = model => model.shown.length <= BOWS;

  /* `chosen()` is the box that keys walk from, `number` writes one. */
  explorer.scene = function (tree, model, camera, chosen, number) {
    const { nodes, kept, way } = model;
    const svg = tree.querySelector("svg");
    const [world, lines, bows, trail, afar, boxes, labels] =
      ["x-world", "x-lines", "x-bows", "x-way", "x-afar", "x-boxes", "x-labels"].map(name => svg.querySelector(`.${name}`));
    const drawn = new Map();
    const pool = [];
    const stale = { lines: true, afar: true, boxes: true, lit: true };
    let covered = null, wasNear = null, pending = 0, pointed = -1;

    const overlaps = (node, box) => node.x < box.right && node.x + WIDTH > box.left && node.y < box.bottom && node.y + node.height > box.top;

    function repaint() {
      if (!pending) pending = requestAnimationFrame(() => { pending = 0; paint(); });
    }

    function paint() {
      const { x, y, k } = camera;
      if (!camera.width) return;
      world.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
      const near = k >= explorer.near;
      const sight = { left: -x / k, top: -y / k, right: (camera.width - x) / k, bottom: (camera.height - y) / k };
      const outside = !covered || sight.left < covered.left || sight.top < covered.top ||
        sight.right > covered.right || sight.bottom > covered.bottom;
      const turned = near !== wasNear;
      if (turned || stale.boxes || (near && outside)) {
        const edge = 120 / k;
        covered = { left: sight.left - edge, top: sight.top - edge, right: sight.right + edge, bottom: sight.bottom + edge };
        if (near || turned || stale.lines) connect(near);
        stale.lit = true;
      }
      if (stale.afar && !near) sketch();
      afar.style.display = near ? "none" : "";
      if (stale.lit) light(near);
      label(near, sight);
      wasNear = near;
      stale.boxes = stale.lines = false;
    }

    /* The lines: of what is in the window, or all of them from afar. */
    function connect(near) {
      const paths = [];
      let d = "", count = 0;
      for (const index of model.shown) {
        const node = nodes[index], parent = nodes[node.parent];
        if (!parent) continue;
        if (near) {
          const top = Math.min(node.y, parent.y), bottom = Math.max(node.y + node.height, parent.y + parent.height);
          const left = Math.min(node.x, parent.x), right = Math.max(node.x, parent.x) + WIDTH;
          if (left > covered.right || right < covered.left || top > covered.bottom || bottom < covered.top) continue;
        }
        d += explorer.line(node, parent, way);
        if (++count % LINES === 0) {
          paths.push(d);
          d = "";
        }
      }
      lines.replaceChildren(...[...paths, d].filter(Boolean).map(d => element("path", { d })));
    }

    /* From afar: boxes of one kind as one path, and their shapes as another. */
    function sketch() {
      stale.afar = false;
      const paths = new Map();
      for (const index of model.shown) {
        const node = nodes[index], kind = model.kind(node);
        const quiet = node.faint || kept[index] < 2;
        const key = `${kind.tone} ${kind.mark} ${quiet}`;
        if (!paths.has(key)) paths.set(key, { kind, quiet, box: "", shape: "" });
        const path = paths.get(key);
        path.box += `M${node.x} ${node.y}h${WIDTH}v${node.height}h${-WIDTH}z`;
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
      const { shown, visible } = model, current = chosen();
      const centre = pointed >= 0 ? pointed : current;
      const lit = new Set();
      if (centre >= 0 && visible.has(centre)) {
        [centre, ...model.above(centre), ...model.kids(centre)].forEach(index => lit.add(index));
      }
      const wanted = new Set();
      if (current >= 0 && visible.has(current)) {
        wanted.add(current);
        if (nodes[current].parent >= 0) model.kids(nodes[current].parent).slice(0, FAMILY).forEach(index => wanted.add(index));
      } else if (shown.length) wanted.add(shown[0]);
      [...lit].slice(0, FAMILY).forEach(index => wanted.add(index));
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
      // Only what stands in the page can be told to screen readers.
      if (drawn.has(current)) tree.setAttribute("aria-activedescendant", `_x-${current}`);
      else tree.removeAttribute("aria-activedescendant");
      tree.classList.toggle("has-lit", pointed < 0 && lit.size > 0);
      let d = "";
      for (const index of lit) if (nodes[index].parent >= 0 && lit.has(nodes[index].parent)) d += explorer.line(nodes[index], nodes[nodes[index].parent], way);
      trail.setAttribute("d", d);
      const few = explorer.fewBows(model);
      bows.querySelector(".is-supports").setAttribute("d", few ? explorer.bows(model, "supports") : "");
      bows.querySelector(".is-depends").setAttribute("d", "");
      if (centre < 0) return;
      bows.querySelector(".is-depends").setAttribute("d", explorer.bows(model, "depends", centre));
      if (!few) bows.querySelector(".is-supports").setAttribute("d", explorer.bows(model, "supports", centre));
    }

    function box(node) {
      const siblings = model.beside(node.index);
      const group = element("g", { transform: `translate(${node.x} ${node.y})` },
        "x-node" + (node.faint || kept[node.index] < 2 ? " is-faint" : ""));
      const [frame, ...pieces] = explorer.pieces(node, model.team(node), model.kind(node), model.dropped(node), way);
      const inside = element("g", { "aria-hidden": "true" }, "x-in");
      inside.append(...pieces.map(piece => element(...piece)));
      // The frame is what screen readers meet: the words beside it are cut to lines that would not read well.
      const item = element(...frame);
      for (const [key, value] of Object.entries({
        id: `_x-${node.index}`, role: "treeitem", "aria-level": node.depth + 1,
        "aria-setsize": siblings.length, "aria-posinset": siblings.indexOf(node.index) + 1,
        "aria-label": [node.title, model.team(node), node.text, model.statuses[node.status].name].join(", "),
      })) item.setAttribute(key, value);
      group.append(item, inside);
      if (model.hasKids(node.index)) {
        const open = model.unfolded.has(node.index);
        item.setAttribute("aria-expanded", String(open));
        group.append(knob(open ? "−" : `+${number(node.below)}`, open));
      }
      return group;
    }

    function knob(text, open) {
      const wide = open ? 20 : 14 + 7 * text.length;
      const left = way > 0 ? WIDTH - 8 : 8 - wide;
      const made = element("g", { "aria-hidden": "true" }, "x-knob");
      made.append(
        element("rect", { x: left, y: HEIGHT / 2 - 10, width: wide, height: 20, rx: 10 }),
        element("text", { x: left + wide / 2, y: HEIGHT / 2 + 4, "text-anchor": "middle" }, "", text));
      return made;
    }

    /* From afar, the names of the largest branches that find room. */
    function label(near, sight) {
      const taken = [];
      let used = 0;
      if (!near) {
        const { k } = camera;
        for (const index of model.ranked) {
          if (used >= LABELS) break;
          const node = nodes[index];
          if (!overlaps(node, sight)) continue;
          const name = (node.label ??= explorer.label(node.title));
          const [x, y] = [node.x + (way > 0 ? 0 : WIDTH - name.width / k), node.y + node.height + 13 / k];
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

    return {
      moved: repaint,
      /* Boxes stand where they stood, but look otherwise. */
      recoloured() {
        stale.afar = stale.boxes = stale.lit = true;
        repaint();
      },
      rearranged() {
        stale.lines = stale.afar = stale.boxes = stale.lit = true;
        repaint();
      },
      chosen() {
        stale.lit = true;
        repaint();
      },
      point(index) {
        if (index === pointed) return;
        pointed = index;
        tree.classList.toggle("is-over", index >= 0);
        stale.lit = true;
        repaint();
      },
      /* What is at a point of the picture: {index, knob}. */
      hit(x, y) {
        for (const index of model.shown) {
          const node = nodes[index];
          const out = way > 0 ? x - node.x - WIDTH : node.x - x;
          if (y < node.y || y > node.y + node.height || out > 34 || out < -WIDTH) continue;
          const knob = out > -10 && Math.abs(y - node.y - HEIGHT / 2) < 16 && model.hasKids(index) && camera.k >= explorer.near;
          if (knob || out <= 0) return { index, knob };
        }
        return { index: -1, knob: false };
      },
    };
  };
})();
