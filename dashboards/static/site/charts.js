// Draws the charts of a page from the JSON beside them: the wide figure, or the narrow one on a phone.
"use strict";

const settings = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };

function draw(canvas) {
  const chart = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  const figure = canvas.clientWidth < 640 && chart.narrow ? chart.narrow : chart.figure;
  Plotly.react(canvas, figure.data, figure.layout, settings);
}

document.addEventListener("DOMContentLoaded", () => {
  const canvases = document.querySelectorAll("[data-chart]");
  canvases.forEach(draw);
  const wide = window.matchMedia("(min-width: 720px)");
  wide.addEventListener("change", () => canvases.forEach(draw));
});
