// Lists of sessions: a picture plays its film while the pointer rests on it, opens its session where we are, and a list that
// turns its page begins at its top. Nothing of the page itself is changed: the film lies over it.
const REST_MS = 220;
const POSTERS = "/app/static/posters/";
const FACE = /\/app\/static\/previews\/avatar-([\w-]+)-[^-]+\.png/; // in the gallery of presenters it acts
let player, waiting;

function stop() {
  clearTimeout(waiting);
  if (!player) return;
  player.pause();
  player.removeAttribute("src");
  player.load();
  player.remove();
  player = undefined;
}

function play(picture, film) {
  const place = picture.getBoundingClientRect();
  player = document.createElement("video");
  Object.assign(player, { muted: true, loop: true, playsInline: true, disablePictureInPicture: true, src: film });
  player.setAttribute("aria-hidden", "true");
  Object.assign(player.style, {
    position: "fixed", left: `${place.left}px`, top: `${place.top}px`, width: `${place.width}px`, height: `${place.height}px`,
    objectFit: "contain", borderRadius: getComputedStyle(picture).borderRadius, pointerEvents: "none", opacity: "0",
    transition: "opacity 160ms", zIndex: "10",
  });
  player.addEventListener("playing", ({ target }) => (target.style.opacity = "1"), { once: true });
  document.body.append(player);
  player.play().catch(() => stop());
}

function filmOf(target) {
  if (!(target instanceof HTMLImageElement)) return undefined;
  const who = target.closest("[class*=st-key-met-]") && FACE.exec(target.src)?.[1];
  if (who) return `/app/static/close/${who}.mp4`;
  return target.src.includes(POSTERS) ? new URL(target.src).searchParams.get("film") ?? undefined : undefined;
}

document.addEventListener("pointerover", ({ target, pointerType }) => {
  const film = filmOf(target);
  stop();
  if (!film || pointerType === "touch" || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  waiting = setTimeout(() => play(target, film), REST_MS);
});
for (const leaving of ["scroll", "pointerdown", "visibilitychange"]) document.addEventListener(leaving, stop, { capture: true });
document.addEventListener("pointerleave", stop);

document.addEventListener("click", (click) => {
  if (!(click.target instanceof Element)) return;
  if (click.target.closest(".st-key-pager a")) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  const link = click.target.closest("[class*=st-key-card-] a[href*='/session?s=']");
  if (!link || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
  click.preventDefault();
  click.stopPropagation();
  stop();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate")); // what "back" and "forward" do, so that the page changes without loading anew
}, { capture: true });
