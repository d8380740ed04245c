// Questions that only one answer raises: hidden until that answer is chosen. Without script they are all shown.
export function start(root) {
  for (const part of root.querySelectorAll("[data-shown-by]")) {
    const asked = part.closest("form")?.elements[part.dataset.shownBy];
    if (!asked) continue;
    const tell = () => {
      part.hidden = asked.value !== part.dataset.shownAt;
    };
    asked.addEventListener("change", tell);
    tell();
  }
}
