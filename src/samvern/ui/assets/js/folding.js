// On a phone, a long table that stacks is folded at its group headings: what a heading says is
// enough to choose by. Only the first group where something is left to answer stands open.

const MANY_ROWS = 30;
const LEFT = "select.sv-result:has(option[value='']:checked), [aria-invalid='true']";

function fold(body, heading, isOpen) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sv-fold";
  button.append(...heading.childNodes);
  heading.append(button);
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    for (const row of body.rows) if (!row.contains(heading)) row.hidden = !open;
  };
  set(isOpen || Boolean(body.querySelector("[aria-invalid='true'], :target")));
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
}

function foldTable(table) {
  const groups = [...table.tBodies]
    .map((body) => [body, body.querySelector(":scope > tr:first-child > th[scope='rowgroup']")])
    .filter(([, heading]) => heading && !heading.querySelector("a, button, input, select"));
  if (groups.length < 2 || table.rows.length < MANY_ROWS) return;
  const first = groups.find(([body]) => body.querySelector(LEFT)) ?? groups[0];
  for (const group of groups) fold(...group, group === first);
}

export function startFolding() {
  if (!matchMedia("screen and (max-width: 40rem)").matches) return;
  for (const table of document.querySelectorAll(".sv-table[data-stacks] table")) foldTable(table);
}
