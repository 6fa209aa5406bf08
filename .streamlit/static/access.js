// What a screen reader or a keyboard needs and the pages' own elements leave out.
function mend() {
  for (const list of document.querySelectorAll("[data-testid=stSidebarNavItems]:not([role])")) list.role = "group";
  for (const item of document.querySelectorAll("[data-testid=stSidebarNavItems] li:not([role])")) item.role = "presentation";
  for (const code of document.querySelectorAll("pre:not([tabindex])")) code.tabIndex = 0; // it may have to be scrolled
  goBack();
}

// A button that becomes the chosen one is drawn anew; who pressed it by key stands on it still, not at the page's beginning.
let stood;
document.addEventListener("focusin", ({ target }) => {
  const place = target.closest("[data-testid=stElementContainer][class*=st-key-]");
  const key = target.matches("button") && place?.className.match(/st-key-\S+/)?.[0];
  stood = key ? { button: target, key } : undefined;
});
document.addEventListener("pointerdown", () => (stood = undefined), true);

function goBack() {
  if (!stood || stood.button.isConnected || document.activeElement !== document.body) return;
  document.querySelector(`.${CSS.escape(stood.key)} button:not(:disabled)`)?.focus({ preventScroll: true });
}

let asked = 0;
new MutationObserver(() => {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(mend);
}).observe(document, { childList: true, subtree: true });
