/* A presentation: one screen at a time, turned by keys, buttons, swipes, or by itself (`?every=20`, in seconds).
   The address names the screen (`#team.objective`, or `#3`). Without this script the screens follow each other. */
(() => {
  "use strict";

  const FRESH = 5 * 60 * 1000; // a wall asks for the site anew after that long, between two rounds
  const SMALLEST = 14; // pixels of text on a screen that shrinks; what then does not fit is scrolled
  const SWIPE = 48; // pixels

  const screens = [...document.querySelectorAll(".screen")];
  const bar = document.querySelector(".present-bar");
  const holder = document.querySelector(".screens");
  if (!screens.length || !bar || !holder) return;

  const select = bar.querySelector("select");
  const button = (name) => bar.querySelector(`[data-do="${name}"]`);
  const loaded = Date.now();
  const backwards = document.dir === "rtl";
  let at = 0;
  let seconds = 0; // for which a screen stands; 0 where nothing turns by itself
  let timer = 0;
  let awake = null;
  let told = null; // the option that tells the position, and its own text

  // Where the address says that we are

  const screenAt = (hash) => {
    let name = hash.slice(1);
    try {
      name = decodeURIComponent(name);
    } catch {
      // an address that somebody broke: no screen has that name
    }
    if (/^\d+$/.test(name)) return Math.min(Math.max(Number(name) - 1, 0), screens.length - 1);
    return screens.findIndex((screen) => screen.id === name);
  };

  const asked = () => {
    const every = Number(new URLSearchParams(location.search).get("every"));
    return Number.isFinite(every) && every > 0 ? Math.min(Math.max(every, 1), 3600) : 0;
  };

  const rewrite = () => {
    const search = seconds ? `?every=${seconds}` : "";
    const hash = at ? `#${screens[at].id}` : "";
    try {
      history.replaceState(null, "", `${location.pathname}${search}${hash}`);
    } catch {
      location.replace(hash || "#_start"); // a browser that lets files change no more than this
    }
  };

  // One screen

  const fit = () => {
    const screen = screens[at];
    const full = () => {
      screen.style.setProperty("--fit", "1");
      return parseFloat(getComputedStyle(screen).fontSize);
    };
    const least = Math.min(SMALLEST / full(), 1);
    const fits = () => screen.scrollHeight <= screen.clientHeight + 1;
    let low = least;
    let high = 1;
    if (fits()) return;
    for (let step = 0; step < 6; step += 1) {
      const middle = (low + high) / 2;
      screen.style.setProperty("--fit", middle.toFixed(3));
      if (fits()) low = middle;
      else high = middle;
    }
    screen.style.setProperty("--fit", low.toFixed(3));
  };

  /* The list of all screens, closed, tells the position: `3 / 17`. */
  const position = () => {
    if (told) told.option.text = told.text;
    const option = select.options[at];
    told = { option, text: option.text };
    option.text = `${at + 1} / ${screens.length}`;
    select.value = String(at);
  };

  const show = (index, { byHand = true } = {}) => {
    at = Math.min(Math.max(index, 0), screens.length - 1);
    screens.forEach((screen, one) => {
      screen.hidden = one !== at;
    });
    screens[at].scrollTop = 0;
    fit();
    position();
    bar.querySelector('[data-go="back"]').disabled = at === 0;
    bar.querySelector('[data-go="on"]').disabled = at === screens.length - 1;
    rewrite();
    if (byHand) {
      if (!bar.contains(document.activeElement)) screens[at].focus({ preventScroll: true });
      wind();
    }
  };

  /* Goes down within a screen that is taller than the window; false where nothing more is below (or above). */
  const scrolled = (down) => {
    const screen = screens[at];
    const rest = down ? screen.scrollHeight - screen.clientHeight - screen.scrollTop : screen.scrollTop;
    if (rest < 4) return false;
    screen.scrollBy({ top: (down ? 1 : -1) * screen.clientHeight * 0.8 });
    return true;
  };

  // Pages that turn by themselves

  const turn = async () => {
    if (scrolled(true)) return wind();
    if (at < screens.length - 1) {
      show(at + 1, { byHand: false });
      return wind();
    }
    if (Date.now() - loaded > FRESH && (await reachable())) {
      history.replaceState(null, "", `${location.pathname}?every=${seconds}`);
      location.reload();
      return undefined;
    }
    show(0, { byHand: false });
    return wind();
  };

  /* A wall without a network keeps what it has. Files are always there. */
  const reachable = async () => {
    if (!location.protocol.startsWith("http")) return true;
    try {
      return (await fetch(location.pathname, { method: "HEAD", cache: "no-store" })).ok;
    } catch {
      return false;
    }
  };

  const wind = () => {
    clearTimeout(timer);
    if (seconds) timer = setTimeout(turn, seconds * 1000);
  };

  const play = async (every) => {
    seconds = every;
    button("play").hidden = seconds > 0;
    button("pause").hidden = seconds === 0;
    document.documentElement.classList.toggle("is-playing", seconds > 0);
    wind();
    try {
      if (seconds && !awake) awake = await navigator.wakeLock?.request("screen");
      else if (!seconds && awake) {
        await awake.release();
        awake = null;
      }
    } catch {
      awake = null; // the screen may go to sleep: nothing that we can help
    }
  };

  // What people do

  const keys = {
    ArrowRight: () => show(at + (backwards ? -1 : 1)),
    ArrowLeft: () => show(at + (backwards ? 1 : -1)),
    ArrowDown: () => scrolled(true) || show(at + 1),
    ArrowUp: () => scrolled(false) || show(at - 1),
    PageDown: () => scrolled(true) || show(at + 1),
    PageUp: () => scrolled(false) || show(at - 1),
    Home: () => show(0),
    End: () => show(screens.length - 1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const inside = event.target instanceof Element ? event.target : document.body;
    if (inside.closest("select, input, textarea, dialog, [contenteditable]")) return;
    let act = keys[event.key];
    if (event.key === " " && !inside.closest("a, button, summary")) act = event.shiftKey ? keys.PageUp : keys.PageDown;
    if (!act) return;
    event.preventDefault();
    act();
  });

  let touched = null;
  holder.addEventListener("touchstart", (event) => {
    touched = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  holder.addEventListener("touchend", (event) => {
    if (!touched) return;
    const across = event.changedTouches[0].clientX - touched.clientX;
    const along = event.changedTouches[0].clientY - touched.clientY;
    touched = null;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(along)) {
      show(at + ((across < 0) === backwards ? -1 : 1));
    }
  }, { passive: true });

  bar.querySelector('[data-go="back"]').addEventListener("click", () => show(at - 1));
  bar.querySelector('[data-go="on"]').addEventListener("click", () => show(at + 1));
  select.addEventListener("change", () => show(Number(select.value)));
  button("play").addEventListener("click", () => {
    play(asked() || Number(holder.dataset.every));
    rewrite();
    button("pause").focus();
  });
  button("pause").addEventListener("click", () => {
    play(0);
    rewrite();
    button("play").focus();
  });

  const full = button("full");
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  });
  document.addEventListener("fullscreenchange", () => {
    full.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
  });

  // A wake lock ends where the page is out of sight, and so do the pages that turn.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    awake = null;
    if (seconds) play(seconds);
  });
  addEventListener("hashchange", () => {
    const index = location.hash ? screenAt(location.hash) : 0;
    if (index >= 0 && index !== at) show(index);
  });
  addEventListener("resize", fit);
  addEventListener("beforeprint", () => {
    screens.forEach((screen) => {
      screen.hidden = false;
      screen.style.removeProperty("--fit");
    });
  });
  addEventListener("afterprint", () => show(at, { byHand: false }));

  screens.forEach((screen, index) => {
    const heading = screen.querySelector("h2");
    screen.tabIndex = -1;
    select.add(new Option(`${index + 1}  ${heading.textContent.trim()}`, String(index)));
  });
  document.documentElement.classList.add("is-presented");
  bar.hidden = false;
  seconds = asked();
  const start = location.hash ? screenAt(location.hash) : 0;
  show(Math.max(start, 0), { byHand: false });
  if (seconds) play(seconds);
  document.fonts?.ready.then(fit);
})();
