// What is typed in a chat is kept in this browser until the site has it, and is sent once.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-says]");
  if (!form) return;
  const box = form.querySelector("textarea");
  const told = form.querySelector("[data-unsent]");
  const place = `svartid.chat.${form.action}`;
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  let sending = false;

  const kept = () => JSON.parse(localStorage.getItem(place) || "[]");
  const keep = (turns) => localStorage.setItem(place, JSON.stringify(turns));

  function newKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // In the order in which it was typed; what nobody can hear any more is let go.
  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (let turns = kept(); turns.length; turns = kept()) {
        const answer = await fetch(form.action, {
          method: "POST",
          headers: { "X-CSRFToken": token, "Content-Type": "application/json" },
          body: JSON.stringify(turns[0]),
          redirect: "manual",
        });
        if (answer.status !== 200 && answer.status !== 409) throw new Error("waits");
        keep(kept().filter((each) => each.key !== turns[0].key));
        told.textContent = "";
      }
      htmx.trigger(document.querySelector("[data-follows]"), "changed");
    } catch {
      told.textContent = told.dataset.unsent;
      setTimeout(send, 2000);
    } finally {
      sending = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    keep([...kept(), { key: newKey(), text }]);
    box.value = "";
    box.focus();
    send();
  });

  // Enter sends, as in every chat; Shift and Enter begin a line.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  window.addEventListener("online", send);
  if (kept().length) send();
});
