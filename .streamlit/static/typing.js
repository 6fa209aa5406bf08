// A text box tells the studio what it holds only when it is left. Here it also does so when typing pauses, so that what was
// understood of a text appears while somebody writes; the caret stays where it is. And what was typed outlives a reload: it is
// kept in this tab until the box is filled otherwise.
const PAUSE_MS = 700;
const KEPT = "firstcut.source";
const BOX = ".st-key-source textarea";
let waiting;
let looked = false;

function tell(box) {
  box.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
}

document.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLTextAreaElement) || !target.closest(".st-key-source")) return;
  sessionStorage.setItem(KEPT, target.value);
  clearTimeout(waiting);
  waiting = setTimeout(tell, PAUSE_MS, target);
});

// Filled by a button: what was typed before is no longer what is wanted.
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest(".st-key-clear, .st-key-examples button")) sessionStorage.removeItem(KEPT);
}, true);

// Once after a load: an empty box gets back what was typed into it.
const seen = new MutationObserver(() => {
  const box = document.querySelector(BOX);
  if (!box || looked) return;
  looked = true;
  seen.disconnect();
  const kept = sessionStorage.getItem(KEPT);
  if (!kept || box.value || new URLSearchParams(location.search).has("like")) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, kept);
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
seen.observe(document.documentElement, { childList: true, subtree: true });
