// Live regions: links and GET forms that lead to the same page with another query renew only
// the region they stand in ([data-sv-live]), or the one they name (data-sv-renews="id").

import htmx from "htmx.org";

import { announce } from "./announce.js";

const PAUSE_MS = 150;

/** The region that a link or form renews, if it leads to the page that we are on. */
function regionOf(element, url) {
  if (url.origin !== location.origin || url.pathname !== location.pathname) return null;
  const named = element.closest("[data-sv-renews]");
  if (named) return document.getElementById(named.dataset.svRenews);
  return element.closest("[data-sv-live]");
}

async function renew(region, url, step = "push") {
  const selector = `#${CSS.escape(region.id)}`;
  region.setAttribute("aria-busy", "true");
  try {
    await htmx.ajax("GET", url.pathname + url.search, {
      source: region,
      target: selector,
      select: selector,
      swap: "outerMorph",
      [step]: "true",
    });
  } finally {
    const renewed = document.getElementById(region.id);
    renewed?.removeAttribute("aria-busy");
    announce(renewed?.dataset.svAnnounce);
  }
}

function onClick(event) {
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  const link = event.target.closest?.("a[href]");
  if (!link || !isPlain || link.target || link.hasAttribute("download")) return;
  const url = new URL(link.href);
  const region = url.hash ? null : regionOf(link, url);
  if (!region) return;
  event.preventDefault();
  renew(region, url);
}

function onSubmit(event) {
  const form = event.target;
  if (form.method !== "get") return;
  const url = new URL(form.getAttribute("action") ?? "", location.href);
  const region = regionOf(form, url);
  if (!region) return;
  event.preventDefault();
  const chosen = [...new FormData(form, event.submitter)].filter(([, value]) => value !== "");
  url.search = new URLSearchParams(chosen).toString();
  // What is sent while the reader is still choosing is no place to go back to.
  renew(region, url, form.hasAttribute("data-sv-auto") ? "replace" : "push");
}

/** Forms with data-sv-auto send themselves once the reader pauses. */
function onInput(event) {
  const form = event.target.form;
  if (!form?.hasAttribute("data-sv-auto")) return;
  clearTimeout(form.svPause);
  form.svPause = setTimeout(() => form.requestSubmit(), PAUSE_MS);
}

export function startLiveRegions() {
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", onInput);
}
