/* The alignment explorer, second part: what a box holds and how it is drawn, on the page and in files. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const { width: WIDTH, height: HEIGHT, row: ROW } = explorer.box;
  const PAD = 14;
  const room = WIDTH - 2 * PAD;
  const FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";
  const BOLD = `600 13px ${FONT}`, SMALL = `11.5px ${FONT}`, FIGURE = `600 11.5px ${FONT}`;
  const MARKS = ["disc", "square", "triangle", "diamond", "ring", "plus", "cross", "hexagon", "star", "dash"];

  /* Shapes around a point, with a radius, to be filled by the rule of even and odd: the holes are drawn twice. */
  const disc = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  const outline = points => (x, y, r) =>
    "M" + points.map(([dx, dy]) => `${round(x + dx * r)} ${round(y + dy * r)}`).join("L") + "z";
  const ring = (x, y, r) => disc(x, y, r) + disc(x, y, r * 0.62);
  // A ring with so much of it filled: a quarter, a half, all.
  const pie = share => (x, y, r) => {
    const inner = r * 0.62;
    if (!share) return ring(x, y, r);
    if (share === 1) return disc(x, y, r);
    const end = share === 0.5 ? `${x} ${y + inner}` : `${x + inner} ${y}`;
    return ring(x, y, r) + `M${x} ${y}L${x} ${y - inner}A${inner} ${inner} 0 0 1 ${end}z`;
  };
  const SHAPES = {
    disc, ring,
    square: outline([[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]]),
    triangle: outline([[0, -1], [1.1, 0.9], [-1.1, 0.9]]),
    diamond: outline([[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]]),
    plus: outline([[-0.3, -1], [0.3, -1], [0.3, -0.3], [1, -0.3], [1, 0.3], [0.3, 0.3], [0.3, 1], [-0.3, 1],
      [-0.3, 0.3], [-1, 0.3], [-1, -0.3], [-0.3, -0.3]]),
    cross: outline([[0, -0.4], [0.6, -1], [1, -0.6], [0.4, 0], [1, 0.6], [0.6, 1], [0, 0.4], [-0.6, 1], [-1, 0.6],
      [-0.4, 0], [-1, -0.6], [-0.6, -1]]),
    hexagon: outline([[-0.5, -0.9], [0.5, -0.9], [1, 0], [0.5, 0.9], [-0.5, 0.9], [-1, 0]]),
    star: outline([[0, -1.1], [0.3, -0.35], [1.05, -0.3], [0.45, 0.2], [0.65, 0.95], [0, 0.5], [-0.65, 0.95],
      [-0.45, 0.2], [-1.05, -0.3], [-0.3, -0.35]]),
    dash: outline([[-0.8, -0.2], [0.8, -0.2], [0.8, 0.2], [-0.8, 0.2]]),
    "pie-0": pie(0), "pie-1": pie(0.25), "pie-2": pie(0.5), "pie-3": pie(1),
  };
  const round = explorer.round = number => Math.round(number * 10) / 10;

  explorer.shape = (name, x, y, r) => SHAPES[name](x, y, r);
  explorer.teamMark = number => MARKS[number % 8];

  /* Text that SVG can hold, in lines that fit. */

  const ruler = document.createElement("canvas").getContext("2d");
  const measured = new Map();
  const segments = window.Intl && Intl.Segmenter ? new Intl.Segmenter() : null;
  const letters = text => (segments ? Array.from(segments.segment(text), one => one.segment) : Array.from(text));
  const clean = text => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]+/g, " ").trim();

  function width(text, font) {
    const key = font + text;
    let found = measured.get(key);
    if (found === undefined) {
      ruler.font = font;
      measured.set(key, (found = ruler.measureText(text).width));
    }
    return found;
  }

  function shortened(text, room, font) {
    if (width(text, font) <= room) return text;
    const all = letters(text.slice(0, 300));
    let low = 0, high = all.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (width(all.slice(0, middle).join("") + "…", font) <= room) low = middle;
      else high = middle - 1;
    }
    return all.slice(0, low).join("").trimEnd() + "…";
  }

  /* At most `most` lines; a word that is too long for one is broken, the last line is shortened. */
  function wrapped(text, room, font, most) {
    const lines = [];
    let rest = clean(text).split(/\s+/);
    while (rest.length && lines.length < most) {
      if (lines.length === most - 1) {
        lines.push(shortened(rest.slice(0, 60).join(" "), room, font));
        break;
      }
      let line = "";
      while (rest.length && width(line ? `${line} ${rest[0]}` : rest[0], font) <= room) {
        line = line ? `${line} ${rest.shift()}` : rest.shift();
      }
      if (!line) {
        const cut = shortened(rest[0], room, font).slice(0, -1) || letters(rest[0])[0];
        line = cut;
        rest[0] = rest[0].slice(cut.length);
      }
      lines.push(line);
    }
    return lines;
  }

  const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
  const LETTER = /\p{L}/u;
  const wayOf = text => (LEFTWARD.test((text.match(LETTER) || [""])[0]) ? "rtl" : "ltr");

  /* The words in a box, as far as they fit; worked out once. */
  explorer.words = function (node, team) {
    if (!node.words) {
      const figure = shortened(clean(node.text), room / 2, FIGURE);
      node.words = {
        title: wrapped(node.title, room, BOLD, 2), titleWay: wayOf(node.title),
        team: shortened(clean(team), room - 20 - width(figure, FIGURE) - 8, SMALL), teamWay: wayOf(team),
        figure, keyResults: [],
      };
    }
    return node.words;
  };

  function rowWords(node, via) {
    if (node.words.keyResults[via]) return node.words.keyResults[via];
    const one = node.keyResults[via], figure = shortened(clean(one.text), room / 2, FIGURE);
    const title = shortened(clean(one.title), room - width(figure, FIGURE) - 8, SMALL);
    return (node.words.keyResults[via] = { figure, title, way: wayOf(one.title) });
  }

  /* The name of a box seen from afar, with its width on the window. */
  explorer.label = function (title) {
    const text = shortened(clean(title), 190, `600 12px ${FONT}`);
    return { text, way: wayOf(text), width: width(text, `600 12px ${FONT}`) };
  };

  /* A box as a list of pieces: [element, attributes, class, text]. `kind` colours it, `way` is that of the page. Its
     pieces are drawn with classes on the page, and with the `paint` of those classes in a file. */
  explorer.pieces = function (node, team, kind, dropped, way) {
    const words = explorer.words(node, team);
    const place = x => (way > 0 ? x : WIDTH - x);
    const from = (x, length) => (way > 0 ? x : WIDTH - x - length);
    const anchor = (direction, end) => ({
      direction, "text-anchor": ((direction === "rtl") === way < 0) !== Boolean(end) ? "start" : "end",
    });
    const lower = HEIGHT - 15;
    const pieces = [
      ["rect", { width: WIDTH, height: node.height, rx: 6 }, "x-box" + (dropped ? " is-dropped" : "")],
      ["path", { d: `M${from(0, 4)} 7h4v${node.height - 14}h-4z${explorer.shape(kind.mark, place(PAD + 5), lower - 4, 5)}`,
        "fill-rule": "evenodd" }, `x-tone tone-${kind.tone}`],
    ];
    words.title.forEach((line, number) => pieces.push([
      "text", { x: place(PAD), y: 20 + number * 16.5, ...anchor(words.titleWay) },
      "x-title" + (dropped ? " is-dropped" : ""), line,
    ]));
    pieces.push(
      ["text", { x: place(PAD + 17), y: lower, ...anchor(words.teamWay) }, "x-team", words.team],
      ["text", { x: place(WIDTH - PAD), y: lower, ...anchor("ltr", true) }, "x-figure", words.figure],
    );
    if (node.percent < 0) {
      pieces.push(["path", { d: `M${PAD} ${HEIGHT - 7}h${room}` }, "x-unread"]);
    } else {
      const length = room * node.percent / 100;
      pieces.push(["rect", { x: PAD, y: HEIGHT - 8.5, width: room, height: 3 }, "x-track"]);
      if (length) pieces.push(["rect", { x: from(PAD, length), y: HEIGHT - 8.5, width: length, height: 3 }, "x-fill"]);
    }
    // The key results through which others serve it; their lines begin here.
    if (node.rows.length) pieces.push(["path", { d: `M${PAD} ${HEIGHT + 3}h${room}` }, "x-rule"]);
    node.rows.forEach((via, row) => {
      const text = rowWords(node, via), y = explorer.rowAt(row);
      pieces.push(
        ["text", { x: place(PAD), y: y + 4, ...anchor(text.way) }, "x-team", text.title],
        ["text", { x: place(WIDTH - PAD), y: y + 4, ...anchor("ltr", true) }, "x-figure", text.figure],
        ["circle", { cx: place(WIDTH), cy: y, r: 3 }, "x-dot"],
      );
    });
    return pieces;
  };

  /* For files, whose headings and legends are drawn by the same rules. */
  explorer.text = { font: FONT, clean, width, shortened, wrapped, wayOf };
})();
