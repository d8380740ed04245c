// Puts the eye where it is needed: on the error summary, or on what its lines point to.
export function start(root) {
  const summary = root.querySelector("[data-focus]");
  if (summary) summary.focus();
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.tomselect || target;
    control.focus();
    target.closest(".field")?.scrollIntoView({ block: "center" });
  });
}
