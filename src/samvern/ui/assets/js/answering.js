// Answers are saved as they are given: form[data-sv-autosave] is sent when a field in it has changed,
// or a moment after the last key; with "rows", only the rows of its table that have. What comes back
// takes the place of what has the same id on the page. What could not be sent waits in its field, and
// is tried again.

/** How long after the last key what is written is sent. */
const PAUSE_MS = 1500;
const AGAIN_MS = [2000, 5000, 15000, 30000];

/** Forms that hold what the server has not taken yet, each with the parts that have changed. */
const unsaved = new Map();
let sending = null;
let tries = 0;
let again = 0;
let held = null;
let isSubmitting = false;
let pause = 0;

/** What became of what was written; with "unsaved" there is a button to try again. */
function say(text, state = "") {
  const status = document.getElementById("answer-status");
  if (!status) return;
  if (status.textContent !== text) status.textContent = text;
  status.parentElement.dataset.state = state;
  const again = document.getElementById("answer-again");
  if (again) again.hidden = state !== "unsaved";
}

function keep(form, parts) {
  const kept = unsaved.get(form) ?? new Set();
  for (const part of parts) kept.add(part);
  unsaved.set(form, kept);
}

function contentOf(form, parts) {
  const content = new FormData(form);
  if (form.dataset.svAutosave !== "rows") return content;
  const fields = [...parts].flatMap((row) => [...row.querySelectorAll("[name]")]);
  const chosen = new FormData();
  chosen.set("csrfmiddlewaretoken", content.get("csrfmiddlewaretoken"));
  for (const field of fields) chosen.set(field.name, field.value);
  return chosen;
}

/** Show what somebody else has saved meanwhile, unless the field is being written in. */
function show(form, name, value) {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field.type === "radio") field.checked = field.value === value;
    else if (field !== document.activeElement) field.value = value;
  }
}

function take(form, page) {
  for (const piece of page.querySelectorAll("body > [id]")) {
    const place = document.getElementById(piece.id);
    if (place?.matches("input")) place.value = piece.value;
    else if (place && !place.contains(document.activeElement)) {
      place.replaceChildren(...piece.childNodes);
    }
  }
  for (const piece of document.querySelectorAll("[data-sv-now]")) {
    show(form, piece.dataset.svNow, piece.value);
    piece.remove();
  }
}

/** Somebody else has changed the same: both stand side by side in place of the form. */
function takeConflict(form, page) {
  unsaved.delete(form);
  document.activeElement?.blur();
  take(form, page);
  const heading = document.querySelector("#answer-form h2");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}

/** Somebody else has changed what the form belongs to: what happened stands above what is written. */
function takeRefusal(form, page) {
  const told = page.getElementById("refused");
  say(form.dataset.notSaved, "unsaved");
  if (!told || form.previousElementSibling?.matches("[data-sv-refused]")) return;
  const place = document.createElement("div");
  place.dataset.svRefused = "";
  place.setAttribute("role", "alert");
  form.before(place);
  place.append(told.content.cloneNode(true));
}

