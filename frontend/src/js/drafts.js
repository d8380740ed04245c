// A form saves itself every five seconds while it is filled in, under the tab that holds it; files and passwords never.
const EVERY = 5000;
const LEFT_OUT = ["csrfmiddlewaretoken", "once"];
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function tabId() {
  if (!sessionStorage.getItem("anjia-tab")) sessionStorage.setItem("anjia-tab", Math.random().toString(36).slice(2) + Date.now());
  return sessionStorage.getItem("anjia-tab");
}

class Draft {
  constructor(box, form) {
    this.box = box;
    this.form = form;
    this.note = box.querySelector("[data-draft-note]");
    this.elsewhere = box.querySelector("[data-draft-elsewhere]");
    this.takes = "restored" in box.dataset;
    this.sent = this.written().toString();
    (form.querySelector(".foot, .scoring-foot") || form).prepend(this.note);
    form.addEventListener("submit", () => setTimeout(() => (this.done = !!form.dataset.sent), 0));
    box.querySelector("[data-draft-take]").addEventListener("click", () => this.take());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", () => (this.done = false));
    document.addEventListener("anjia:flush", () => this.save());
    setInterval(() => this.save(), EVERY);
  }

  written() {
    const data = new URLSearchParams();
    for (const control of this.form.elements) {
      if (!control.name || control.disabled || LEFT_OUT.includes(control.name)) continue;
      if (["file", "password", "submit", "button"].includes(control.type) || control.tagName === "BUTTON") continue;
      if (["checkbox", "radio"].includes(control.type) && !control.checked) continue;
      if (control.multiple) for (const one of control.selectedOptions) data.append(control.name, one.value);
      else data.append(control.name, control.value);
    }
    return data;
  }

  body(extra) {
    const data = this.written();
    data.append("draft_token", this.box.dataset.draft);
    data.append("draft_tab", tabId());
    data.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    if (this.takes) data.append("draft_take", "1");
    if (extra) data.append(extra, "1");
    return data;
  }

  get changed() {
    return !this.done && this.written().toString() !== this.sent;
  }

  async save() {
    if (this.busy || this.stopped || !this.changed) return;
    this.busy = true;
    const text = this.written().toString();
    try {
      const answer = await fetch(this.box.dataset.url, { method: "POST", body: this.body(), redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) this.say(this.box.dataset.ended);
      else this.hear(await answer.json(), text);
    } catch {
      this.say(this.box.dataset.lost);
    }
    this.busy = false;
  }

  hear(told, text) {
    if (told.state === "saved") {
      this.sent = text;
      this.takes = false;
      this.holds = true;
      this.say(fill(this.box.dataset.saved, told));
      document.dispatchEvent(new CustomEvent("anjia:seen"));
    } else if (told.state === "elsewhere") {
      this.stopped = true;
      this.elsewhere.hidden = false;
      this.say("");
    }
  }

  take() {
    this.takes = true;
    this.stopped = false;
    this.elsewhere.hidden = true;
    this.sent = "";
    this.save();
  }

  // Closed or left: the next tab goes on without asking.
  leave() {
    if (this.done || this.stopped || !(this.holds || this.changed)) return;
    navigator.sendBeacon?.(this.box.dataset.url, this.body("draft_release"));
  }

  say(words) {
    if (this.note.textContent !== words) this.note.textContent = words;
  }
}

export function start(root) {
  const box = root.querySelector("[data-draft]");
  const form = root.querySelector("main form.form[method=post], main form.scoring[method=post]");
  if (box && form) new Draft(box, form);
}
