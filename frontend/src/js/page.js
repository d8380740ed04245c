// Small things of every page: print, close a message, let wide tables be scrolled by keyboard.
// What can be undone is offered for ten seconds, and as long as the eye or the hand is on it.
const UNDO = 10000;

function fade(note) {
  if (note.matches(":hover, :focus-within")) setTimeout(() => fade(note), 2000);
  else note.remove();
}

export function start(root) {
  for (const note of root.querySelectorAll(".toasts .toast-note")) {
    if (note.querySelector(".toast-undo")) setTimeout(() => fade(note), UNDO);
  }
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const close = event.target.closest("[data-dismiss]");
    if (close) close.closest(".toast-note").remove();
  });
}
