// Keeps what a shopper taps in this browser until the site has it. Each entry lies under a key of its own, so
// that two tabs never write over each other; the site takes the same entry once, however often it is sent.
"use strict";

const outbox = (() => {
  const place = document.querySelector("[data-outbox]");
  const waiting = `svartid.outbox.${place.dataset.outbox}.`;
  const refused = `svartid.refused.${place.dataset.outbox}.`;
  const wishes = `svartid.send.${place.dataset.outbox}.`;
  const listeners = [];
  const FIRST_WAIT_MS = 2000;
  const LONGEST_WAIT_MS = 60000;
  let number = 0;
  let wait = FIRST_WAIT_MS;
  let timer = 0;
  let running = null;
  let again = false;
  let lasting = false;

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function names(prefix) {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix)).sort();
  }

  // Entries that wait, the earliest first; of one address or of all.
  function entries(url) {
    return names(waiting)
      .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name) || "{}") }))
      .filter((each) => each.entry && (!url || each.url === url));
  }

  function put(url, entry) {
    const at = Date.now();
    number += 1;
    const whole = { key: newKey(), at, ...entry };
    const order = `${String(at).padStart(14, "0")}.${String(number).padStart(6, "0")}`;
    localStorage.setItem(`${waiting}${order}.${whole.key}`, JSON.stringify({ url, entry: whole }));
    flush();
    return whole.key;
  }

  // A rating that was to be sent while there was no connection is sent with the next one.
  function wish(saveUrl, sendUrl) {
    localStorage.setItem(wishes + sendUrl, saveUrl);
    return flush();
  }

  function token() {
    return document.querySelector("input[name=csrfmiddlewaretoken]").value;
  }

  async function post(url, body, type) {
    const headers = { "X-CSRFToken": token(), Accept: "application/json", "Content-Type": type };
    let answer;
    try {
      answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", credentials: "same-origin" });
    } catch {
      throw new Error("waits");
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("away");
    if (answer.status >= 500) throw new Error("waits");
    if (!answer.ok) return null;
    return answer.json();
  }

  async function sendEntries() {
    for (let all = entries(); all.length; all = entries()) {
      const url = all[0].url;
      const batch = all.filter((each) => each.url === url).slice(0, 100);
      const body = JSON.stringify({ now: Date.now(), entries: batch.map((each) => each.entry) });
      const answer = await post(url, body, "application/json");
      const taken = new Set(answer ? answer.done : []);
      for (const each of batch) {
        if (!taken.has(each.entry.key)) localStorage.setItem(each.name.replace(waiting, refused), JSON.stringify(each));
        localStorage.removeItem(each.name);
      }
      tell(answer ? "saved" : "refused", { url, answer });
    }
  }

  async function sendWishes() {
    for (const name of names(wishes)) {
      const url = name.slice(wishes.length);
      const answer = await post(url, "saved=1", "application/x-www-form-urlencoded");
      const save = localStorage.getItem(name);
      localStorage.removeItem(name);
      tell("sent", { url, save, answer });
    }
  }

  async function run() {
    try {
      do {
        again = false;
        if (entries().length) tell("busy", {});
        await sendEntries();
        await sendWishes();
      } while (again);
      wait = FIRST_WAIT_MS;
      tell("quiet", {});
      return true;
    } catch (error) {
      tell(error.message === "away" ? "away" : "waits", {});
      clearTimeout(timer);
      timer = setTimeout(flush, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      return false;
    }
  }

  // One sending at a time; whatever is put meanwhile goes with the next round.
  function flush() {
    if (running) {
      again = true;
      return running;
    }
    running = run().finally(() => {
      running = null;
    });
    return running;
  }

  function tell(what, detail) {
    const bad = what === "waits" || what === "away" || what === "refused";
    const left = entries().length + names(wishes).length;
    if (bad && (left || what === "refused")) show(place.dataset[what]);
    else if (what === "quiet" && !lasting && !names(refused).length) place.hidden = true;
    else if (what === "sent" && detail.answer && !listeners.length) {
      lasting = true;
      show(detail.answer.sent ? place.dataset.sent : detail.answer.words);
      return;
    }
    for (const listener of listeners) listener(what, detail);
  }

  function show(words) {
    place.textContent = words;
    place.hidden = false;
  }

  window.addEventListener("online", () => {
    wait = FIRST_WAIT_MS;
    flush();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") flush();
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (entries().length || names(wishes).length) flush();
  });

  // Whether the rating saved at this address waits to be sent whole.
  function wished(saveUrl) {
    return names(wishes).some((name) => localStorage.getItem(name) === saveUrl);
  }

  return { put, wish, wished, flush, entries, listen: (listener) => listeners.push(listener), waiting };
})();
