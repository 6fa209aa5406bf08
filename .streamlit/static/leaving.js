// What somebody has just typed is still on its way to the studio when they go to another page, and would bring them back to the
// page it was typed on. So a link waits for it: a fifth of a second after the last letter, and until its run is over.
const PAUSE_MS = 200, UNHEARD_MS = 600, LONGEST_MS = 2500, LOOK_MS = 30;
const BOX = "input, textarea";
let typed = 0, ran = 0, led = false;

const app = () => document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state");

function atRest() {
  const since = performance.now() - typed;
  if (!typed || since > LONGEST_MS) return true;
  return since > PAUSE_MS && app() === "notRunning" && (ran > typed || since > UNHEARD_MS);
}

for (const kind of ["input", "focusout"])
  document.addEventListener(kind, ({ target }) => {
    if (!(target instanceof Element) || !target.matches(BOX)) return;
    if (kind === "input" || ran < typed) typed = performance.now(); // leaving a box sends what is in it
  }, true);

new MutationObserver(() => {
  if (app() === "running") ran = performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });

function follow(link) {
  if (!atRest()) return setTimeout(follow, LOOK_MS, link);
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
  follow(link);
}, true);
