// What every page does by script: opens the menu on a phone, asks before what cannot be undone,
// opens a chooser's page, follows a stream. Pages can be read and used without it.
"use strict";

document.documentElement.classList.add("scripted");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens]");
  if (!button) return;
  const body = document.getElementById(button.dataset.opens);
  const open = body.toggleAttribute("data-open");
  button.setAttribute("aria-expanded", String(open));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const button = document.querySelector('[data-opens][aria-expanded="true"]');
  if (button) {
    button.click();
    button.focus();
  }
});

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.asks;
  if (question && !window.confirm(question)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = button.dataset.copied;
});

// The tab of this page is in sight, however many there are.
document.addEventListener("DOMContentLoaded", () => {
  const tabs = document.querySelector(".tabs");
  const here = tabs?.querySelector("[aria-current]");
  if (here) tabs.scrollLeft = here.offsetLeft - tabs.offsetLeft - 16;
});
