// A text box tells the studio what it holds only when it is left. Here it also does so when typing pauses, so that what was
// understood of a text appears while somebody writes; the caret stays where it is.
const PAUSE_MS = 700;
let waiting;
document.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLTextAreaElement) || !target.closest(".st-key-source")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => target.dispatchEvent(new FocusEvent("focusout", { bubbles: true })), PAUSE_MS);
});