function tryLater(text) {
  say(text, "unsaved");
  clearTimeout(again);
  again = setTimeout(send, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
  tries += 1;
}

function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

function post(form, parts) {
  return fetch(form.action || location.href, {
    method: "POST",
    body: contentOf(form, parts),
    headers: { "HX-Request": "true" },
    keepalive: true,
  });
}

/** Who has logged in anew has a new mark of our own pages: the old one is refused. */
async function renewMarks() {
  const name = "[name=csrfmiddlewaretoken]";
  const page = parse(await (await fetch(location.href)).text());
  const mark = page.querySelector(name)?.value;
  if (mark) for (const field of document.querySelectorAll(name)) field.value = mark;
}

/** Whether a form was saved; one that was not is kept, and the page says why. */
async function sendOne(form, parts) {
  const { saving, failed, loggedOut } = form.dataset;
  unsaved.delete(form);
  clearTimeout(pause);
  say(saving);
  let answer, page;
  try {
    answer = await post(form, parts);
    if (answer.status === 403) {
      await renewMarks();
      answer = await post(form, parts);
    }
    page = parse(await answer.text());
  } catch {
    keep(form, parts);
    tryLater(failed);
    return false;
  }
  if (answer.ok && !answer.redirected) {
    tries = 0;
    if (unsaved.has(form)) page.getElementById("answer-status")?.remove();
    say("");
    take(form, page);
    if (form.previousElementSibling?.matches("[data-sv-refused]")) {
      form.previousElementSibling.remove();
    }
    return true;
  }
  const hasMore = unsaved.has(form);
  keep(form, parts);
  if (answer.redirected || answer.status === 401) tryLater(loggedOut);
  else if (answer.status >= 500) tryLater(failed);
  else if (page.getElementById("answer-form")) {
    if (hasMore) return true; // what was written meanwhile is to stand there, too
    takeConflict(form, page);
  }
  else if (page.getElementById("answer-status")) {
    say("", "wrong");
    take(form, page);
  } else takeRefusal(form, page);
  return false;
}

async function sendAll() {
  let isGoing = true;
  while (isGoing && unsaved.size) {
    const [[form, parts]] = unsaved;
    isGoing = await sendOne(form, parts);
  }
}

function send() {
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  return sending;
}

/** A reason is asked for only where it is needed; without this script it always stands there. */
function reveal() {
  for (const part of document.querySelectorAll("[data-sv-when]")) {
    const chosen = part.closest("form")?.querySelector("[name=result]:checked")?.value;
    const isWritten = [...part.querySelectorAll("textarea")].some((field) => field.value);
    part.hidden = chosen !== part.dataset.svWhen && !isWritten;
  }
}

function onInput(event) {
  const form = event.target.form;
  if (!form?.matches("[data-sv-autosave]")) return;
  keep(form, [event.target.closest("tr") ?? form]);
  say("");
  clearTimeout(pause);
  pause = setTimeout(send, PAUSE_MS);
}

function onChange(event) {
  reveal();
  onInput(event);
  if (unsaved.size) send();
}

/** A link waits until what was said is saved; chosen again, it is followed without. */
async function onClick(event) {
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  const link = event.target.closest?.("a[href]");
  if (!link || !isPlain || link.target || !(unsaved.size || sending) || link === held) return;
  if (link.pathname === location.pathname && link.hash) return;
  event.preventDefault();
  await send();
  if (unsaved.size) held = link;
  else location.assign(link.href);
}

function onSubmit(event) {
  isSubmitting = event.target.method === "post" || isSubmitting;
}

function onLeave(event) {
  if (isSubmitting) return;
  const isOpen = unsaved.size || sending || document.querySelector("form[data-sv-unsaved]");
  if (unsaved.size) send(); // it arrives also when the page is left
  if (isOpen) event.preventDefault();
}

/** A page that is put aside, as on a phone, may never come back. */
function onHide() {
  if (document.visibilityState === "hidden" && unsaved.size) send();
}

/** Where a result needs a reason, the key that chooses it leads on to that. */
function onShortcut(event) {
  const { value, checked, form } = event.target;
  const needed = form?.querySelector(`[data-sv-when="${CSS.escape(value)}"] textarea`);
  if (checked && needed && !needed.value) needed.focus();
}

/** Escape leaves a field, so that the keys of the page work again. */
function onKey(event) {
  if (event.key === "Escape" && event.target.form?.matches("[data-sv-autosave]")) {
    event.target.blur();
  }
}

export function startAnswering() {
  if (!document.querySelector("form[data-sv-autosave], form[data-sv-unsaved]")) return;
  reveal();
  document.addEventListener("input", onInput);
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("sv-shortcut", onShortcut);
  document.addEventListener("visibilitychange", onHide);
  document.getElementById("answer-again")?.addEventListener("click", send);
  document.addEventListener("keydown", onKey);
  addEventListener("beforeunload", onLeave);
}
