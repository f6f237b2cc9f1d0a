// The questionnaire: every answer goes into the outbox at once, and every tab shows what stands.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-rates]");
  if (!form) return;
  const url = form.dataset.rates;
  const status = form.querySelector("[data-saving]");
  const TYPING_MS = 800;
  const stands = new Map();
  const typing = new Map();
  const tappedAt = new Map();
  let sending = false;

  const asks = [...form.querySelectorAll("[data-item]")];
  const askOf = new Map(asks.map((ask) => [ask.dataset.item, ask]));

  function read(ask) {
    const ticked = ask.querySelector("input[type=radio]:checked");
    const words = ask.querySelector("textarea[name^='w-']");
    const comment = ask.querySelector("textarea[name^='c-']");
    return {
      tick: ticked ? ticked.value : "",
      words: words ? words.value.trim() : "",
      comment: comment ? comment.value.trim() : "",
    };
  }

  function show(ask, answer) {
    for (const input of ask.querySelectorAll("input[type=radio]")) input.checked = input.value === answer.tick;
    for (const [name, value] of [["w-", answer.words], ["c-", answer.comment]]) {
      const field = ask.querySelector(`textarea[name^='${name}']`);
      if (field && field !== document.activeElement && field.value.trim() !== value) field.value = value;
    }
    stands.set(ask.dataset.item, JSON.stringify(read(ask)));
  }

  function answered(ask) {
    const { tick, words } = read(ask);
    return Boolean(tick || words);
  }

  function count() {
    form.querySelector("[data-answered]").textContent = String(asks.filter(answered).length);
  }

  // A tap that changes nothing (the second of a double tap) is no answer.
  function keep(ask) {
    clearTimeout(typing.get(ask));
    typing.delete(ask);
    const answer = read(ask);
    const text = JSON.stringify(answer);
    if (stands.get(ask.dataset.item) === text) return;
    stands.set(ask.dataset.item, text);
    ask.removeAttribute("data-missing");
    tappedAt.set(ask.dataset.item, Date.now());
    outbox.put(url, { item: ask.dataset.item, ...answer });
    count();
  }

  function keepTyped() {
    for (const ask of [...typing.keys()]) keep(ask);
  }

  function sayWhy(items) {
    for (const ask of asks) {
      const line = ask.querySelector("[data-why]");
      if (!line) continue;
      const wanted = items.includes(ask.dataset.item);
      line.hidden = !wanted;
      if (wanted) ask.querySelector("details.why").open = true;
    }
  }

  function pending() {
    return new Set(outbox.entries(url).map((each) => each.entry.item));
  }

  for (const ask of asks) stands.set(ask.dataset.item, JSON.stringify(read(ask)));
  for (const { entry } of outbox.entries(url)) {
    const ask = askOf.get(entry.item);
    if (ask) show(ask, entry);
  }
  count();

  form.addEventListener("change", (event) => {
    const ask = event.target.closest("[data-item]");
    if (ask) keep(ask);
  });
  form.addEventListener("input", (event) => {
    const ask = event.target.closest("[data-item]");
    if (!ask || event.target.type === "radio") return;
    clearTimeout(typing.get(ask));
    typing.set(ask, setTimeout(() => keep(ask), TYPING_MS));
  });
  window.addEventListener("pagehide", keepTyped);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keepTyped();
  });

  // Another tab of this browser has taken an answer.
  window.addEventListener("storage", (event) => {
    if (!event.key || !event.key.startsWith(outbox.waiting) || !event.newValue) return;
    const { url: whose, entry } = JSON.parse(event.newValue);
    const ask = whose === url && askOf.get(entry.item);
    if (!ask || entry.at < (tappedAt.get(entry.item) || 0)) return;
    show(ask, entry);
    count();
  });

  outbox.listen((what, detail) => {
    if (what === "saved" && detail.url === url) {
      const waits = pending();
      for (const [item, answer] of Object.entries(detail.answer.answers)) {
        const ask = askOf.get(item);
        if (ask && !waits.has(item) && !typing.has(ask)) show(ask, answer);
      }
      sayWhy(detail.answer.say_why);
      count();
      status.textContent = detail.answer.late.length ? status.dataset.late : status.dataset.saved;
      if (!detail.answer.open) window.location.reload();
    } else if (what === "sent" && detail.save === url) {
      if (detail.answer && detail.answer.next) window.location.assign(detail.answer.next);
      else window.location.reload();
    } else if (what === "busy") {
      status.textContent = status.dataset.busy;
    } else if (what === "waits" || what === "away") {
      status.textContent = outbox.wished(url) ? status.dataset.wished : status.dataset.kept;
    }
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    const button = form.querySelector("[data-send]");
    button.disabled = true;
    keepTyped();
    await outbox.wish(url, form.getAttribute("action"));
    // Without a connection it goes later by itself; until then answers may still be changed.
    button.disabled = false;
    sending = false;
  });

  form.querySelector("[data-next]").addEventListener("click", () => {
    const open = asks.find((ask) => !answered(ask)) || asks.find((ask) => ask.querySelector("[data-why]:not([hidden])"));
    const goal = open || form.querySelector("[data-send]");
    goal.scrollIntoView({ block: "center" });
    (goal.querySelector?.("input, textarea") || goal).focus({ preventScroll: true });
  });

  document.getElementById("lacking")?.focus();
});
