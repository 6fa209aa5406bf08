// A silent preview that plays by itself needs no bar of controls.
const QUIET = /\/app\/static\/(previews|media\/[^/]+\/video_clips)\//;
const bare = (video) => {
  if (video.loop && video.muted && QUIET.test(video.getAttribute("src") || "")) video.controls = false;
};
new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") target instanceof HTMLVideoElement && bare(target);
    for (const node of addedNodes)
      if (node instanceof HTMLVideoElement) bare(node);
      else if (node instanceof Element) node.querySelectorAll("video").forEach(bare);
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["src", "controls"] });
// What is set without being told is seen once the preview plays.
document.addEventListener("playing", ({ target }) => target instanceof HTMLVideoElement && bare(target), true);
