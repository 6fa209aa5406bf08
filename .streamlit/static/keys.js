// Keys for pages that have no button of their own for it. Letters are keys only while nobody is typing.
const GO = { s: "sessions", t: "templates", a: "avatars", h: "help" };
const TYPING = "input, textarea, select, [contenteditable=true], [role=textbox], [role=combobox], [data-testid=stDataFrame]";
let leader = 0;
let box = null;
let typed = 0;
const STILL = 2000;

function go(page) {
  const link = [...document.querySelectorAll("a[href]")].find(({ href }) => new URL(href).pathname === `/${page}`);
  if (link) link.click();
  else location.assign(`/${page}`);
}

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (target instanceof Element && target.closest(TYPING)) {
    box = target;
    typed = event.timeStamp;
    return;
  }
  // Whoever types into a box that is taken from under their fingers does not mean to go elsewhere with the next letter.
  if (box && !box.isConnected && event.timeStamp - typed < STILL) {
    typed = event.timeStamp;
    return;
  }
  if (document.querySelector("[role=dialog]")) return;
  const led = event.timeStamp - leader < 1500;
  leader = 0;
  const search = document.querySelector("[class*=st-key-search] input");
  if (led && GO[key.toLowerCase()]) go(GO[key.toLowerCase()]);
  else if (key === "g") leader = event.timeStamp;
  else if (key === "n") go("");
  else if (key === "?") go("help");
  else if (key === "/" && search) search.focus();
  else return;
  event.preventDefault();
});

// Undo in a box takes back what was typed there, not the film's newest edit.
const WRITING = "textarea, input[type=text], input[type=number], input:not([type]), [contenteditable=true]";
window.addEventListener("keydown", (event) => {
  const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
  if (undo && event.target instanceof Element && event.target.closest(WRITING)) event.stopImmediatePropagation();
}, true);
