// Streamlit's player knows no poster and goes only to whole seconds. Here a film's poster is the picture that lies beside it, or
// that its address names, and a link such as #t=12.5, wherever it stands on the page, plays the film from that moment. At the end
// of the address of a film or of its sound, #t=12.5,15 says where it begins and ends, which browsers know by themselves.
const FILM = /\/app\/static\/media\/[^/]+\/final_output\/[^/?#]+\.mp4/;

const film = (video) => FILM.exec(video.getAttribute("src") || "");

function posterOf(video) {
  const found = film(video);
  if (found) return found[0].replace(/mp4$/, "jpg");
  const named = new URL(video.getAttribute("src") || "", location.href).searchParams.get("poster");
  return named?.startsWith("/app/static/") ? named : undefined;
}

function dress(video) {
  const poster = posterOf(video);
  if (!poster) return;
  if (video.getAttribute("poster") !== poster) video.setAttribute("poster", poster);
}

new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") target instanceof HTMLVideoElement && dress(target);
    for (const node of addedNodes)
      if (node instanceof HTMLVideoElement) dress(node);
      else if (node instanceof Element) node.querySelectorAll("video").forEach(dress);
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] });

// A film that takes the place of its draft, or whose player is drawn anew, goes on from where somebody was watching.
const from = (media) => /#t=[\d.]+/.exec(media.getAttribute("src") || "")?.[0] ?? "";
const called = (video) => film(video)?.[0].replace(/_draft\.mp4$/, ".mp4") + from(video);
let watched;
for (const kind of ["timeupdate", "play", "pause"])
  document.addEventListener(kind, ({ target }) => {
    if (target instanceof HTMLVideoElement && film(target) && target.currentTime > 0)
      watched = { film: called(target), at: target.currentTime, playing: !target.paused };
  }, true);

function goOn(video) {
  if (!watched || watched.film !== called(video) || (video.currentTime > 0 && !from(video))) return;
  video.currentTime = Math.min(watched.at, video.duration);
  if (watched.playing) video.play().catch(() => {});
}

// A player that is told to go to where it already stands takes its poster away.
document.addEventListener("loadedmetadata", (event) => {
  const { target } = event;
  if (!(target instanceof HTMLMediaElement) || !(from(target) || (target instanceof HTMLVideoElement && film(target)))) return;
  event.stopPropagation();
  if (target instanceof HTMLVideoElement) goOn(target);
}, true);

// The same on a busy machine, where it is told so late: loaded anew, it shows its poster again.
document.addEventListener("seeking", ({ target }) => {
  if (!(target instanceof HTMLVideoElement) || !film(target) || from(target) || target.currentTime > 0 || target.played.length) return;
  if (target.dataset.poster === target.currentSrc) return; // once is enough
  target.dataset.poster = target.currentSrc;
  target.load();
}, true);

// A player that begins at a moment and is told to go to the beginning when it is there already, goes back to its moment, once.
document.addEventListener("seeked", ({ target }) => {
  if (!(target instanceof HTMLMediaElement) || !from(target) || target.currentTime > 0 || target.played.length) return;
  const moment = Number(from(target).slice(3));
  if (!moment || target.dataset.began === target.currentSrc) return;
  target.dataset.began = target.currentSrc;
  target.currentTime = moment;
}, true);

function go(hash) {
  const moment = /^#t=(\d+(?:\.\d+)?)$/.exec(hash);
  if (!moment) return false;
  const video = [...document.querySelectorAll("video")].find(film);
  if (!video) return true;
  video.dataset.poster = video.currentSrc; // whoever goes back to its beginning now means it
  video.currentTime = Number(moment[1]);
  video.play().catch(() => {});
  video.scrollIntoView({ block: "nearest", behavior: "smooth" });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href^='#t=']");
  if (link && go(link.getAttribute("href"))) event.preventDefault();
});

window.addEventListener("hashchange", () => {
  if (go(location.hash)) history.replaceState(history.state, "", location.pathname + location.search);
});
