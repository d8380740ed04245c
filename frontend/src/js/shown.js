// Questions that only some answers raise: hidden until one of them is chosen. Without script they are all shown.
export function start(root) {
  for (const part of root.querySelectorAll("[data-shown-by]")) {
    const asked = part.closest("form")?.elements[part.dataset.shownBy];
    if (!asked) continue;
    const tell = () => {
      part.hidden = !part.dataset.shownAt.split(" ").includes(asked.value);
    };
    asked.addEventListener("change", tell);
    tell();
  }
}
