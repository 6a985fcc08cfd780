// Lists that the reader puts in order: moves happen in the page, the form learns of them.

import { announce } from "./announce.js";

function onClick(event) {
  const button = event.target.closest?.("[data-sv-ordering] button[name=move]");
  if (!button) return;
  event.preventDefault();
  const box = button.closest("[data-sv-ordering]");
  const item = button.closest("li");
  const isUp = button.value.endsWith(":up");
  const neighbour = isUp ? item.previousElementSibling : item.nextElementSibling;
  if (!neighbour) return;
  if (isUp) neighbour.before(item);
  else neighbour.after(item);
  settle(box);
  // The button just used may have become disabled at the end of the list.
  (button.disabled ? item.querySelector("button:not([disabled])") : button)?.focus();
  tell(box, item);
}

function settle(box) {
  const items = [...box.querySelectorAll("li")];
  items.forEach((item, index) => {
    const [up, down] = item.querySelectorAll("button[name=move]");
    up.disabled = index === 0;
    down.disabled = index === items.length - 1;
  });
  const field = box.querySelector("input[type=hidden]");
  field.value = items.map((item) => item.dataset.svKey).join(",");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function tell(box, item) {
  const items = [...box.querySelectorAll("li")];
  const words = {
    name: item.querySelector("[data-sv-name]").textContent,
    place: items.indexOf(item) + 1,
    total: items.length,
  };
  announce(box.dataset.svMoved.replace(/\{(\w+)\}/g, (_, key) => words[key]));
}

export function startOrdering() {
  document.addEventListener("click", onClick);
}
