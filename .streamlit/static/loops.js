// A silent preview that plays by itself needs no bar of controls.
const bare = (video) => {
  if (video.loop && video.muted && (video.getAttribute("src") || "").includes("/app/static/previews/")) video.controls = false;
};
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      if (node instanceof HTMLVideoElement) bare(node);
      else if (node instanceof Element) node.querySelectorAll("video").forEach(bare);
}).observe(document, { childList: true, subtree: true });
