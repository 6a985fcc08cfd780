// Keys: what carries data-sv-shortcut="x" is chosen by the key x, as if it had been pressed.

/** Fields in which a letter is text; a slider or a box to tick is none. */
const WRITTEN = "textarea, select, input:not([type=range], [type=checkbox], [type=radio])";

/** The key of a group that is to be chosen once the page has what it stands on. */
let awaited = "";

function choose(element) {
  const button = element.querySelector("button:not([disabled])");
  if (element.matches("[type=radio]")) {
    element.focus();
    element.click();
    element.dispatchEvent(new CustomEvent("sv-shortcut", { bubbles: true }));
  } else if (element.matches("input, textarea")) element.focus();
  else if (element.matches("li") && button) button.focus();
  else element.click();
}

function find(key) {
  return document.querySelector(`[data-sv-shortcut="${CSS.escape(key)}"]`);
}

/** In a list that is put in order, the arrow keys move the entry that has the focus. */
function move(event) {
  const item = event.target.closest?.("[data-sv-ordering] li[data-sv-shortcut]");
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!item || !way) return false;
  item.querySelector(`button[name=move][value$=":${way}"]:not([disabled])`)?.click();
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.(WRITTEN)) return;
  const found = find(event.key);
  if (!found && !move(event)) return;
  event.preventDefault();
  if (!found) return;
  awaited = found.matches("a") && /[0-9]/.test(event.key) ? event.key : "";
  choose(found);
}

function onChange() {
  const found = awaited && find(awaited);
  if (!found || found.matches("a")) return;
  awaited = "";
  choose(found);
}

export function startShortcuts() {
  if (!document.querySelector("[data-sv-shortcut]")) return;
  document.addEventListener("keydown", onKey);
  new MutationObserver(onChange).observe(document.body, { childList: true, subtree: true });
}
