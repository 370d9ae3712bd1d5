/* The alignment explorer, fourth part: the card of an objective. All its words stand in the page. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;

  /* `card` is the element; `where` makes the address of an objective's page, `go` shows another objective. */
  explorer.card = function (card, model, where, go) {
    const { nodes, teams, statuses } = model;
    const part = name => card.querySelector(`[data-part="${name}"]`);
    const line = card.querySelector("template").content;

    function status(element, kind) {
      element.textContent = kind.name;
      element.dataset.status = kind.key;
      element.dataset.outcome = kind.key;
      element.hidden = !kind.key;
    }

    function others(name, indexes) {
      const list = part(name);
      list.hidden = !indexes.length;
      list.querySelector("ul").replaceChildren(...indexes.map(index => {
        const item = document.createElement("li"), button = document.createElement("button");
        button.type = "button";
        button.dir = "auto";
        button.textContent = nodes[index].title;
        button.addEventListener("click", () => go(index));
        item.append(button);
        return item;
      }));
    }

    return {
      get open() { return !card.hidden; },
      close() { card.hidden = true; },
      show(node, focused) {
        const team = teams[node.team];
        const title = part("title"), parent = nodes[node.parent];
        title.textContent = node.title;
        title.href = part("page").href = where(node.id);
        part("team").textContent = team.name;
        part("team").className = `badge hue-${team.hue}`;
        part("owner").textContent = node.owner;
        part("owner").hidden = !node.owner;
        status(part("status"), statuses[node.status]);
        part("figure").textContent = node.text;
        part("figure").classList.toggle("is-unknown", node.percent < 0);
        part("fill").setAttribute("width", Math.max(0, node.percent));
        part("bar").classList.toggle("is-unknown", node.percent < 0);
        part("via").textContent = parent && node.via >= 0 ? parent.keyResults[node.via].title : "";
        part("key-results").replaceChildren(...node.keyResults.map(one => {
          const item = line.cloneNode(true).firstElementChild;
          const link = item.querySelector("a");
          link.textContent = one.title;
          link.href = `${where(node.id)}#${one.id}`;
          item.querySelector(".figure").textContent = one.text;
          status(item.querySelector(".status"), statuses[one.status]);
          return item;
        }));
        others("parent", parent ? [parent.index] : []);
        others("children", node.children);
        others("supports", node.supports);
        others("supported", node.supported);
        others("depends", node.depends);
        others("needed", node.needed);
        part("focus").hidden = focused;
        card.hidden = false;
        card.querySelector(".x-card-text").scrollTop = 0;
      },
    };
  };
})();
