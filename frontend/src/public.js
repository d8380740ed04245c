// The public site: light, and whole without any of this.
import * as copy from "./js/copy.js";
import * as focus from "./js/focus.js";
import * as menus from "./js/menus.js";
import * as once from "./js/once.js";
import * as page from "./js/page.js";
import * as passkeys from "./js/passkeys.js";
import * as quit from "./js/quit.js";
import * as speak from "./js/speak.js";

document.documentElement.classList.remove("no-script");
for (const part of [focus, menus, once, copy, page, passkeys, speak, quit]) part.start(document);
