// While the slider under a shot is moved, the shot is seen at every moment that it passes, not only where it is let go.
const PICTURE = "[data-testid=stMain] img[src*='/frame.jpg?w=960']";
let slider, began, first, busy = false;

const told = () => slider?.querySelector("[data-testid=stSliderThumbValue]")?.textContent ?? "";

function show() {
  const picture = document.querySelector(PICTURE);
  const moment = Math.round(parseFloat(told()) * 1000);
  if (busy || !picture || Number.isNaN(moment)) return;
  const address = picture.getAttribute("src").replace(/&ms=\d+/, "") + `&ms=${moment}`;
  if (address === picture.getAttribute("src")) return;
  const drawn = new Image(); // one after another, so that none waits for those that are passed already
  busy = true;
  drawn.onload = drawn.onerror = ({ type }) => {
    busy = false;
    if (!slider) return;
    if (type === "load" && picture.isConnected) picture.setAttribute("src", address);
    show();
  };
  drawn.src = address;
}

const moved = new MutationObserver(show);

document.addEventListener("pointerdown", ({ target }) => {
  const place = target instanceof Element && target.closest(".st-key-edit-moment [data-testid=stSlider]");
  if (!place) return;
  slider = place;
  began = told();
  first = document.querySelector(PICTURE)?.getAttribute("src");
  moved.observe(slider, { subtree: true, childList: true, characterData: true });
}, true);

for (const kind of ["pointerup", "pointercancel"])
  document.addEventListener(kind, () => {
    if (!slider) return;
    moved.disconnect();
    const picture = document.querySelector(PICTURE);
    if (picture && first && told() === began) picture.setAttribute("src", first); // back where it began: nobody draws it anew
    slider = undefined;
  }, true);
