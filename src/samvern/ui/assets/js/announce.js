// Says something to screen readers without moving focus.

/** @param {string} text */
export function announce(text) {
  const status = document.getElementById("sv-status");
  if (status && text) status.textContent = text;
}
