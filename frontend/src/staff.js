// The staff console.
import Alpine from "@alpinejs/csp";
import htmx from "htmx.org";
import * as copy from "./js/copy.js";
import * as drafts from "./js/drafts.js";
import * as enter from "./js/enter.js";
import * as focus from "./js/focus.js";
import * as menus from "./js/menus.js";
import * as once from "./js/once.js";
import * as page from "./js/page.js";
import * as passkeys from "./js/passkeys.js";
import * as picks from "./js/picks.js";
import * as rows from "./js/rows.js";
import { scoring } from "./js/scoring.js";
import * as session from "./js/session.js";
import * as selects from "./js/selects.js";
import * as shortcuts from "./js/shortcuts.js";
import * as shown from "./js/shown.js";
import * as speak from "./js/speak.js";
import * as stars from "./js/stars.js";
import * as suggest from "./js/suggest.js";

document.documentElement.classList.remove("no-script");
Alpine.data("scoring", scoring);
Alpine.start();
const parts = [
  selects, focus, enter, shortcuts, suggest, menus, once, copy, page, passkeys, picks, rows, speak, shown, drafts, session,
  stars,
];
for (const part of parts) part.start(document);
htmx.onLoad((fragment) => selects.start(fragment));
