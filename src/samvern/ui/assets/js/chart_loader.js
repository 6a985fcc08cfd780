// Charts come alive when they come into view; only then is the chart library fetched.

import { schemeInForce } from "./schemes.js";

const drawn = new Set();
let library;

function load() {
  library ??= import(document.body.dataset.svCharts);
  return library;
}

async function draw(figure) {
  const address = new URL(figure.dataset.svChart, location.href);
  address.searchParams.set("scheme", schemeInForce());
  const stage = figure.querySelector(".sv-chart__live");
  try {
    const [{ render }, response] = await Promise.all([load(), fetch(address)]);
    if (!response.ok) return;
    await render(stage, await response.json());
    stage.hidden = false;
    figure.querySelector(".sv-chart__image").hidden = true;
    drawn.add(figure);
  } catch (error) {
    // The image stays; it says the same.
    console.warn("chart", error);
  }
}

export function startCharts() {
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      draw(target);
    }
  });
  const watchAll = () => {
    for (const figure of document.querySelectorAll("[data-sv-chart]")) {
      if (!drawn.has(figure)) watcher.observe(figure);
    }
  };
  watchAll();
  document.addEventListener("htmx:after:swap", watchAll);
  document.addEventListener("sv:scheme", () => {
    for (const figure of drawn) {
      if (figure.isConnected) draw(figure);
      else drawn.delete(figure);
    }
  });
}
