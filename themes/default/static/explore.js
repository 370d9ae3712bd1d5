/* The alignment explorer: the picture of a cycle's objectives, to walk in.

   It takes its data and all its words from the page, and stands in for the drawn picture, which remains for print and
   for browsers without scripts. This part puts the others together: what happens when somebody does something. */
(function () {
  "use strict";

  const root = document.getElementById("_explorer");
  const explorer = window.okrsiteExplorer;
  if (!root || !explorer || !window.PointerEvent || !window.ResizeObserver) return;

  const { width: WIDTH, height: HEIGHT } = explorer.box;
  const words = root.dataset;
  const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
  const way = document.documentElement.dir === "rtl" ? -1 : 1;
  const at = name => root.querySelector(`[data-at="${name}"]`);
  const tree = at("tree");
  const filled = (message, values) => message.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const number = value => value.toLocaleString(document.documentElement.lang);

  const model = explorer.model(data, way);
  const { nodes, kept, view } = model;
  let current = -1, foundAt = -1, restoring = true;

  const camera = explorer.camera(tree, {
    moved: () => scene.moved(),
    pressed,
    hovered: (x, y) => scene.point(scene.hit(x, y).index),
    left: () => scene.point(-1),
  });
  const scene = explorer.scene(tree, model, camera, () => current, number);
  const card = explorer.card(at("card"), model, id => words.page.replace("{id}", id), index => go(index));
  const address = explorer.address(model, () => current, () => card.open);
  const tell = push => restoring || address.write(push);
  const choices = explorer.choices(model, at, number, key => {
    if (key === "colour") {
      choices.legend();
      scene.recoloured();
    } else {
      model.folds.clear();
      rebuild(true);
    }
    tell(key !== "colour");
  });

  /* What is shown */

  function arrange() {
    model.arrange();
    if (!model.visible.has(current)) choose(model.above(Math.max(0, current)).find(index => model.visible.has(index)) ?? -1);
    scene.rearranged();
  }

  /* All from the view: after it was changed or restored. */
  function rebuild(fly) {
    model.keep();
    model.unfold(Math.max(14, Math.round(camera.width * camera.height / 22000)));
    if (current >= 0 && kept[current]) model.above(current).forEach(index => model.unfolded.add(index));
    arrange();
    search();
    const matches = kept.reduce((sum, one) => sum + (one === 2), 0);
    said(matches === nodes.length ? "" : filled(words.said, { shown: number(matches), all: number(nodes.length) }));
    at("focused").hidden = view.focus < 0;
    at("focused-title").textContent = view.focus < 0 ? "" : nodes[view.focus].title;
    choices.legend();
    home(fly);
  }

  function said(text) {
    at("said").textContent = text;
    at("said").hidden = !text;
  }

  /* All of it where that can be read, else where it begins. */
  function home(fly) {
    let [x, y, k] = camera.fit(model.size);
    if (k < 0.66 && model.shown.length && !model.filtering() && view.open !== "all") {
      const { left, top, right, bottom } = model.size;
      const start = nodes[view.focus >= 0 ? view.focus : model.shown[0]];
      const fits = (right - left) * 0.85 < camera.width - 48;
      k = 0.85;
      if (fits) x = (camera.width - (left + right) * k) / 2;
      else x = way > 0 ? 24 - start.x * k : camera.width - 24 - (start.x + WIDTH) * k;
      y = camera.height / 2 - (start.y + HEIGHT / 2) * k;
      y = Math.max(Math.min(y, 24 - top * k), camera.height - 60 - bottom * k);
    }
    if (fly) camera.fly(x, y, k);
    else camera.look(x, y, k);
  }

  const fit = () => camera.fly(...camera.fit(model.size));

  /* Fold or unfold a branch, while its box stays where it is. */
  function toggle(index) {
    if (!model.hasKids(index)) return;
    const { x, y } = nodes[index];
    model.fold(index, !model.unfolded.has(index));
    arrange();
    camera.pan((x - nodes[index].x) * camera.k, (y - nodes[index].y) * camera.k);
    tell(false);
  }

  function everything(open) {
    view.open = open;
    model.folds.clear();
    model.unfold(0);
    arrange();
    fit();
    tell(false);
  }

  /* Pointing and choosing */

  function pressed(x, y) {
    const { index, knob } = scene.hit(x, y);
    tree.focus({ preventScroll: true });
    if (knob) return toggle(index);
    choose(index);
    if (index >= 0) open();
    else close();
  }

  function choose(index) {
    if (index === current) return;
    current = index;
    if (card.open) {
      if (index < 0) close();
      else open();
    }
    tell(false);
    scene.chosen();
  }

  function open() {
    card.show(nodes[current], current === view.focus);
    tell(false);
  }

  function close() {
    if (!card.open) return false;
    const inside = at("card").contains(document.activeElement);
    card.close();
    if (inside) tree.focus({ preventScroll: true });
    tell(false);
    return true;
  }

  /* Show one objective, wherever it is: unfold what hides it, and come near enough to read it. */
  function go(index) {
    if (!kept[index]) {
      Object.assign(view, { team: "", status: "", level: "", focus: -1 });
      choices.show();
      current = index;
      rebuild(false);
    }
    const hiding = model.above(index).filter(one => !model.unfolded.has(one));
    hiding.forEach(one => model.fold(one, true));
    if (hiding.length) arrange();
    choose(index);
    bring(index, true);
  }

  /* Into the part of the window that the card leaves free. */
  function bring(index, nearer) {
    const { x, y, height } = nodes[index];
    const k = nearer ? Math.max(camera.k, 0.8) : camera.k;
    const phone = camera.width < 640;
    const beside = card.open && !phone ? Math.min(360, camera.width / 2) : 0;
    const lowest = camera.height - (card.open && phone ? at("card").offsetHeight : 0);
    const [from, to] = way > 0 ? [20, camera.width - beside - 20] : [20 + beside, camera.width - 20];
    const left = x * camera.k + camera.x, top = y * camera.k + camera.y;
    const inside = left >= from && left + WIDTH * k <= to && top >= 20 && top + height * k <= lowest - 20;
    if (inside && k === camera.k) return;
    camera.fly((from + to) / 2 - (x + WIDTH / 2) * k, lowest / 2 - (y + height / 2) * k, k);
  }

  function focusOn(index) {
    view.focus = index;
    model.folds.clear();
    if (index >= 0) current = index;
    rebuild(true);
    if (card.open) card.show(nodes[current], current === view.focus);
    scene.chosen();
    tell(true);
    tree.focus({ preventScroll: true });
  }

  /* Search */

  function search() {
    const wanted = model.search();
    const { found } = model;
    foundAt = found.indexOf(current);
    count(wanted);
    at("next").hidden = at("previous").hidden = !found.length;
    scene.recoloured();
  }

  function count(wanted) {
    const { found } = model;
    at("found").textContent = !wanted ? "" : !found.length ? words.missed
      : filled(foundAt < 0 ? words.some : words.found, { number: number(foundAt + 1), all: number(found.length) });
  }

  function step(by) {
    const { found } = model;
    if (!found.length) return;
    foundAt = foundAt < 0 ? (by < 0 ? found.length - 1 : 0) : (foundAt + by + found.length) % found.length;
    go(found[foundAt]);
    count(true);
  }

  function find(text) {
    view.find = at("find").value = text;
    search();
    tell(false);
  }

  at("find").addEventListener("input", () => find(at("find").value));
  at("find").addEventListener("keydown", event => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && view.find) find("");
    else return;
    event.preventDefault();
  });

  /* Files and paper */

  const sheet = () => explorer.sheet(model, {
    heading: view.focus >= 0 ? nodes[view.focus].title : words.heading,
    said: [view.focus >= 0 ? words.heading : "", ...choices.chosen(), words.published].filter(Boolean).join(" · "),
  });
  const fileName = () => [words.file, data.cycle, view.focus >= 0 ? address.name(view.focus) : ""]
    .filter(Boolean).join("-").replace(/[^\p{L}\p{N}.-]+/gu, "-");
  const paper = at("paper");
  /* What writes files is fetched when somebody reaches for one: few do. Until then the still picture is printed. */
  let writer = null;
  const ready = () => writer ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = root.dataset.writer;
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  ["pointerover", "focusin"].forEach(kind => root.querySelector("[data-do=print]").parentElement.addEventListener(kind, ready, { once: true }));
  addEventListener("beforeprint", () => {
    if (!explorer.sheet) return;
    const made = new DOMParser().parseFromString(explorer.svgAtOnce(sheet()), "image/svg+xml").documentElement;
    paper.replaceChildren(document.importNode(made, true));
  });
  addEventListener("afterprint", () => paper.replaceChildren());

  /* Buttons and keys */

  const doing = {
    next: () => step(1),
    previous: () => step(-1),
    nearer: () => camera.zoom(1.4),
    farther: () => camera.zoom(1 / 1.4),
    fit,
    unfold: () => everything("all"),
    fold: () => everything("none"),
    whole: () => focusOn(-1),
    focus: () => focusOn(current),
    close,
    svg: () => ready().then(() => explorer.saveSvg(sheet(), `${fileName()}.svg`)),
    png: () => ready().then(() => explorer.savePng(sheet(), `${fileName()}.png`, () => said(words.failed))),
    print: () => ready().then(() => print()),
  };
  for (const [what, run] of Object.entries(doing)) {
    root.querySelectorAll(`[data-do="${what}"]`).forEach(button => button.addEventListener("click", () => run()));
  }

  function enter() {
    open();
    bring(current, false);
    at("card").querySelector("a").focus({ preventScroll: true });
  }
  explorer.keys(tree, model, camera, { current: () => current, choose, toggle, bring, enter, close, focusOn, fit });
  at("card").addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });

  /* Begin, or go back to what an address says */

  function restore(fly) {
    restoring = true;
    const asked = address.read();
    current = asked.chosen;
    choices.show();
    choices.disclose();
    rebuild(fly);
    if (asked.card && kept[current]) card.show(nodes[current], current === view.focus);
    else card.close();
    if (current >= 0 && kept[current] && (current !== view.focus || card.open)) bring(current, false);
    restoring = false;
  }

  root.hidden = false;
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
