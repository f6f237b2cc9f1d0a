// A contact that goes on: its seconds run between two looks, a button works once, words may be written when
// somebody is there to read them.
"use strict";

(() => {
  let from = 0;
  let whole = 0;

  function written(seconds) {
    const rest = String(seconds % 60).padStart(2, "0");
    return `${Math.floor(seconds / 60)}:${rest}`;
  }

  function tick() {
    const clock = document.querySelector("[data-clock]");
    if (clock) clock.textContent = written(Math.round(whole + (performance.now() - from) / 1000));
  }

  function look() {
    const part = document.querySelector("[data-clocked]");
    if (part) {
      from = performance.now();
      whole = Number(part.dataset.clocked);
      tick();
    }
    const form = document.querySelector("[data-says]");
    if (form) form.hidden = !document.querySelector("[data-talks]");
  }

  document.addEventListener("DOMContentLoaded", look);
  document.addEventListener("htmx:afterSettle", look);
  setInterval(tick, 1000);

  // Coming back to the page must not show what was so when it was left.
  document.addEventListener("visibilitychange", () => {
    const part = document.querySelector("[data-follows]");
    if (part && document.visibilityState === "visible") htmx.trigger(part, "changed");
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]") || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => {
      delete form.dataset.sent;
    }, 5000);
  });
})();
