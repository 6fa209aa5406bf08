// Two pictures of one shot lie on top of each other, and a line between them is pulled across. Without this the second is seen
// from the middle on.
const boxes = document.getElementsByClassName("st-key-compare-wipe");

function dress(box) {
  if (box.querySelector(":scope > input.wipe")) return;
  const pull = Object.assign(document.createElement("input"), { type: "range", min: "0", max: "100", value: "50", className: "wipe" });
  pull.setAttribute("aria-label", "Pull to see more of one cut or of the other");
  pull.addEventListener("input", () => box.style.setProperty("--at", `${pull.value}%`));
  box.append(pull);
}

new MutationObserver(() => {
  for (const box of boxes) dress(box);
}).observe(document, { childList: true, subtree: true });
