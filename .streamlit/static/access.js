// What a screen reader or a keyboard needs and the pages' own elements leave out.
function mend() {
  for (const list of document.querySelectorAll("[data-testid=stSidebarNavItems]:not([role])")) list.role = "group";
  for (const item of document.querySelectorAll("[data-testid=stSidebarNavItems] li:not([role])")) item.role = "presentation";
  for (const code of document.querySelectorAll("pre:not([tabindex])")) code.tabIndex = 0; // it may have to be scrolled
}
let asked = 0;
new MutationObserver(() => {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(mend);
}).observe(document, { childList: true, subtree: true });
