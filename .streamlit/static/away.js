// When the studio does not answer, the frame around the pages tells developers what to type; people want to know what happens now.
const TITLE = "The studio is away";
const SAID =
  "It is being started again, or the way to it is cut. This page goes on by itself as soon as the studio is back, " +
  "and so does a film that was in the making.";

function retell() {
  for (const head of document.querySelectorAll("[role=dialog] h2")) {
    if (head.textContent !== "Connection error") continue;
    const dialog = head.closest("[role=dialog]");
    const words = [...dialog.querySelectorAll("div, p")].find((one) => !one.childElementCount && one.textContent.trim());
    if (!words) continue;
    head.textContent = TITLE;
    words.textContent = SAID;
    for (const code of dialog.querySelectorAll("[data-testid=stErrorCodeBlock]")) code.hidden = true;
  }
}

let asked = 0;
new MutationObserver(() => {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(retell);
}).observe(document, { childList: true, subtree: true });
