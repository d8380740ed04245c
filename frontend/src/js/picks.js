// Ticking rows: all at once, and how many. The boxes may stand outside their form.
function tell(form) {
  const boxes = [...form.elements].filter((control) => control.matches("[data-pick]"));
  const ticked = boxes.filter((box) => box.checked).length;
  const all = [...form.elements].find((control) => control.matches("[data-pick-all]"));
  if (all) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const output of form.querySelectorAll("[data-picked]")) output.textContent = String(ticked);
}

export function start(root) {
  root.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || !event.target.matches("[data-pick], [data-pick-all]")) return;
    if (event.target.matches("[data-pick-all]")) {
      for (const box of form.elements) if (box.matches("[data-pick]")) box.checked = event.target.checked;
    }
    tell(form);
  });
  window.addEventListener("pageshow", () => {
    for (const all of root.querySelectorAll("[data-pick-all]")) if (all.form) tell(all.form);
  });
}
