/* The alignment explorer, first part: from rows to a tree with a place for every box.

   Each objective stands in a box of one width; the key results through which others serve it stand in it, a row each.
   What serves it stands beyond it, one below the other, or in several
   columns where one would get too long: thousands of boxes then still fill a window and not a ribbon. */
(function () {
  "use strict";

  const explorer = (window.okrsiteExplorer = {});

  const WIDTH = 232, HEIGHT = 70; // of a box
  const ROW = 20;                 // of a key result in it
  const BETWEEN = 14;             // boxes of a column
  const GUTTER = 66;              // between columns: room for the lines, and for the button that unfolds
  const COMFORTABLE = 560;        // as high as one column may get before several are tried
  const WHOLE = 1300;             // as high as all of a small company may get in one
  const SPREAD = 1.7;             // how much wider than high a picture should be

  explorer.box = { width: WIDTH, height: HEIGHT, row: ROW };

  /* The middle of a row, from the top of its box. */
  explorer.rowAt = row => HEIGHT + 3 + row * ROW + ROW / 2;

  /* Objectives as a script wants them, from the rows of the page. They are in the order of the tree. */
  explorer.plant = function (data) {
    const nodes = data.entries.map((row, index) => {
      const [id, title, team, owner, status, percent, text, fresh, parent, via, keyResults, supports, depends] = row;
      return {
        index, id, title, team, owner, status, percent, text, fresh, parent, via, supports, depends,
        keyResults: keyResults.map(([id, title, status, text]) => ({ id, title, status, text })),
        short: id.startsWith(data.cycle + "/") ? id.slice(data.cycle.length + 1) : id,
        step: percent < 0 ? 4 : Math.min(3, Math.floor(percent / 25)),
        children: [], supported: [], needed: [], below: 0, depth: 0, x: 0, y: 0, height: HEIGHT, rows: [],
      };
    });
    for (const node of nodes) {
      if (node.parent >= 0) {
        nodes[node.parent].children.push(node.index);
        node.depth = nodes[node.parent].depth + 1;
      }
      for (const other of node.supports) nodes[other].supported.push(node.index);
      for (const other of node.depends) nodes[other].needed.push(node.index);
    }
    // In the order of the key results, so that few lines cross.
    for (const node of nodes) node.children.sort((a, b) => nodes[a].via - nodes[b].via || a - b);
    for (let at = nodes.length; at--; ) if (nodes[at].parent >= 0) nodes[nodes[at].parent].below += nodes[at].below + 1;
    return nodes;
  };

  /* Give the boxes in `shown` (indexes, parents first) a place, with `kids(index)` below each. `way` is 1 where the
     tree grows to the right, -1 to the left. Returns the size of it all: {left, top, right, bottom}. */
  explorer.arrange = function (nodes, shown, kids, way) {
    const blocks = new Map();
    for (let at = shown.length; at--; ) {
      const node = nodes[shown[at]], below = kids(shown[at]);
      node.rows = [...new Set(below.map(index => nodes[index].via))].filter(via => via >= 0);
      node.height = HEIGHT + (node.rows.length ? 8 + node.rows.length * ROW : 0);
      blocks.set(shown[at], block(node, below.map(index => blocks.get(index))));
    }
    const roots = shown.filter(index => !blocks.get(index).placed).map(index => blocks.get(index));
    const forest = packed(roots, 0, WHOLE);
    const stack = [];
    forest.columns.forEach(column => column.blocks.forEach(one => stack.push([one, column.x, one.y])));
    while (stack.length) {
      const [one, x, y] = stack.pop();
      const node = nodes[one.index];
      node.x = way > 0 ? x : -x - WIDTH;
      node.y = y + one.top;
      node.bus = one.columns.length > 1;
      for (const column of one.columns) {
        for (const child of column.blocks) {
          nodes[child.index].gutter = way * (x + column.x - 16); // beyond the button that unfolds
          stack.push([child, x + column.x, y + one.lane + child.y]);
        }
      }
    }
    return way > 0
      ? { left: 0, top: 0, right: forest.width, bottom: forest.height }
      : { left: -forest.width, top: 0, right: 0, bottom: forest.height };
  };

  /* A box with all that is below it: where in the block the box stands (`top`), and where its columns begin. */
  function block(node, below) {
    const { index, height: own } = node;
    if (!below.length) return { index, via: node.via, width: WIDTH, height: own, top: 0, lane: 0, columns: [], y: 0 };
    below.forEach(one => (one.placed = true));
    const { columns, width, height } = packed(below, WIDTH + GUTTER);
    const [highest, lowest] = [below[0], below[below.length - 1]].map(one => offset(one.via, node));
    if (columns.length > 1) {
      // The line runs above the columns and comes down before each.
      const lane = Math.max(highest, lowest) + BETWEEN;
      return { index, via: node.via, columns, width, height: Math.max(own, lane + height), top: 0, lane, y: 0 };
    }
    // So that the lines run as level as they can: a single one is straight.
    const last = below[below.length - 1];
    const level = (below[0].top + last.y + last.top + HEIGHT - highest - lowest) / 2;
    const [top, lane] = [Math.max(0, level), Math.max(0, -level)];
    return { index, via: node.via, columns, width, height: Math.max(lane + height, top + own), top, lane, y: 0 };
  }

  /* Blocks in so many columns as fill a window best, in their order. The first column begins at `start`. */
  function packed(blocks, start, comfortable = COMFORTABLE) {
    const total = blocks.reduce((sum, one) => sum + one.height + BETWEEN, -BETWEEN);
    const tallest = blocks.reduce((most, one) => Math.max(most, one.height), 0);
    const most = total <= comfortable ? 1 : Math.min(blocks.length, 40);
    let best = null;
    for (let number = 1; number <= most; number++) {
      const columns = parted(blocks, Math.max(tallest, total / number));
      const width = start + columns.reduce((sum, one) => sum + one.width, 0) + GUTTER * (columns.length - 1);
      const height = Math.max(0, ...columns.map(one => one.height));
      const size = Math.max(width / SPREAD, height);
      if (!best || size < best.size * 0.95) best = { size, columns, width, height };
    }
    let x = start;
    for (const column of best ? best.columns : []) {
      column.x = x;
      x += column.width + GUTTER;
      let y = 0;
      for (const one of column.blocks) {
        one.y = y;
        y += one.height + BETWEEN;
      }
    }
    return best || { columns: [], width: 0, height: 0 };
  }

  function parted(blocks, limit) {
    const columns = [];
    let column = null;
    for (const one of blocks) {
      if (!column || column.height + BETWEEN + one.height > limit * 1.04) {
        columns.push((column = { blocks: [], width: 0, height: -BETWEEN, x: 0 }));
      }
      column.blocks.push(one);
      column.height += BETWEEN + one.height;
      column.width = Math.max(column.width, one.width);
    }
    return columns;
  }

  /* Where in a parent's box the line to one that serves it begins: at the key result served, else at its head. */
  const offset = (via, parent) => (via >= 0 ? explorer.rowAt(parent.rows.indexOf(via)) : HEIGHT / 2);

  /* The line from a box to its parent, as the `d` of a path. */
  explorer.line = function (node, parent, way) {
    const x1 = way > 0 ? parent.x + WIDTH : parent.x, y1 = parent.y + offset(node.via, parent);
    const x2 = way > 0 ? node.x : node.x + WIDTH, y2 = node.y + HEIGHT / 2;
    const middle = (x1 + x2) / 2;
    if (!parent.bus) return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
    const x = node.gutter, bend = 8 * way;
    return `M${x1} ${y1}H${x - bend}Q${x} ${y1} ${x} ${y1 + 8}V${y2 - 8}Q${x} ${y2} ${x + bend} ${y2}H${x2}`;
  };

  /* A line between any two boxes: from one that supports or needs another to that one. */
  explorer.bow = function (from, to) {
    const level = Math.abs(from.x - to.x) < WIDTH;
    const side = level || to.x > from.x ? 1 : -1;
    const x1 = side > 0 ? from.x + WIDTH : from.x, y1 = from.y + HEIGHT * 0.7;
    const x2 = level === side > 0 ? to.x + WIDTH : to.x, y2 = to.y + HEIGHT * 0.7;
    const pull = level ? 60 : Math.max(60, Math.abs(x2 - x1) / 2);
    const back = level ? x2 + pull : x2 - side * pull;
    const arrow = level ? 7 : -7 * side;
    return `M${x1} ${y1}C${x1 + side * pull} ${y1} ${back} ${y2} ${x2} ${y2}` +
      `M${x2 + arrow} ${y2 - 4.5}L${x2} ${y2}L${x2 + arrow} ${y2 + 4.5}`;
  };
})();
