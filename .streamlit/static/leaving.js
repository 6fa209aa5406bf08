// What somebody has just typed is still on its way to the studio when they go to another page, and would bring them back to the
// page it was typed on. So a link waits for it: a fifth of a second after the last letter, and until the studio has answered what
// it was told since then, however busy it is.
const PAUSE_MS = 200, QUIET_MS = 600, LONGEST_MS = 10000, LOOK_MS = 30;
const BOX = "input, textarea";
let typing = 0, typed = 0, told = 0, heard = 0, ran = 0, led = false;

const app = () => document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state");

// When the studio was told something last, and when it said something last.
const listened = new WeakSet(), send = WebSocket.prototype.send;
WebSocket.prototype.send = function (...said) {
  told = performance.now();
  if (!listened.has(this)) this.addEventListener("message", () => (heard = performance.now()));
  listened.add(this);
  return send.apply(this, said);
};

function atRest() {
  const now = performance.now();
  if (!typed || now - typed > LONGEST_MS) return true;
  if (now - typed < PAUSE_MS || app() !== "notRunning") return false;
  return told < typing || ran > told || (heard > told && now - heard > QUIET_MS); // a short run may not be seen
}

for (const kind of ["input", "focusout"])
  document.addEventListener(kind, ({ target }) => {
    if (!(target instanceof Element) || !target.matches(BOX)) return;
    if (kind === "focusout" && !(told < typed)) return; // leaving a box sends what is in it
    if (atRest()) typing = performance.now();
    typed = performance.now();
  }, true);

new MutationObserver(() => {
  if (app() === "running") ran = performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });

function follow(link, clicked) {
  if (!atRest() && performance.now() - clicked < LONGEST_MS) return setTimeout(follow, LOOK_MS, link, clicked);
  const same = [...document.querySelectorAll("a[href]")].find(({ href }) => href === link.href);
  led = true;
  if (link.isConnected) link.click();
  else if (same) same.click(); // the page was drawn anew meanwhile
  else location.assign(link.href);
  led = false;
}

document.addEventListener("click", (click) => {
  if (led || !(click.target instanceof Element) || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
  const link = click.target.closest("a[href]");
  if (!link || link.target === "_blank" || link.origin !== location.origin || link.hash || atRest()) return;
  click.preventDefault();
  click.stopImmediatePropagation();
  follow(link, performance.now());
}, true);
