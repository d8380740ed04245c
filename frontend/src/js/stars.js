// Recording a quarter's stars. + gives all five, - none; 1 to 5 give or take the star of that number in the family one is at, space the one under
// the cursor, arrows move, Enter goes to the next family and from the last one to the button; a column pastes in.
// A list beside each star says on what it rests, or why it is missing; it is the answer that is sent.
const YES = "1√✓★是y";
const NO = "0×x✗☆否n-";
const GIVEN = "dcm";
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plain = (text) => text.replace(/\s/g, "").toLowerCase().replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 65248));

// "5", "0" or five signs as five booleans; null for what is no number of stars.
function read(text) {
  let signs = plain(text);
  if (signs === "5" || signs === "0") signs = (signs === "5" ? "1" : "0").repeat(5);
  const known = [...signs];
  if (known.length !== 5 || !known.every((sign) => (YES + NO).includes(sign))) return null;
  return known.map((sign) => YES.includes(sign));
}

class Star {
  constructor(cell) {
    this.cell = cell;
    this.button = cell.querySelector("[data-star]");
    this.why = cell.querySelector("[data-why]");
  }

  get isGiven() {
    return this.why.value !== "" && GIVEN.includes(this.why.value);
  }

  set isGiven(given) {
    if (given !== this.isGiven || !this.why.value) this.why.value = given ? this.button.dataset.give : "N";
  }

  draw() {
    this.button.setAttribute("aria-pressed", String(this.isGiven));
    this.cell.classList.toggle("star-missed", this.why.value !== "" && !this.isGiven);
  }
}

class Family {
  constructor(row) {
    this.row = row;
    this.stars = [...row.querySelectorAll(".star-cell")].map((cell) => new Star(cell));
    this.output = row.querySelector("[data-total]");
  }

  get isRecorded() {
    return this.stars.every((star) => star.why.value);
  }

  get total() {
    return this.stars.filter((star) => star.isGiven).length;
  }

  // The first touch records the family whole: what is not given is missing for want of evidence.
  toggle(at) {
    const fresh = this.stars.every((star) => !star.why.value);
    if (fresh) for (const star of this.stars) star.isGiven = false;
    this.stars[at].isGiven = !this.stars[at].isGiven;
    this.draw();
  }

  set(given) {
    this.stars.forEach((star, at) => { star.isGiven = given[at]; });
    this.draw();
  }

  draw() {
    for (const star of this.stars) star.draw();
    this.output.textContent = this.isRecorded ? String(this.total) : "";
  }
}

class Sheet {
  constructor(form) {
    this.form = form;
    this.families = [...form.querySelectorAll("[data-family]")].map((row) => new Family(row));
    this.error = form.querySelector("[data-paste-error]");
    form.addEventListener("click", (event) => this.press(event));
    form.addEventListener("change", () => this.draw());
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("paste", (event) => this.paste(event));
    this.draw();
    if (window.matchMedia("(pointer: fine)").matches && !document.querySelector("[data-focus]")) this.go(0, 0);
  }

  place(target) {
    const row = this.families.findIndex((family) => family.row.contains(target));
    const at = row < 0 ? -1 : this.families[row].stars.findIndex((star) => star.cell.contains(target));
    return { row, at: Math.max(0, at) };
  }

  go(row, at) {
    const family = this.families[row];
    if (family) family.stars[Math.min(4, Math.max(0, at))].button.focus();
  }

  press(event) {
    const button = event.target.closest("[data-star]");
    if (!button) return;
    const { row, at } = this.place(button);
    this.families[row].toggle(at);
    this.draw();
  }

  key(event) {
    if (!event.target.matches("[data-star]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const { row, at } = this.place(event.target);
    const digit = plain(event.key);
    if (/^[1-5]$/.test(digit)) this.families[row].toggle(Number(digit) - 1);
    else if (event.key === "+") this.families[row].set([true, true, true, true, true]);
    else if (event.key === "-") this.families[row].set([false, false, false, false, false]);
    else if (event.key === "Enter") this.next(row);
    else if (event.key === "ArrowDown") this.go(row + 1, at);
    else if (event.key === "ArrowUp") this.go(row - 1, at);
    else if (event.key === "ArrowRight") this.go(row, at + 1);
    else if (event.key === "ArrowLeft") this.go(row, at - 1);
    else return;
    event.preventDefault();
    this.draw();
  }

  next(row) {
    if (row + 1 < this.families.length) this.go(row + 1, 0);
    else this.form.querySelector(".act-primary").focus();
  }

  paste(event) {
    const { row } = this.place(event.target);
    const lines = event.clipboardData.getData("text").split(/\r?\n/).map((line) => line.trim());
    while (lines.length && !lines[lines.length - 1]) lines.pop();
    if (row < 0 || !lines.length) return;
    event.preventDefault();
    this.say("");
    for (const [offset, line] of lines.entries()) {
      const family = this.families[row + offset];
      if (!family || !line) continue;
      const given = read(line);
      if (given) family.set(given);
      else return this.refuse(row + offset, line);
    }
    this.draw();
    this.go(Math.min(this.families.length - 1, row + lines.length), 0);
  }

  refuse(row, text) {
    const words = /^[1-4]$/.test(plain(text)) ? this.form.dataset.which : this.form.dataset.wrong;
    this.say(`${this.families[row].row.querySelector("b").textContent}：${fill(words, { text: text.slice(0, 20) })}`);
    this.go(row, 0);
    this.draw();
  }

  say(sentence) {
    this.error.textContent = sentence;
    this.error.hidden = !sentence;
  }

  draw() {
    for (const family of this.families) family.draw();
    const done = this.families.filter((family) => family.isRecorded);
    this.form.querySelector("[data-done]").textContent = String(done.length);
    this.form.querySelector("[data-sum]").textContent = String(done.reduce((sum, family) => sum + family.total, 0));
  }
}

export function start(root) {
  for (const form of root.querySelectorAll("[data-stars]")) new Sheet(form);
}
