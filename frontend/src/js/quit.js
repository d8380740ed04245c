// Leaves at once, for a page nobody asks about; the way back does not lead here. Without script it is a plain link.
export function start(root) {
  const link = root.querySelector("[data-quit]");
  if (!link) return;
  const quit = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener("click", quit);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") quit(event);
  });
}
