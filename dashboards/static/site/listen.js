// Walks through a contact in its own time or faster, by its sound where there is one. Without it the page is
// the same list, each moment a link.
"use strict";

class Walk {
  constructor(root) {
    this.root = root;
    this.end = Number(root.dataset.end);
    this.steps = [...root.querySelectorAll(".walk > li")];
    this.sound = root.querySelector("[data-sound]");
    this.soundStarts = Number(root.dataset.soundStarts || 0);
    this.place = root.querySelector("[data-place]");
    this.button = root.querySelector("[data-play]");
    this.speed = root.querySelector("[data-speed]");
    this.at = 0;
    this.current = -1;
    this.going = false;
    this.button.addEventListener("click", () => (this.going ? this.pause() : this.play()));
    this.place.addEventListener("input", () => this.goTo(Number(this.place.value)));
    root.querySelectorAll("[data-step]").forEach((button) => {
      button.addEventListener("click", () => this.step(Number(button.dataset.step)));
    });
    this.steps.forEach((step) => {
      step.querySelector("a").addEventListener("click", (event) => {
        event.preventDefault();
        this.goTo(Number(step.dataset.at));
      });
    });
    root.querySelector("[data-comment]").addEventListener("focus", () => this.pause());
    this.speed.addEventListener("change", () => this.setSpeed());
    document.addEventListener("keydown", (event) => this.key(event));
    this.goTo(Number(root.dataset.start));
  }

  play() {
    if (this.at >= this.end) this.goTo(0);
    this.going = true;
    this.last = performance.now();
    this.button.textContent = this.button.dataset.pauses;
    this.setSpeed();
    this.frame();
  }

  pause() {
    this.going = false;
    if (this.sound) this.sound.pause();
    this.button.textContent = this.button.dataset.plays;
  }

  setSpeed() {
    this.rate = Number(this.speed.value);
    if (this.sound) this.sound.playbackRate = this.rate;
  }

  // The sound leads while it runs; before and after it the clock does.
  frame() {
    if (!this.going) return;
    const now = performance.now();
    const next = this.at + (now - this.last) * this.rate;
    this.last = now;
    if (this.sound && next >= this.soundStarts) {
      if (this.sound.paused && !this.sound.ended) this.sound.play().catch(() => this.pause());
      this.show(this.sound.paused ? next : this.soundStarts + this.sound.currentTime * 1000);
    } else {
      this.show(next);
    }
    if (this.at >= this.end) this.pause();
    else requestAnimationFrame(() => this.frame());
  }

  goTo(ms) {
    this.show(Math.min(Math.max(ms, 0), this.end));
    if (this.sound) this.sound.currentTime = Math.max(0, (this.at - this.soundStarts) / 1000);
  }

  step(by) {
    const wanted = Math.min(Math.max(this.current + by, 0), this.steps.length - 1);
    this.goTo(Number(this.steps[wanted].dataset.at));
    this.mark(wanted);
  }

  show(ms) {
    this.at = Math.min(ms, this.end);
    this.place.value = this.at;
    const whole = Math.round(this.at / 1000);
    const clock = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    this.place.setAttribute("aria-valuetext", clock);
    this.root.querySelectorAll("[data-clock]").forEach((each) => (each.textContent = clock));
    this.root.querySelectorAll("[data-at-field]").forEach((each) => (each.value = Math.round(this.at)));
    const behind = this.steps.filter((each) => Number(each.dataset.at) <= this.at + 0.5).length - 1;
    if (this.current < 0 || Number(this.steps[this.current].dataset.at) !== Number(this.steps[Math.max(behind, 0)].dataset.at))
      this.mark(Math.max(behind, 0));
  }

  mark(number) {
    if (number === this.current) return;
    if (this.current >= 0) this.steps[this.current].removeAttribute("aria-current");
    this.current = number;
    const step = this.steps[number];
    step.setAttribute("aria-current", "step");
    this.root.querySelector("[data-now]").textContent = step.dataset.words;
    if (this.going) step.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, button, a, summary")) return;
    if (event.key === " ") this.going ? this.pause() : this.play();
    else if (event.key === "ArrowRight") this.step(1);
    else if (event.key === "ArrowLeft") this.step(-1);
    else if (event.key === "c") this.root.querySelector("[data-comment]").focus();
    else return;
    event.preventDefault();
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-walk]").forEach((root) => new Walk(root));
});
