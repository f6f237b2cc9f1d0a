// The clock of a contact that the shopper makes alone. Every press is kept in this browser at once, so that
// nothing is lost by a reload or a lost connection; the whole is sent under one key, so that it is stored once.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const app = document.querySelector("[data-clock-app]");
  if (!app) return;
  const place = `svartid.clock.${app.dataset.clockApp}`;
  const find = (selector) => app.querySelector(selector);
  const face = find("[data-face]");
  const said = find("[data-said]");
  const list = find("[data-log-list]");
  const form = find("[data-ending]");
  const ENDS = ["ended by me", "ended by them"];
  let timer = 0;
  let sending = false;

  function empty() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return { key: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""), started: null, events: [] };
  }

  const read = () => JSON.parse(localStorage.getItem(place) || "null") || empty();
  const keep = (log) => localStorage.setItem(place, JSON.stringify(log));
  const has = (log, what) => log.events.some((each) => each.what === what);

  function stage(log) {
    if (log.started === null) return "idle";
    const last = log.events[log.events.length - 1];
    if (last && (ENDS.includes(last.what) || last.what === "replied")) return "ended";
    return has(log, "person") ? "talking" : "waiting";
  }

  function written(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
    const hours = Math.floor(seconds / 3600);
    return hours ? `${hours}:${parts.join(":")}` : `${Number(parts[0])}:${parts[1]}`;
  }

  function show() {
    const log = read();
    const now = stage(log);
    for (const part of app.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(now);
    for (const part of app.querySelectorAll("[data-first]")) part.hidden = part.hidden || has(log, part.dataset.press);
    const passed = log.events.filter((each) => each.what === "passed on").length;
    const count = find("[data-count]");
    if (count) count.textContent = passed ? `· ${passed}` : "";
    const end = log.events[log.events.length - 1];
    face.textContent = log.started === null ? "0:00" : written(now === "ended" ? end.at : Date.now() - log.started);
    list.replaceChildren(
      ...log.events.map((each) => {
        const row = document.createElement("li");
        const words = document.createElement("span");
        words.textContent = app.querySelector(`[data-press="${each.what}"]`).firstChild.textContent.trim();
        const at = document.createElement("span");
        at.className = "number";
        at.textContent = written(each.at);
        row.append(words, at);
        return row;
      }),
    );
    if (log.outcome) {
      const chosen = form.querySelector(`input[value="${log.outcome}"]`);
      if (chosen) chosen.checked = true;
    }
  }

  function guess(log) {
    if (has(log, "replied")) return "replied";
    if (has(log, "person")) return "answered_by_person";
    return has(log, "acknowledged") ? "auto_reply_only" : "";
  }

  app.addEventListener("click", (event) => {
    const button = event.target.closest("[data-press]");
    const log = read();
    if (button) {
      const what = button.dataset.press;
      if (what === "start") log.started = log.started === null ? Date.now() : log.started;
      else log.events.push({ at: Math.max(Date.now() - log.started, 0), what });
      if (stage(log) === "ended") log.outcome = guess(log);
    } else if (event.target.closest("[data-undo]")) {
      if (log.events.length) log.events.pop();
      else log.started = null;
      delete log.outcome;
      delete log.sends;
      for (const input of form.querySelectorAll("input")) input.checked = false;
    } else return;
    keep(log);
    said.textContent = "";
    show();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const log = read();
    log.outcome = new FormData(form).get("outcome");
    log.sends = true;
    keep(log);
    send();
  });

  async function send() {
    const log = read();
    if (!log.sends || sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      const answer = await fetch(app.dataset.log, {
        method: "POST",
        headers: { "X-CSRFToken": find("input[name=csrfmiddlewaretoken]").value, "Content-Type": "application/json" },
        body: JSON.stringify({ key: log.key, started: log.started, events: log.events, outcome: log.outcome }),
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("away");
      if (answer.status >= 500) throw new Error("waits");
      const told = await answer.json();
      if (answer.ok) {
        localStorage.removeItem(place);
        window.location.assign(told.next);
        return;
      }
      delete log.sends;
      keep(log);
      said.textContent = `${app.dataset.failed} ${told.said}`;
    } catch (error) {
      said.textContent = error.message === "away" ? app.dataset.away : app.dataset.waits;
      timer = setTimeout(send, 5000);
    } finally {
      sending = false;
    }
  }

  window.addEventListener("online", send);
  window.addEventListener("storage", show);
  setInterval(() => {
    if (stage(read()) !== "ended" && stage(read()) !== "idle") face.textContent = written(Date.now() - read().started);
  }, 500);
  show();
  send();
});
