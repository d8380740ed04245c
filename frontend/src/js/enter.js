// In a column of numbers, Enter goes to the next one and the arrows move; the last one leads to the button.
export function start(root) {
  root.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-enter-next]");
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!box || !step || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inputs = [...box.querySelectorAll("input")];
    const next = inputs[inputs.indexOf(event.target) + step];
    event.preventDefault();
    if (next) {
      next.focus();
      next.select();
    } else if (step > 0) box.closest("form").querySelector(".foot button")?.focus();
  });
}
