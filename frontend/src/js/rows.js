// In a list of boxes to tick the arrows go from row to row; space ticks and Enter sends, as browsers do by themselves.
export function start(root) {
  root.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-arrow-rows]");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!form || !step || !event.target.matches("[data-pick], [data-pick-all]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = [...form.querySelectorAll("[data-pick-all], [data-pick]")];
    const next = boxes[boxes.indexOf(event.target) + step];
    event.preventDefault();
    if (next) next.focus();
  });
  root.querySelector("[data-arrow-rows] [data-pick]")?.focus();
}
