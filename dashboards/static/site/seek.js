// Lets a list of moments lead a plain player to where each began. Without it the player stands alone.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-seeks]").forEach((list) => {
    const sound = document.getElementById(list.dataset.seeks);
    const starts = Number(list.dataset.soundStarts);
    list.querySelectorAll("button[data-at]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        sound.currentTime = Math.max(0, (Number(button.dataset.at) - starts) / 1000);
        sound.play().catch(() => {});
      });
    });
  });
});
