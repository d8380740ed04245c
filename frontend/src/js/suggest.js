// Suggestions below the search box: arrows go through them, Escape and leaving close them.
export function start(root) {
  const box = root.querySelector("#suggestions");
  const input = box?.parentElement.querySelector("input[type=search]");
  if (!box || !input) return;
  const close = () => box.replaceChildren();
  const move = (event, step) => {
    const stops = [input, ...box.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || stops.length < 2) return;
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length].focus();
  };
  box.parentElement.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
    if (event.key === "Escape") {
      close();
      input.focus();
    }
  });
  input.addEventListener("input", () => {
    if (!input.value.trim()) close();
  });
  root.addEventListener("click", (event) => {
    if (!box.parentElement.contains(event.target)) close();
  });
  root.addEventListener("focusin", (event) => {
    if (!box.parentElement.contains(event.target)) close();
  });
}
