/* The alignment explorer, second part: what a box holds and how it is drawn, on the page and in files. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const { width: WIDTH, height: HEIGHT } = explorer.box;
  const PAD = 14;
  const FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";
  const BOLD = `600 12.5px ${FONT}`, SMALL = `11px ${FONT}`, FIGURE = `600 11px ${FONT}`;
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
  const round = number => Math.round(number * 10) / 10;

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
      const room = WIDTH - 2 * PAD;
      const figure = shortened(clean(node.text), room / 2, FIGURE);
      node.words = {
        title: wrapped(node.title, room, BOLD, 2), titleWay: wayOf(node.title),
        team: shortened(clean(team), room - 20 - width(figure, FIGURE) - 8, SMALL), teamWay: wayOf(team),
        figure,
      };
    }
    return node.words;
  };

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
    const room = WIDTH - 2 * PAD;
    const lower = HEIGHT - 15;
    const pieces = [
      ["rect", { width: WIDTH, height: HEIGHT, rx: 6 }, "x-box" + (dropped ? " is-dropped" : "")],
      ["path", { d: `M${from(0, 4)} 7h4v${HEIGHT - 14}h-4z${explorer.shape(kind.mark, place(PAD + 5), lower - 4, 5)}`,
        "fill-rule": "evenodd" }, `x-tone tone-${kind.tone}`],
    ];
    words.title.forEach((line, number) => pieces.push([
      "text", { x: place(PAD), y: 19 + number * 16, ...anchor(words.titleWay) },
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
    return pieces;
  };

  /* The colours of a file, by class: those of the light scheme. Where the page itself is light they are the theme's. */
  const LIGHT = {
    "--paper": "#faf9f7", "--sheet": "#ffffff", "--ink": "#1c2126", "--quiet": "#59616b", "--line-strong": "#8b8f94",
    "--track": "#e6e3dd", "--accent": "#1c6a6f", "--good": "#237a48", "--warn": "#a26300", "--bad": "#b3312b",
    "--hue-1": "#0056b7", "--hue-2": "#822406", "--hue-3": "#698f4e", "--hue-4": "#c56d86", "--hue-5": "#028ebf",
    "--hue-6": "#a78303", "--hue-7": "#5d135d", "--hue-8": "#393534",
    "--step-1": "#8fb3b6", "--step-2": "#5d9397", "--step-3": "#34767b", "--step-4": "#0d5257",
  };

  function painter() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const style = getComputedStyle(document.documentElement);
    return name => (!dark && style.getPropertyValue(name).trim()) || LIGHT[name];
  }

  const xml = text => String(text).replace(/[&<>"]/g, one => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one])
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const tag = (name, attributes, text = "") =>
    `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(typeof value === "number" ? round(value) : value)}"`).join("")}` +
    (text === "" ? "/>" : `>${xml(text)}</${name}>`);

  /* The picture as a file of its own. `view` has the nodes shown with their lines, what colours them, a heading, the
     legend as [kind, text] and the page's way. Returns {text, width, height}. */
  explorer.picture = function (view) {
    const colour = painter();
    const tone = kind => colour(/^(hue|step)-/.test(kind.tone) || ["good", "warn", "bad", "accent"].includes(kind.tone)
      ? `--${kind.tone}` : "--line-strong");
    const PAINT = {
      "x-box": { fill: colour("--sheet"), stroke: colour("--line-strong") },
      "x-title": { fill: colour("--ink"), "font-size": 12.5, "font-weight": 600 },
      "x-team": { fill: colour("--quiet"), "font-size": 11 },
      "x-figure": { fill: colour("--ink"), "font-size": 11, "font-weight": 600 },
      "x-track": { fill: colour("--track") }, "x-fill": { fill: colour("--accent") },
      "x-unread": { stroke: colour("--line-strong"), "stroke-width": 2, "stroke-dasharray": "0 4", "stroke-linecap": "round" },
    };
    const MARGIN = 28;
    const bowed = view.lines.slice(1).some(([, d]) => d) ? 48 : 0; // such lines swing out to the right
    const { left, top, bottom } = view.size, right = view.size.right + bowed;
    const room = Math.max(right - left, 480);
    const heading = wrapped(view.heading, room, `600 16px ${FONT}`, 3);
    const said = wrapped(view.said, room, `12px ${FONT}`, 3);
    const under = MARGIN + heading.length * 21 + said.length * 17 + 14;
    const start = view.way > 0 ? MARGIN : MARGIN + room;
    const anchor = way => ({ direction: way, "text-anchor": (way === "rtl") === view.way < 0 ? "start" : "end" });
    const parts = [];
    heading.forEach((line, number) => parts.push(tag("text", {
      x: start, y: MARGIN + 14 + number * 21, fill: colour("--ink"), "font-size": 16, "font-weight": 600, ...anchor(wayOf(view.heading)),
    }, line)));
    said.forEach((line, number) => parts.push(tag("text", {
      x: start, y: MARGIN + 12 + heading.length * 21 + number * 17, fill: colour("--quiet"), "font-size": 12, ...anchor(wayOf(view.said)),
    }, line)));
    const moved = view.way > 0 ? MARGIN - left : MARGIN + room - right;
    parts.push(`<g transform="translate(${round(moved)} ${round(under - top)})">`);
    const dashes = { parent: {}, supports: { "stroke-dasharray": "6 4" }, depends: { "stroke-dasharray": "1.5 4" } };
    for (const [kind, d] of view.lines) {
      if (d) parts.push(tag("path", { d, fill: "none", stroke: colour("--line-strong"), "stroke-width": 1.4, ...dashes[kind] }));
    }
    for (const node of view.nodes) {
      const kind = view.kind(node);
      parts.push(`<g transform="translate(${round(node.x)} ${round(node.y)})"><title>${xml(clean(node.title))}</title>`);
      for (const [name, attributes, classes, text] of explorer.pieces(node, view.team(node), kind, view.dropped(node), view.way)) {
        const [first, ...more] = classes.split(" ");
        const paint = first === "x-tone" ? { fill: tone(kind) } : { ...PAINT[first] };
        if (more.includes("is-dropped")) Object.assign(paint, first === "x-box" ? { "stroke-dasharray": "4 3" } : { "text-decoration": "line-through" });
        parts.push(tag(name, { ...attributes, ...paint }, text));
      }
      parts.push("</g>");
    }
    parts.push("</g>");
    let x = 0, y = under + bottom - top + 30;
    for (const [kind, text] of view.legend) {
      const label = shortened(clean(text), room - 20, `12px ${FONT}`);
      const long = 20 + width(label, `12px ${FONT}`) + 22;
      if (x && x + long - 22 > room) { x = 0; y += 22; }
      const at = start + view.way * x;
      parts.push(tag("path", { d: explorer.shape(kind.mark, at + view.way * 5, y - 4, 5), fill: tone(kind), "fill-rule": "evenodd" }));
      parts.push(tag("text", { x: at + view.way * 17, y, fill: colour("--quiet"), "font-size": 12, ...anchor(view.way > 0 ? "ltr" : "rtl") }, label));
      x += long;
    }
    const wide = Math.ceil(room + 2 * MARGIN), high = Math.ceil(y + MARGIN);
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" ` +
      `role="img" font-family="${xml(FONT)}"><title>${xml(clean(view.heading))}</title>` +
      `<rect width="${wide}" height="${high}" fill="${colour("--sheet")}"/>${parts.join("")}</svg>\n`;
    return { text, width: wide, height: high };
  };

  /* Give somebody a file. */
  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  explorer.saveSvg = (view, name) =>
    save(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', explorer.picture(view).text], { type: "image/svg+xml" }), name);

  /* As dots, twice as many as on the page where a canvas can hold them. Calls `failed` where none can. */
  explorer.savePng = function (view, name, failed) {
    const { text, width, height } = explorer.picture(view);
    const scale = Math.min(2, 8192 / width, 8192 / height, Math.sqrt(32e6 / (width * height)));
    const image = new Image();
    image.onerror = failed;
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => (blob ? save(blob, name) : failed()), "image/png");
    };
    // Not a blob's address: pages opened as files may not read a canvas that such an image was drawn on.
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  };
})();
