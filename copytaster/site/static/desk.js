// What lives on the pages: the ticker, and citations under a finger. Everything reads well without it.
"use strict";

(() => {
  const said = document.getElementById("said");
  const say = (text) => { if (said) said.textContent = text; };

  // The ticker. A frame of changes carries the number of the last change in it; the browser sends that number when it comes back
  // after a dropped connection, so no line is lost and none is shown twice.
  const list = document.querySelector("[data-live]");
  if (list && "EventSource" in window) {
    const pulse = document.querySelector(".pulse");
    const waiting = document.querySelector(".waiting");
    const held = new Map();
    let seen = Number(document.body.dataset.change);

    const isWatched = () => {
      // Somebody reads further down or has a line open: nothing moves under their eyes until they ask for it.
      const top = list.getBoundingClientRect().top;
      return top < -40 || list.contains(document.activeElement) || list.querySelector("details[open]") !== null;
    };

    const comeIn = () => [...held.values()].filter((line) => !line.gone).length;

    const show = () => {
      for (const line of held.values()) put(line);
      const count = comeIn();
      held.clear();
      if (waiting) waiting.hidden = true;
      if (count) say(count === 1 ? "1 line came in" : `${count} lines came in`);
    };

    const put = (line) => {
      const old = document.getElementById(`line-${line.id}`);
      if (line.gone) { if (old) old.remove(); return; }
      const holder = document.createElement("template");
      holder.innerHTML = line.html;
      const row = holder.content.firstElementChild;
      if (old && old.dataset.version === String(line.line.version)) { old.replaceWith(row); return; }
      if (old) old.remove();
      row.classList.add("is-new");
      const empty = list.querySelector(".empty");
      if (empty) empty.remove();
      list.prepend(row);
    };

    const offer = () => {
      if (!waiting) { show(); return; }
      waiting.hidden = false;
      const count = comeIn();
      waiting.firstElementChild.textContent = !count ? "Bring the list up to date" : count === 1 ? "Show 1 new line" : `Show ${count} new lines`;
    };

    if (waiting) waiting.firstElementChild.addEventListener("click", () => { show(); list.scrollIntoView({ block: "nearest" }); });

    const stream = new EventSource(`/live?after=${seen}`);
    stream.addEventListener("open", () => { if (pulse) pulse.hidden = false; });
    stream.addEventListener("error", () => { if (pulse) pulse.hidden = true; });
    stream.addEventListener("lines", (event) => {
      const frame = JSON.parse(event.data);
      if (frame.number <= seen) return;
      seen = frame.number;
      for (const line of frame.lines) { held.delete(line.id); held.set(line.id, line); }
      for (const id of frame.gone) { held.delete(id); if (document.getElementById(`line-${id}`)) held.set(id, { id, gone: true }); }
      if (!held.size) return;
      if (isWatched()) offer(); else show();
    });
    stream.addEventListener("reload", () => location.reload());
  }

  // Citations: a tap opens the source sentence, Escape or a tap elsewhere closes it. With a pointer, hovering is enough (style sheet).
  document.addEventListener("click", (event) => {
    const cite = event.target.closest(".cite");
    for (const open of document.querySelectorAll(".cite-wrap.is-open")) {
      if (!cite || open !== cite.parentElement) open.classList.remove("is-open");
    }
    if (cite) {
      event.preventDefault();
      cite.parentElement.classList.toggle("is-open");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll(".cite-wrap.is-open")) open.classList.remove("is-open");
    if (document.activeElement && document.activeElement.classList.contains("cite")) document.activeElement.blur();
  });

  // The timeline: choose which sections are drawn.
  for (const box of document.querySelectorAll("[data-lane-filter]")) {
    box.addEventListener("change", () => {
      const shown = new Set([...document.querySelectorAll("[data-lane-filter]:checked")].map((b) => b.value));
      for (const item of document.querySelectorAll("[data-lane]")) item.classList.toggle("is-out", !shown.has(item.dataset.lane));
    });
  }
})();
