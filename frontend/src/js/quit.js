// Leaves at once, for a page nobody asks about; the way back does not lead here. Without script it is a plain link.
// Whoever left and presses "back" passes on at once: the pages before this one are still in the browser's list.
const LEFT = "left";

function remember(value) {
  try {
    if (value) sessionStorage.setItem(LEFT, value);
    else sessionStorage.removeItem(LEFT);
  } catch {
    // A browser that keeps nothing: the page itself is replaced all the same.
  }
}

function hasLeft() {
  try {
    return sessionStorage.getItem(LEFT) !== null;
  } catch {
    return false;
  }
}

function cameBack(event) {
  const [entry] = performance.getEntriesByType("navigation");
  return event.persisted || entry?.type === "back_forward";
}

export function start(root) {
  const link = root.querySelector("[data-quit]");
  if (!link) return;
  const leave = () => {
    document.body.hidden = true;
    location.replace(link.href);
  };
  const quit = (event) => {
    event.preventDefault();
    remember("1");
    leave();
  };
  // An answer to a form becomes an ordinary address: going back or anew asks again and never sends anything twice.
  history.replaceState(null, "", link.dataset.again || location.href);
  addEventListener("pageshow", (event) => {
    if (hasLeft() && cameBack(event)) leave();
    else remember("");
  });
  link.addEventListener("click", quit);
  root.addEventListener("keydown", (event) => {
    // Escape also closes the list of an input method: what is being written must not be lost by it.
    if (event.key === "Escape" && !event.isComposing) quit(event);
  });
}
