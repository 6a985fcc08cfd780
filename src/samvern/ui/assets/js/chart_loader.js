// Charts come alive when they come into view; only then is the chart library fetched.

import { schemeInForce } from "./schemes.js";

/** The address that each live chart was drawn from. */
const drawn = new Map();
let library;

function load() {
  library ??= import(document.body.dataset.svCharts);
  return library;
}

async function specification(source) {
  const address = new URL(source, location.href);
  address.searchParams.set("scheme", schemeInForce());
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}

async function draw(figure) {
  const source = figure.dataset.svChart;
  const stage = figure.querySelector(".sv-chart__live");
  const image = figure.querySelector(".sv-chart__image");
  try {
    const [{ render }, chart] = await Promise.all([load(), specification(source)]);
    if (figure.dataset.svChart !== source) return; // a newer one is on its way
    await render(stage, chart);
    drawn.set(figure, source);
    stage.hidden = false;
    image.hidden = true;
  } catch (error) {
    // The image says the same; the one for paper always has the newest address.
    console.warn("chart", error);
    image.querySelector("source")?.remove();
    image.querySelector("img").src = figure.querySelector(".sv-chart__print").src;
    stage.hidden = true;
    image.hidden = false;
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
  const attend = () => {
    for (const figure of document.querySelectorAll("[data-sv-chart]")) {
      if (!drawn.has(figure)) watcher.observe(figure);
      else if (drawn.get(figure) !== figure.dataset.svChart) draw(figure);
    }
  };
  attend();
  document.addEventListener("htmx:after:swap", attend);
  document.addEventListener("sv:scheme", () => {
    for (const figure of drawn.keys()) {
      if (figure.isConnected) draw(figure);
      else drawn.delete(figure);
    }
  });
}
