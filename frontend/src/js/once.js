// A form is sent once: its buttons wait, and keep their words. Coming back by the back button frees them.
function hold(form, submitter) {
  if (submitter && submitter.name) {
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = submitter.name;
    kept.value = submitter.value;
    kept.dataset.held = "";
    form.append(kept);
  }
  for (const button of form.querySelectorAll("button:not([type='button']):not([disabled])")) {
    button.disabled = true;
    button.dataset.held = "";
  }
}

function release(root) {
  for (const input of root.querySelectorAll("input[data-held]")) input.remove();
  for (const button of root.querySelectorAll("button[data-held]")) {
    button.disabled = false;
    delete button.dataset.held;
  }
}

export function start(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-many")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => hold(form, event.submitter), 0);
  });
  window.addEventListener("pageshow", (event) => {
    for (const form of root.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    if (event.persisted) release(root);
  });
}
