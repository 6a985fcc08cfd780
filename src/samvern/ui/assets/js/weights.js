// A slider says its figure while it moves.

function onInput(event) {
  const slider = event.target;
  const output = slider.closest?.(".sv-weight")?.querySelector("output");
  if (output) output.value = slider.value;
}

export function startWeights() {
  document.addEventListener("input", onInput);
}
