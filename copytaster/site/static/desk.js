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

  // The timeline: choose sections and an actor, zoom and move along time. Chart and list show the same events.
  const chart = document.querySelector("svg.timeline[data-left]");
  const explore = document.querySelector("[data-explore]");
  if (chart && explore) {
    explore.hidden = false;
    const day = 86400000;
    const left = Number(chart.dataset.left), right = Number(chart.dataset.right);
    const dots = [...chart.querySelectorAll("a.event")];
    const entries = [...document.querySelectorAll(".events > li[data-start]")];
    const actor = explore.querySelector("[data-actor-filter]");
    const shownOut = explore.querySelector("[data-shown]");
    const ticks = chart.querySelector(".ticks");
    const drawn = ticks.innerHTML;
    const time = (item) => Date.parse(item.dataset.start);
    const all = [Date.parse(chart.dataset.from), Math.max(...dots.map(time))];
    if (all[1] === all[0]) all[1] += day;
    let from = all[0], to = all[1];

    const isWanted = (item) => {
      const boxes = [...explore.querySelectorAll("[data-lane-filter]")];
      const lanes = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
      const lane = item.dataset.lane;
      const inLane = !boxes.length || !boxes.some((b) => b.value === lane) || lanes.has(lane);
      const inActor = !actor || !actor.value || item.dataset.actors.split("|").includes(actor.value);
      return inLane && inActor && time(item) >= from && time(item) <= to;
    };
    const x = (t) => left + (right - left) * (t - from) / (to - from);
    const label = (t, span) => new Date(t).toLocaleDateString("en-GB", span > 900 * day
      ? { year: "numeric", timeZone: "UTC" } : span > 60 * day
      ? { month: "short", year: "numeric", timeZone: "UTC" } : { day: "numeric", month: "short", timeZone: "UTC" });
    const axis = () => {
      if (from === all[0] && to === all[1]) { ticks.innerHTML = drawn; return; }
      const svg = "http://www.w3.org/2000/svg";
      const height = chart.viewBox.baseVal.height;
      ticks.replaceChildren();
      let last = "";
      for (let i = 0; i <= 5; i += 1) {
        const t = from + (to - from) * i / 5;
        const text = label(t, to - from);
        if (text === last) continue;
        last = text;
        const line = document.createElementNS(svg, "path");
        line.setAttribute("d", `M${x(t)} 20V${height}`);
        line.setAttribute("class", "grid");
        const word = document.createElementNS(svg, "text");
        word.setAttribute("x", Math.min(Math.max(x(t), left), right - 24));
        word.setAttribute("y", 14);
        word.setAttribute("class", "tick");
        word.textContent = text;
        ticks.append(line, word);
      }
    };
    const draw = () => {
      for (const dot of dots) {
        const wanted = isWanted(dot);
        dot.style.display = wanted ? "" : "none";
        dot.querySelector("circle").setAttribute("cx", x(time(dot)).toFixed(1));
      }
      let count = 0;
      for (const entry of entries) { entry.hidden = !isWanted(entry); count += entry.hidden ? 0 : 1; }
      axis();
      chart.classList.toggle("is-zoomed", to - from < all[1] - all[0]);
      shownOut.textContent = `${count} of ${entries.length} events`;
    };
    const look = (start, span) => {
      const wide = Math.min(Math.max(span, 2 * day), all[1] - all[0]);
      from = Math.min(Math.max(start, all[0]), all[1] - wide);
      to = from + wide;
      draw();
    };
    explore.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (!button) return;
      const span = to - from, middle = (from + to) / 2;
      if (button.dataset.zoom === "in") look(middle - span / 4, span / 2);
      if (button.dataset.zoom === "out") look(middle - span, span * 2);
      if (button.dataset.zoom === "back") look(from - span / 2, span);
      if (button.dataset.zoom === "on") look(from + span / 2, span);
      if (button.dataset.zoom === "all") look(all[0], all[1] - all[0]);
    });
    explore.addEventListener("change", draw);
    let held = null;
    chart.addEventListener("pointerdown", (event) => { held = { at: event.clientX, from }; });
    chart.addEventListener("pointermove", (event) => {
      if (!held || event.buttons !== 1) return;
      const width = chart.getBoundingClientRect().width * (right - left) / chart.viewBox.baseVal.width;
      if (Math.abs(event.clientX - held.at) > 4) look(held.from - (event.clientX - held.at) / width * (to - from), to - from);
    });
    window.addEventListener("pointerup", () => { held = null; });
    draw();
  }
})();
