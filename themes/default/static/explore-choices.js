/* The alignment explorer: the filters above the picture, and the legend, of what is there. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const KEYS = ["team", "status", "level", "colour"];

  /* `at` finds a part of the page by its name, `number` writes one; `changed(key)` is told what was chosen anew. */
  explorer.choices = function (model, at, number, changed) {
    const { view } = model;
    const select = key => at(`choose-${key}`);

    function options(key, entries) {
      select(key).append(...entries.map(([value, text]) => {
        const option = document.createElement("option");
        option.value = value;
        option.textContent = text;
        return option;
      }));
    }
    options("team", model.teams.map(team => [team.id, "\u2003".repeat(team.depth) + team.name]));
    const having = new Set(model.nodes.map(node => node.status));
    options("status", model.statuses.filter((_, index) => having.has(index)).map(kind => [model.status(kind), kind.name]));
    options("level", model.levels.map((text, index) => [String(index + 1), text]));
    if (model.colour !== "status") select("colour").querySelector('[value="status"]').remove();

    for (const key of KEYS) {
      select(key).addEventListener("change", () => {
        view[key] = select(key).value;
        changed(key);
      });
    }

    // On a phone the filters are folded away, unless something is chosen in them.
    const narrow = matchMedia("(max-width: 40rem)");
    const disclose = () => (at("choices").open = !narrow.matches || model.filtering() || view.colour !== model.colour);
    narrow.addEventListener("change", disclose);

    return {
      disclose,
      /* The controls say what the view is; what it cannot be is taken from it. */
      show() {
        for (const key of KEYS) {
          select(key).value = view[key];
          if (select(key).selectedIndex < 0) select(key).value = view[key] = key === "colour" ? model.colour : "";
        }
        at("find").value = view.find;
      },
      chosen: () => KEYS.slice(0, 3).filter(key => view[key]).map(key => select(key).selectedOptions[0].textContent.trim()),
      legend() {
        at("legend").replaceChildren(...model.kinds().map(([kind, count]) => {
          const item = document.createElement("li");
          const sign = explorer.element("svg", { viewBox: "-6 -6 12 12", "aria-hidden": "true" }, `x-sign tone-${kind.tone}`);
          sign.append(explorer.element("path", { d: explorer.shape(kind.mark, 0, 0, 5), "fill-rule": "evenodd" }, "x-tone"));
          const name = document.createElement("span");
          name.textContent = kind.name;
          name.dir = "auto";
          item.append(sign, name, ` (${number(count)})`);
          return item;
        }));
        for (const kind of ["supports", "depends"]) {
          at(`tie-${kind}`).hidden = !model.nodes.some(node => model.kept[node.index] && node[kind].length);
        }
      },
    };
  };
})();
