// Scoring one family. Digits type over, up and down move, Enter confirms and goes on, a column pastes in, the total is live.
// Everything is counted in thousandths, so that half points never drift.
const UNIT = 1000;
const parse = (text) => {
  const plain = text.trim().replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 65248)).replace(/[．。,，]/g, ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * UNIT) : NaN;
};
const show = (value) => String(value / UNIT);
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

class Criterion {
  constructor(row, sheet) {
    this.row = row;
    this.sheet = sheet;
    this.max = parse(row.dataset.max);
    this.input = row.querySelector("input");
    this.reason = row.querySelector("select");
    this.error = row.querySelector(".criterion-error");
  }

  get score() {
    return parse(this.input.value);
  }

  set score(value) {
    this.input.value = show(Math.min(this.max, Math.max(0, value)));
    this.refresh();
  }

  // The most a chosen reason takes off; without a choice, the most any reason does.
  get allowed() {
    const chosen = this.reason.selectedOptions[0];
    const options = chosen && chosen.value ? [chosen] : [...this.reason.options];
    return Math.max(0, ...options.map((option) => (option.dataset.max ? parse(option.dataset.max) : 0)));
  }

  refresh() {
    const less = this.score < this.max;
    this.row.classList.toggle("criterion-less", less || Number.isNaN(this.score));
    if (!less) this.reason.value = "";
    else if (!this.reason.value && this.reason.options.length === 2) this.reason.selectedIndex = 1;
    this.limit(less);
    this.row.querySelector("[data-more]").disabled = this.score >= this.max;
    this.row.querySelector("[data-less]").disabled = this.score <= this.max - this.allowed;
    this.say("");
    this.sheet.total();
  }

  limit(less) {
    const line = this.row.querySelector("[data-limit]");
    const values = { off: show(this.max - this.score), max: show(this.allowed) };
    line.textContent = less && this.reason.value ? fill(line.dataset.words, values) : "";
  }

  say(sentence) {
    this.error.textContent = sentence;
    this.input.toggleAttribute("aria-invalid", Boolean(sentence));
    if (sentence) this.input.setAttribute("aria-invalid", "true");
    return !sentence;
  }

  // Says what is wrong; true when nothing is.
  check() {
    const words = this.sheet.form.dataset;
    const score = this.score;
    const off = this.max - score;
    const lowest = show(this.max - this.allowed);
    if (!Number.isNaN(score)) this.input.value = show(score);
    if (Number.isNaN(score) || off < 0 || score % parse(words.step)) {
      return this.say(fill(words.notAScore, { min: lowest, max: show(this.max) }));
    }
    if (off > 0 && !this.reason.value) return this.say(words.noReason);
    if (off > this.allowed) return this.say(fill(words.tooMuch, { max: show(this.allowed) }));
    return this.say("");
  }
}

class Sheet {
  constructor(form) {
    this.form = form;
    this.output = form.querySelector("[data-total]");
    this.rows = [...form.querySelectorAll("[data-criterion]")].map((row) => new Criterion(row, this));
    this.listen();
    for (const row of this.rows) row.limit(row.score < row.max);
    this.total();
    if (window.matchMedia("(pointer: fine)").matches && !document.querySelector("[data-focus]")) this.go(0);
  }

  total() {
    const sum = this.rows?.reduce((all, row) => all + (Number.isNaN(row.score) ? 0 : row.score), 0) ?? 0;
    this.output.textContent = show(sum);
  }

  rowOf(target) {
    return this.rows.find((row) => row.row.contains(target));
  }

  go(index) {
    const row = this.rows[Math.min(this.rows.length - 1, Math.max(0, index))];
    row.input.focus();
    row.input.select();
  }

  listen() {
    this.form.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("focusin", (event) => event.target.matches(".criterion-score input") && event.target.select());
    this.form.addEventListener("input", (event) => this.rowOf(event.target)?.refresh());
    this.form.addEventListener("click", (event) => this.nudge(event));
    this.form.addEventListener("paste", (event) => this.paste(event));
    this.form.addEventListener("submit", (event) => this.confirm(event));
  }

  key(event) {
    if (!event.target.matches(".criterion-score input")) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move) return;
    event.preventDefault();
    this.go(this.rows.indexOf(this.rowOf(event.target)) + move);
  }

  nudge(event) {
    const button = event.target.closest("[data-less], [data-more]");
    if (!button) return;
    const row = this.rowOf(button);
    const by = button.hasAttribute("data-less") ? -UNIT : UNIT;
    const from = Number.isNaN(row.score) ? row.max : row.score;
    row.score = Math.max(from + by, row.max - row.allowed);
  }

  paste(event) {
    const start = this.rows.indexOf(this.rowOf(event.target));
    const lines = event.clipboardData.getData("text").split(/\r?\n/).map((line) => line.split("\t")[0].trim());
    while (lines.length && !lines[lines.length - 1]) lines.pop();
    if (start < 0 || lines.length < 2) return;
    event.preventDefault();
    lines.forEach((line, offset) => {
      const row = this.rows[start + offset];
      if (!row || !line) return;
      row.input.value = line;
      row.refresh();
      row.check();
    });
    this.go(start + lines.length);
  }

  confirm(event) {
    const wrong = this.rows.filter((row) => !row.check());
    if (!wrong.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const first = wrong[0];
    const reasonMissing = !Number.isNaN(first.score) && !first.reason.value && first.score < first.max;
    (reasonMissing ? first.reason : first.input).focus();
    if (!reasonMissing) first.input.select();
    first.row.scrollIntoView({ block: "center" });
  }
}

export const scoring = () => ({
  init() {
    new Sheet(this.$el);
  },
});
