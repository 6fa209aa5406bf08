// A page that is loaded appears at once and whole: until its parts have come and stand where they will stand, its place is empty.
const QUIET_MS = 90, WAITING_MS = 350, LONGEST_MS = 5000; // what a part waits for that is drawn meanwhile is shown as its room
const root = document.documentElement;
let changed = performance.now(), drawn = 0;

const seen = new MutationObserver(() => (changed = performance.now()));

// A picture that has no room of its own until it is there would push away what stands under it.
const roomless = (block) => [...(block?.querySelectorAll("img") ?? [])].some((picture) => !picture.complete && !picture.clientHeight);

function arrived() {
  const app = document.querySelector("[data-testid=stApp]");
  const block = document.querySelector("[data-testid=stMainBlockContainer]");
  const there = app?.getAttribute("data-test-script-state") === "notRunning" && block?.querySelector("[data-testid=stElementContainer]");
  if (!drawn && there) drawn = performance.now();
  const quiet = performance.now() - changed;
  const lettered = document.fonts.status !== "loading"; // in another typeface words take other room
  return drawn && lettered && !roomless(block) && quiet > (block?.querySelector("[data-testid=stSkeleton]") ? WAITING_MS : QUIET_MS);
}

function look() {
  if (!arrived() && !(drawn && performance.now() - drawn > LONGEST_MS)) return requestAnimationFrame(look);
  seen.disconnect();
  root.classList.remove("arriving");
}

seen.observe(document, { childList: true, subtree: true });
look();
