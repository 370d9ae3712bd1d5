/* The alignment explorer, third part: where one looks from. Mouse, wheel, fingers and buttons move it. */
(function () {
  "use strict";

  const explorer = window.okrsiteExplorer;
  const NEAREST = 2.5, FARTHEST = 0.015;
  const MARGIN = 24, BUTTONS = 36; // what stays free around a picture, and beneath it for the buttons
  const STEADY = 6; // a press that moves less than so many px is a click

  /* `surface` is what is looked at. `react` is told what happens there: `moved()`, `pressed(x, y)` and
     `hovered(x, y)` at points of the picture, `left()`. */
  explorer.camera = function (surface, react) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const camera = { x: 0, y: 0, k: 1, width: 0, height: 0 };
    const pointers = new Map();
    let flight = 0, start = null, gap = 0;

    const there = (x, y) => [(x - camera.x) / camera.k, (y - camera.y) / camera.k];
    const within = event => {
      const box = surface.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };

    camera.look = function (x, y, k) {
      cancelAnimationFrame(flight);
      Object.assign(camera, { x, y, k: Math.min(NEAREST, Math.max(FARTHEST, k)) });
      react.moved();
    };
    camera.pan = (x, y) => camera.look(camera.x + x, camera.y + y, camera.k);

    /* Nearer or farther, while one point of the window stays where it is: by default its middle. */
    camera.zoom = function (factor, x = camera.width / 2, y = camera.height / 2) {
      const k = Math.min(NEAREST, Math.max(FARTHEST, camera.k * factor));
      const [px, py] = there(x, y);
      camera.look(x - px * k, y - py * k, k);
    };

    camera.fly = function (x, y, k) {
      cancelAnimationFrame(flight);
      if (calm.matches) return camera.look(x, y, k);
      const from = { x: camera.x, y: camera.y, k: camera.k };
      const begun = performance.now();
      const step = now => {
        const t = Math.min(1, Math.max(0, (now - begun) / 260));
        const e = 1 - (1 - t) ** 3;
        // The scale by its ratio, and the rest so that the way is straight in the picture.
        const scale = from.k * (k / from.k) ** e;
        const part = Math.abs(k - from.k) < 1e-6 ? e : (scale - from.k) / (k - from.k);
        camera.look(from.x + (x - from.x) * part, from.y + (y - from.y) * part, scale);
        if (t < 1) flight = requestAnimationFrame(step);
      };
      flight = requestAnimationFrame(step);
    };

    /* The whole of a rectangle, no nearer than it is drawn, and above the buttons. */
    camera.fit = function ({ left, top, right, bottom }) {
      const [wide, high] = [camera.width - 2 * MARGIN, camera.height - 2 * MARGIN - BUTTONS];
      const k = Math.max(FARTHEST, Math.min(1, wide / (right - left || 1), high / (bottom - top || 1)));
      return [(camera.width - (left + right) * k) / 2, (camera.height - BUTTONS - (top + bottom) * k) / 2, k];
    };

    surface.addEventListener("wheel", event => {
      // The page scrolls over the picture, until somebody means the picture.
      if (!event.ctrlKey && !event.metaKey && !surface.contains(document.activeElement)) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
      camera.zoom(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * unit)) * (event.ctrlKey ? 0.008 : 0.002)), ...within(event));
    }, { passive: false });

    const middle = () => {
      const points = [...pointers.values()];
      const sum = points.reduce(([x, y], one) => [x + one[0], y + one[1]], [0, 0]);
      return [sum[0] / points.length, sum[1] / points.length];
    };
    const spread = () => {
      const [a, b] = [...pointers.values()];
      return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
    };

    surface.addEventListener("pointerdown", event => {
      if (event.button) return;
      surface.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, within(event));
      start = pointers.size === 1 ? within(event) : null;
      gap = spread();
    });
    surface.addEventListener("pointermove", event => {
      if (!pointers.has(event.pointerId)) {
        if (event.pointerType === "mouse") react.hovered(...there(...within(event)));
        return;
      }
      const now = within(event);
      if (start && Math.hypot(now[0] - start[0], now[1] - start[1]) < STEADY) return;
      if (start) pointers.set(event.pointerId, start);
      start = null;
      const [x, y] = middle();
      pointers.set(event.pointerId, now);
      const [toX, toY] = middle();
      camera.pan(toX - x, toY - y);
      if (pointers.size > 1 && gap) {
        const wide = spread();
        camera.zoom(wide / gap, toX, toY);
        gap = wide;
      }
      surface.classList.add("is-moving");
    });
    const up = event => {
      if (!pointers.delete(event.pointerId)) return;
      surface.classList.remove("is-moving");
      gap = spread();
      if (start && event.type === "pointerup") react.pressed(...there(...start));
      start = null;
    };
    surface.addEventListener("pointerup", up);
    surface.addEventListener("pointercancel", up);
    surface.addEventListener("pointerleave", () => react.left());
    return camera;
  };
})();
