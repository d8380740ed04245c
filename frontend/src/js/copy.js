// Copies a link or a code, and says so.
async function write(text, button) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const input = button.parentElement.querySelector("input");
  input.select();
  return document.execCommand("copy");
}

export function start(root) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await write(button.dataset.copy, button);
    const label = button.querySelector("[aria-live]");
    const words = label.textContent;
    label.textContent = button.dataset.copied;
    setTimeout(() => {
      label.textContent = words;
    }, 3000);
  });
}
