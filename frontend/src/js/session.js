// The last two minutes before a session ends by itself: one clock for all tabs, kept in the browser.
const SEEN = "anjia-seen";
const AHEAD = 120;
const SLACK = 60; // The server notes activity once a minute.
const TOLD = [120, 60, 30, 10];

class Session {
  constructor(dialog) {
    this.dialog = dialog;
    this.idle = Number(dialog.dataset.idle) - SLACK;
    this.left = dialog.querySelector("[data-session-left]");
    this.said = dialog.querySelector("[data-session-said]");
    this.seen();
    document.addEventListener("anjia:seen", () => this.seen());
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.querySelector("[data-session-go]").addEventListener("submit", (event) => this.goOn(event));
    setInterval(() => this.tick(), 1000);
  }

  seen() {
    localStorage.setItem(SEEN, String(Date.now()));
  }

  tick() {
    const left = Math.round(this.idle - (Date.now() - Number(localStorage.getItem(SEEN) || Date.now())) / 1000);
    if (left > AHEAD) {
      if (this.dialog.open) this.dialog.close();
    } else if (left <= 0) this.end();
    else this.warn(left);
  }

  warn(left) {
    if (!this.dialog.open) {
      document.dispatchEvent(new CustomEvent("anjia:flush"));
      this.dialog.showModal();
    }
    this.left.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (TOLD.includes(left)) this.said.textContent = this.said.dataset.words.replace("{n}", left);
  }

  async goOn(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = event.target;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.status !== 204) return this.end();
    this.seen();
    this.dialog.close();
  }

  // What was typed was saved when the warning came up; signing in leads back to this page.
  end() {
    if (this.over) return;
    this.over = true;
    const form = this.dialog.querySelector("[data-session-out]");
    if (document.querySelector("[data-draft-note]")?.textContent) {
      const next = new URL(form.elements.next.value, location.href);
      next.searchParams.set("draft", "1");
      form.elements.next.value = next.pathname + next.search;
    }
    form.submit();
  }
}

export function start(root) {
  const dialog = root.querySelector("dialog[data-session]");
  if (dialog && dialog.showModal) new Session(dialog);
}
