// Light and dark change at once; the cookie that the server reads is set here as well.

const ONE_YEAR = 365 * 24 * 3600;

function onSubmit(event) {
  const form = event.target;
  const scheme = event.submitter?.value;
  if (!form.hasAttribute("data-sv-schemes") || !scheme) return;
  event.preventDefault();
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `samvern_colours=${scheme}; path=/; max-age=${ONE_YEAR}; samesite=lax${secure}`;
  document.documentElement.dataset.colorScheme = scheme;
  for (const button of form.querySelectorAll("button")) {
    const isChosen = button === event.submitter;
    button.setAttribute("aria-pressed", String(isChosen));
    button.dataset.variant = isChosen ? "primary" : "secondary";
  }
  document.dispatchEvent(new CustomEvent("sv:scheme"));
}

/** The scheme in force: "light" or "dark". */
export function schemeInForce() {
  const chosen = document.documentElement.dataset.colorScheme;
  if (chosen !== "auto") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function startSchemes() {
  document.addEventListener("submit", onSubmit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    document.dispatchEvent(new CustomEvent("sv:scheme")),
  );
}
