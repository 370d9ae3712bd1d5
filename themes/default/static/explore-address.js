/* The alignment explorer: the address says what is seen, in words, so that it can be sent on. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const NAMES = ["find", "team", "status", "level", "colour", "open"];
  const MOST = 60; // folds by hand that an address tells: it must not grow without end

  /* `current` tells which objective is chosen, `card` whether its card is open. */
  explorer.address = function (model, current, card) {
    const { nodes, view, folds } = model;
    const places = new Map(nodes.flatMap(node => [[node.id, node.index], [node.short, node.index]]));
    const place = name => places.get(name ?? "") ?? -1;
    const name = index => nodes[index].short;
    const folded = open => [...folds].filter(([, one]) => one === open).slice(-MOST).map(([index]) => name(index));

    function told() {
      const query = new URLSearchParams();
      if (view.focus >= 0) query.set("focus", name(view.focus));
      if (current() >= 0 && current() !== view.focus) query.set("at", name(current()));
      if (card()) query.set("card", "open");
      for (const key of NAMES) if (view[key] && !(key === "colour" && view[key] === model.colour)) query.set(key, view[key]);
      for (const [key, open] of [["unfold", true], ["fold", false]]) {
        if (folded(open).length) query.set(key, folded(open).join(","));
      }
      return query.toString().replace(/%2F/gi, "/").replace(/%3A/gi, ":").replace(/%2C/gi, ",");
    }

    return {
      name,
      /* `push` for what the back button undoes. */
      write(push) {
        const text = told();
        const url = `${location.pathname}${text ? `?${text}` : ""}${location.hash}`;
        try {
          if (push) history.pushState(null, "", url);
          else history.replaceState(null, "", url);
        } catch { /* too often within a moment: the next one tells it */ }
      },
      /* Into the view, as far as it names what there is. Returns what is chosen, and whether its card is open. */
      read() {
        const query = new URLSearchParams(location.search);
        for (const key of NAMES) view[key] = query.get(key) ?? "";
        if (!model.teams.some(team => team.id === view.team)) view.team = "";
        if (!model.coloured(view.colour)) view.colour = model.colour;
        if (!["all", "none"].includes(view.open)) view.open = "";
        view.focus = place(query.get("focus"));
        folds.clear();
        for (const [key, open] of [["unfold", true], ["fold", false]]) {
          for (const one of (query.get(key) ?? "").split(",")) if (place(one) >= 0) folds.set(place(one), open);
        }
        const chosen = place(query.get("at")) >= 0 ? place(query.get("at")) : view.focus;
        return { chosen, card: chosen >= 0 && query.has("card") };
      },
    };
  };
})();
