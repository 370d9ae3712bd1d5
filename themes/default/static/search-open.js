/* Opens the search. A page loads no more of it at once: the rest comes when somebody asks for it, by the button, by the
   key "/" or by ?q= in the address. */
(function () {
  "use strict";

  const button = document.querySelector(".search-open");
  const template = document.getElementById("search-dialog");
  if (!button || !template || !window.HTMLDialogElement) return;
  const FILES = ["search.css", "search-words.js", "search-index.js", "search.js"];
  const folder = document.currentScript.src;
  let asked = null;

  function load(file) {
    return new Promise((done, failed) => {
      const style = file.endsWith(".css");
      const element = document.createElement(style ? "link" : "script");
      element.rel = "stylesheet";
      element.async = false;
      element.onload = done;
      element.onerror = failed;
      element[style ? "href" : "src"] = new URL(file, folder).href;
      document.head.append(element);
    });
  }

  /* What is typed while the scripts come is not lost. */
  function keep(event) {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    asked += event.key;
    event.preventDefault();
  }

  async function open(query) {
    if (asked !== null) return;
    asked = query;
    addEventListener("keydown", keep, true);
    try {
      if (!window.okrsiteSearch) await Promise.all(FILES.map(load));
      window.okrsiteSearch(button, template, asked);
    } finally {
      removeEventListener("keydown", keep, true);
      asked = null;
    }
  }

  function wanted() {
    try { return localStorage.getItem("okrsite-search-key") !== "off"; } catch { return true; }
  }

  button.hidden = false;
  button.onclick = () => open("");
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]") || !wanted()) return;
    event.preventDefault();
    open("");
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) open(query);
})();
