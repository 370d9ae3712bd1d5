/* The alignment explorer: the keyboard. Arrow keys walk as they do in any tree. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;

  /* `act` is what can be done: choose, toggle, open, close, bring, focusOn, fit, and `current()`. */
  explorer.keys = function (tree, model, camera, act) {
    const { nodes, way } = model;
    const inward = way > 0 ? "ArrowRight" : "ArrowLeft", outward = way > 0 ? "ArrowLeft" : "ArrowRight";

    function walk(key) {
      const current = act.current(), { shown } = model;
      if (current < 0 || !model.visible.has(current)) return act.choose(shown[0] ?? -1);
      const node = nodes[current];
      if (key === outward) return node.parent >= 0 && act.choose(node.parent);
      if (key === inward) {
        if (!model.hasKids(current)) return;
        if (!model.unfolded.has(current)) return act.toggle(current);
        const below = model.kids(current);
        return act.choose(below[Math.floor((below.length - 1) / 2)]);
      }
      const by = key === "ArrowUp" ? -1 : 1;
      const siblings = model.beside(current);
      const next = siblings[siblings.indexOf(current) + by];
      if (next !== undefined) return act.choose(next);
      // Past the last child of one parent comes the first of the next.
      const level = shown.filter(index => nodes[index].depth === node.depth);
      const cousin = level[level.indexOf(current) + by];
      if (cousin !== undefined) act.choose(cousin);
    }

    function leave() {
      if (act.close()) return true;
      if (model.view.focus >= 0) act.focusOn(-1);
      else if (act.current() >= 0) act.choose(-1);
      else return false;
      return true;
    }

    tree.addEventListener("keydown", event => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { key } = event;
      if (key.startsWith("Arrow") && event.shiftKey) {
        camera.pan({ ArrowLeft: 80, ArrowRight: -80 }[key] ?? 0, { ArrowUp: 80, ArrowDown: -80 }[key] ?? 0);
      } else if (key.startsWith("Arrow") || key === "Home" || key === "End") {
        if (key === "Home") act.choose(model.shown[0] ?? -1);
        else if (key === "End") act.choose(model.shown[model.shown.length - 1] ?? -1);
        else walk(key);
        if (act.current() >= 0) act.bring(act.current(), camera.k < explorer.near);
      } else if (key === "+" || key === "=") camera.zoom(1.25);
      else if (key === "-" || key === "_") camera.zoom(0.8);
      else if (key === "0") act.fit();
      else if (key === " " && act.current() >= 0) act.toggle(act.current());
      else if (key === "Enter" && act.current() >= 0) act.enter();
      else if (key !== "Escape" || !leave()) return;
      event.preventDefault();
    });
    tree.addEventListener("focus", () => {
      if (act.current() < 0 && tree.matches(":focus-visible") && model.shown.length) {
        act.choose(model.shown[0]);
        act.bring(model.shown[0], false);
      }
    });
  };
})();
