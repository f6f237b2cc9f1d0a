// Follows a stream: whenever it says that something changed, the part of the page that shows it is fetched anew.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const part = document.querySelector("[data-follows]");
  if (!part || !window.EventSource) return;
  const lamp = document.querySelector("[data-lamp]");
  const source = new EventSource(part.dataset.follows);
  source.addEventListener("open", () => lamp.setAttribute("data-on", ""));
  source.addEventListener("error", () => lamp.removeAttribute("data-on"));
  source.addEventListener("changed", () => htmx.trigger(part, "changed"));
  window.addEventListener("pagehide", () => source.close());
});
