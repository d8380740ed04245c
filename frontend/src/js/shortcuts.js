// "/" goes to the search box, unless one is typing.
const TYPING = "input, textarea, select, [contenteditable]";

export function start(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPING)) return;
    const box = root.querySelector(".search input");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
