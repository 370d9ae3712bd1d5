/* The alignment explorer: what there is, what is seen of it, and how boxes are told apart. Nothing here draws.

   view      what somebody chose: words to find, filters, the colour, the branch in focus, what is unfolded
   kept      what the filters leave: 2 for what they are about, 1 for what it hangs from
   unfolded  whose children are shown; `folds` of these is what somebody folded (false) or unfolded (true) by hand
   shown     the boxes that have a place, parents first */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const FEW = 12; // with fewer boxes than this, one branch may be unfolded where all of a level are too many

  const named = ([key, name, tone, mark]) => ({ key, name, tone, mark });
  const slug = key => key.replace(/ /g, "-") || "none";
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* `data` is that of the page, `way` 1 where the tree grows to the right, -1 to the left. */
  explorer.model = function (data, way) {
    const nodes = explorer.plant(data);
    const statuses = data.statuses.map(named), steps = data.steps.map(named), ages = data.ages.map(named);
    const teams = data.teams.map(([id, name, parent, hue, mark]) => ({ id, name, parent, hue, mark, depth: 0 }));
    for (const team of teams) if (team.parent >= 0) team.depth = teams[team.parent].depth + 1;
    const divisions = [];
    for (const { id, name, hue, mark } of teams) {
      divisions[mark] ??= { key: id, name, tone: `hue-${hue}`, mark: explorer.teamMark(mark) };
    }
    const KINDS = {
      status: [statuses, node => node.status],
      progress: [steps, node => node.step],
      team: [divisions, node => teams[node.team].mark],
      freshness: [ages, node => node.fresh],
    };

    const model = {
      nodes, teams, statuses, way, cycle: data.cycle, levels: data.levels, colour: data.colour,
      view: { find: "", team: "", status: "", level: "", colour: data.colour, focus: -1, open: "" },
      kept: new Uint8Array(nodes.length), unfolded: new Set(), folds: new Map(),
      shown: [], visible: new Set(), ranked: [], found: [], size: { left: 0, top: 0, right: 1, bottom: 1 },
    };
    const { view, kept, unfolded, folds } = model;

    model.team = node => teams[node.team].name;
    model.dropped = node => statuses[node.status].key === "dropped";
    model.kind = node => KINDS[view.colour][0][KINDS[view.colour][1](node)];
    model.coloured = name => name in KINDS;
    model.status = kind => slug(kind.key);
    model.kids = index => (unfolded.has(index) ? nodes[index].children.filter(child => kept[child]) : []);
    model.hasKids = index => nodes[index].children.some(child => kept[child]);
    model.beside = index => (nodes[index].parent >= 0 ? model.kids(nodes[index].parent) : model.roots());
    model.roots = () => model.shown.filter(index => nodes[index].parent < 0);
    model.filtering = () => Boolean(view.team || view.status || view.level);
    model.above = index => {
      const found = [];
      for (let up = nodes[index].parent; up >= 0; up = nodes[up].parent) found.push(up);
      return found;
    };

    /* How many there are of each kind by which boxes are coloured, of those that the filters are about. */
    model.kinds = () => {
      const [kinds, of] = KINDS[view.colour];
      const counts = kinds.map(() => 0);
      for (const node of nodes) if (kept[node.index] === 2) counts[of(node)]++;
      return kinds.map((kind, index) => [kind, counts[index]]).filter(([, count]) => count);
    };

    function matching() {
      const inside = new Set();
      if (view.team) teams.forEach((team, index) => {
        if (team.id === view.team || inside.has(team.parent)) inside.add(index);
      });
      return node => (!view.team || inside.has(node.team)) &&
        (!view.status || slug(statuses[node.status].key) === view.status) &&
        (!view.level || String(teams[node.team].depth + 1) === view.level);
    }

    model.keep = () => {
      const matches = matching();
      const inside = new Uint8Array(nodes.length).fill(view.focus < 0 ? 1 : 0);
      if (view.focus >= 0) {
        inside[view.focus] = 1;
        for (let index = view.focus + 1; index < nodes.length; index++) {
          if (nodes[index].parent >= 0 && inside[nodes[index].parent]) inside[index] = 1;
        }
        model.above(view.focus).forEach(index => (inside[index] = 1));
      }
      kept.fill(0);
      for (let index = nodes.length; index--; ) {
        if (!inside[index]) continue;
        if (matches(nodes[index])) kept[index] = 2;
        if (kept[index] && nodes[index].parent >= 0 && !kept[nodes[index].parent]) kept[nodes[index].parent] = 1;
      }
    };

    /* Level by level while there is room for so many boxes; then what somebody folded otherwise. */
    model.unfold = room => {
      unfolded.clear();
      const trunk = view.focus >= 0 ? model.above(view.focus) : [];
      if (view.open === "all") nodes.forEach(node => node.children.length && unfolded.add(node.index));
      else if (view.open !== "none") fillRoom(model.filtering() ? Math.max(300, room) : room, trunk.length);
      trunk.forEach(index => unfolded.add(index));
      for (const [index, open] of folds) {
        if (open) [index, ...model.above(index)].forEach(one => unfolded.add(one));
      }
      for (const [index, open] of folds) if (!open) unfolded.delete(index);
    };

    function fillRoom(room, count) {
      let level = view.focus >= 0 ? [view.focus]
        : nodes.filter(node => node.parent < 0 && kept[node.index]).map(node => node.index);
      count += level.length;
      while (level.length) {
        const below = level.map(index => nodes[index].children.filter(child => kept[child]));
        const all = count + below.reduce((sum, some) => sum + some.length, 0) <= room;
        if (!all && count >= FEW) return;
        const next = [];
        below.forEach((some, at) => {
          if (!some.length || (!all && count + some.length > room)) return;
          unfolded.add(level[at]);
          count += some.length;
          next.push(...some);
        });
        level = next;
      }
    }

    /* Fold or unfold one, as somebody wants it. */
    model.fold = (index, open) => {
      folds.delete(index);
      folds.set(index, open);
      if (open) unfolded.add(index);
      else unfolded.delete(index);
    };

    model.arrange = () => {
      const shown = [];
      const stack = nodes.filter(node => node.parent < 0 && kept[node.index]).map(node => node.index).reverse();
      while (stack.length) {
        const index = stack.pop();
        shown.push(index);
        stack.push(...model.kids(index).reverse());
      }
      model.shown = shown;
      model.visible = new Set(shown);
      model.ranked = [...shown].sort((a, b) => nodes[b].below - nodes[a].below || a - b).slice(0, 600);
      model.size = explorer.arrange(nodes, shown, model.kids, way);
    };

    /* What has all the wanted words, in whatever order. */
    model.search = () => {
      const wanted = plain(view.find.trim()).split(/\s+/).filter(Boolean);
      model.found = [];
      for (const node of nodes) {
        if (wanted.length) {
          node.plain ??= plain(`${node.title} ${node.owner} ${model.team(node)} ${node.id}`);
          node.faint = !wanted.every(word => node.plain.includes(word));
        } else node.faint = false;
        if (wanted.length && !node.faint && kept[node.index]) model.found.push(node.index);
      }
      return wanted.length > 0;
    };
    return model;
  };
})();
