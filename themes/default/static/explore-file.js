/* The alignment explorer: what is seen as a file or on paper, with a heading and a legend. Large ones are written a
   piece at a time, so that the page stays at hand. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const { font: FONT, clean, width, shortened, wrapped, wayOf } = explorer.text;
  const MARGIN = 28;
  const DOTS = 24e6;  // of a PNG at most
  const A_WHILE = 8;  // ms of work between two pauses

  /* The colours of a file are those of the light scheme. On a light page they are read from it; on a dark one from the
     styles, where the browser lets them be read (of pages opened as files it does not), else they are the default's;
     a theme's own ones have names for that, `--light-…`. */
  const LIGHT = {
    "--paper": "#faf9f7", "--sheet": "#ffffff", "--ink": "#1c2126", "--quiet": "#59616b", "--line": "#e3e0da",
    "--line-strong": "#8b8f94", "--track": "#e6e3dd", "--accent": "#1c6a6f", "--good": "#237a48", "--warn": "#a26300",
    "--bad": "#b3312b", "--hue-1": "#0056b7", "--hue-2": "#822406", "--hue-3": "#698f4e", "--hue-4": "#c56d86",
    "--hue-5": "#028ebf", "--hue-6": "#a78303", "--hue-7": "#5d135d", "--hue-8": "#393534",
  };
  const STEPS = { "--step-1": 0.35, "--step-2": 0.58, "--step-3": 0.8, "--step-4": 1 }; // of the accent on the sheet

  function fromStyles() {
    const found = {};
    const read = rules => {
      for (const rule of rules) {
        if (rule.selectorText === ":root") for (const name in LIGHT) found[name] = rule.style.getPropertyValue(name).trim() || found[name];
        else if (rule.media && /^(screen|all|screen and \(prefers-color-scheme: light\))$/.test(rule.media.mediaText)) read(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) {
      try {
        read(sheet.cssRules);
      } catch { /* not to be read from here */ }
    }
    return found;
  }

  const dots = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function rgb(colour) {
    dots.clearRect(0, 0, 1, 1);
    dots.fillStyle = colour;
    dots.fillRect(0, 0, 1, 1);
    return [...dots.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }
  const hex = parts => "#" + parts.map(one => Math.round(one).toString(16).padStart(2, "0")).join("");

  /* A function from names of custom properties to colours that every program knows. */
  function painter() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const page = getComputedStyle(document.documentElement), styles = dark ? fromStyles() : {};
    for (const name in dark ? LIGHT : {}) styles[name] = page.getPropertyValue(`--light-${name.slice(2)}`).trim() || styles[name];
    const made = new Map();
    const plain = name => rgb((dark ? styles[name] : page.getPropertyValue(name).trim()) || LIGHT[name]);
    return name => {
      if (!made.has(name)) {
        const share = STEPS[name];
        const [ground, accent] = share ? [plain("--sheet"), plain("--accent")] : [];
        made.set(name, hex(share ? accent.map((one, at) => one * share + ground[at] * (1 - share)) : plain(name)));
      }
      return made.get(name);
    };
  }

  /* What a file holds: its size, its ground, and a generator of groups {x, y, title, pieces}; a piece is
     [element, attributes, text]. `said` stands beneath the heading. */
  explorer.sheet = function (model, { heading, said }) {
    const { nodes, shown, way } = model;
    const colour = painter();
    const tone = kind => colour(/^(hue|step)-|^(good|warn|bad|accent)$/.test(kind.tone) ? `--${kind.tone}` : "--line-strong");
    const small = { fill: colour("--ink"), "font-size": 11.5, "font-weight": 600 };
    const PAINT = {
      "x-box": { fill: colour("--sheet"), stroke: colour("--line-strong") },
      "x-title": { fill: colour("--ink"), "font-size": 13, "font-weight": 600 },
      "x-team": { fill: colour("--quiet"), "font-size": 11.5 },
      "x-figure": small,
      "x-track": { fill: colour("--track") }, "x-fill": { fill: colour("--accent") },
      "x-rule": { fill: "none", stroke: colour("--line") },
      "x-dot": { fill: colour("--sheet"), stroke: colour("--line-strong"), "stroke-width": 1.4 },
      "x-unread": { fill: "none", stroke: colour("--line-strong"), "stroke-width": 2, "stroke-dasharray": "0 4", "stroke-linecap": "round" },
    };
    const bows = {
      supports: explorer.bows(model, "supports"),
      depends: explorer.fewBows(model) ? explorer.bows(model, "depends") : "",
    };
    const { left, top, bottom } = model.size;
    const right = model.size.right + (bows.supports || bows.depends ? 48 : 0); // such lines swing out to the right
    const room = Math.max(right - left, 480);
    const headed = wrapped(heading, room, `600 16px ${FONT}`, 3);
    const told = wrapped(said, room, `12px ${FONT}`, 3);
    const under = MARGIN + headed.length * 21 + told.length * 17 + 14;
    const start = way > 0 ? MARGIN : MARGIN + room;
    const anchor = direction => ({ direction, "text-anchor": (direction === "rtl") === way < 0 ? "start" : "end" });
    const origin = [way > 0 ? MARGIN - left : MARGIN + room - right, under - top];
    const quiet = { fill: colour("--quiet"), "font-size": 12 };

    const pieces = headed.map((line, row) => ["text", {
      x: start, y: MARGIN + 14 + row * 21, fill: colour("--ink"), "font-size": 16, "font-weight": 600, ...anchor(wayOf(heading)),
    }, line]);
    told.forEach((line, row) => pieces.push(["text", {
      x: start, y: MARGIN + 12 + headed.length * 21 + row * 17, ...quiet, ...anchor(wayOf(said)),
    }, line]));
    let x = 0, y = under + bottom - top + 30;
    for (const [kind] of model.kinds()) {
      const label = shortened(clean(kind.name), room - 20, `12px ${FONT}`);
      const long = 20 + width(label, `12px ${FONT}`) + 22;
      if (x && x + long - 22 > room) { x = 0; y += 22; }
      const at = start + way * x;
      pieces.push(
        ["path", { d: explorer.shape(kind.mark, at + way * 5, y - 4, 5), fill: tone(kind), "fill-rule": "evenodd" }],
        ["text", { x: at + way * 17, y, ...quiet, ...anchor(way > 0 ? "ltr" : "rtl") }, label]);
      x += long;
    }

    const line = { fill: "none", stroke: colour("--line-strong"), "stroke-width": 1.4 };
    function* groups() {
      yield { x: 0, y: 0, title: "", pieces };
      for (const index of shown) {
        const parent = nodes[nodes[index].parent];
        if (parent) yield { x: origin[0], y: origin[1], title: "", pieces: [["path", { d: explorer.line(nodes[index], parent, way), ...line }]] };
      }
      for (const [kind, dashes] of [["supports", "6 4"], ["depends", "1.5 4"]]) {
        if (bows[kind]) yield { x: origin[0], y: origin[1], title: "", pieces: [["path", { d: bows[kind], ...line, "stroke-dasharray": dashes }]] };
      }
      for (const index of shown) {
        const node = nodes[index], kind = model.kind(node);
        const drawn = explorer.pieces(node, model.team(node), kind, model.dropped(node), way);
        yield {
          x: origin[0] + node.x, y: origin[1] + node.y, title: clean(node.title),
          pieces: drawn.map(([name, attributes, classes, text]) => {
            const [first, ...more] = classes.split(" ");
            const paint = first === "x-tone" ? { fill: tone(kind) } : { ...PAINT[first] };
            if (more.includes("is-dropped")) Object.assign(paint, first === "x-box" ? { "stroke-dasharray": "4 3" } : { "text-decoration": "line-through" });
            return [name, { ...attributes, ...paint }, text];
          }),
        };
      }
    }
    return { width: Math.ceil(room + 2 * MARGIN), height: Math.ceil(y + MARGIN), title: clean(heading), ground: colour("--sheet"), groups };
  };

  /* As SVG, in parts */

  const xml = text => String(text).replace(/[&<>"]/g, one => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one])
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const tag = ([name, attributes, text = ""]) =>
    `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(typeof value === "number" ? explorer.round(value) : value)}"`).join("")}` +
    (text === "" ? "/>" : `>${xml(text)}</${name}>`);

  function* svg(sheet) {
    const { width: wide, height: high } = sheet;
    yield `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" ` +
      `role="img" font-family="${xml(FONT)}"><title>${xml(sheet.title)}</title><rect width="${wide}" height="${high}" fill="${sheet.ground}"/>`;
    for (const { x, y, title, pieces } of sheet.groups()) {
      yield `<g transform="translate(${explorer.round(x)} ${explorer.round(y)})">${title && `<title>${xml(title)}</title>`}${pieces.map(tag).join("")}</g>`;
    }
    yield "</svg>\n";
  }
  explorer.svgAtOnce = sheet => [...svg(sheet)].join("");

  /* Do something with each, and let the page breathe in between. */
  async function calmly(all, run) {
    let begun = performance.now();
    for (const one of all) {
      run(one);
      if (performance.now() - begun < A_WHILE) continue;
      await new Promise(resolve => setTimeout(resolve));
      begun = performance.now();
    }
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  explorer.saveSvg = async function (sheet, name) {
    const parts = [];
    let text = '<?xml version="1.0" encoding="UTF-8"?>\n';
    await calmly(svg(sheet), part => {
      text += part;
      if (text.length < 50000) return;
      parts.push(new Blob([text])); // all in one would take long
      text = "";
    });
    save(new Blob([...parts, text], { type: "image/svg+xml" }), name);
  };

  /* As dots, twice as many as on the page where a canvas can hold them. Calls `failed` where none can. */
  explorer.savePng = async function (sheet, name, failed) {
    if (!window.OffscreenCanvas) return failed();
    const { width: wide, height: high } = sheet;
    const scale = Math.min(2, 8192 / wide, 8192 / high, Math.sqrt(DOTS / (wide * high)));
    // One of this kind is written beside the page, not in its way.
    const canvas = new OffscreenCanvas(Math.round(wide * scale), Math.round(high * scale));
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (!pen) return failed();
    pen.scale(scale, scale);
    pen.fillStyle = sheet.ground;
    pen.fillRect(0, 0, wide, high);
    let count = 0;
    await calmly(sheet.groups(), ({ x, y, pieces }) => {
      pen.save();
      pen.translate(x, y);
      for (const [name, attributes, text] of pieces) put(pen, name, attributes, text);
      pen.restore();
      if (++count % 40 === 0) pen.getImageData(0, 0, 1, 1); // draw now what was only noted
    });
    try {
      save(await canvas.convertToBlob({ type: "image/png" }), name);
    } catch {
      failed();
    }
  };

  function put(pen, name, attributes, text) {
    if (name === "text") return write(pen, attributes, text);
    const path = new Path2D(attributes.d ?? "");
    if (name === "rect") path.roundRect(attributes.x ?? 0, attributes.y ?? 0, attributes.width, attributes.height, attributes.rx ?? 0);
    if (name === "circle") path.arc(attributes.cx, attributes.cy, attributes.r, 0, 2 * Math.PI);
    if (attributes.fill !== "none") {
      pen.fillStyle = attributes.fill;
      pen.fill(path, attributes["fill-rule"] ?? "nonzero");
    }
    if (!attributes.stroke) return;
    pen.strokeStyle = attributes.stroke;
    pen.lineWidth = attributes["stroke-width"] ?? 1;
    pen.lineCap = attributes["stroke-linecap"] ?? "butt";
    pen.setLineDash((attributes["stroke-dasharray"] ?? "").split(" ").filter(Boolean).map(Number));
    pen.stroke(path);
  }

  function write(pen, attributes, text) {
    const { x, y } = attributes, size = attributes["font-size"];
    pen.font = `${attributes["font-weight"] ?? 400} ${size}px ${FONT}`;
    pen.direction = attributes.direction;
    pen.textAlign = attributes["text-anchor"];
    pen.fillStyle = attributes.fill;
    pen.fillText(text, x, y);
    if (!attributes["text-decoration"]) return;
    const long = pen.measureText(text).width;
    const toRight = (attributes.direction === "rtl") === (attributes["text-anchor"] === "end");
    pen.fillRect(toRight ? x : x - long, y - size * 0.35, long, 1);
  }
})();
