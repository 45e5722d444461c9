"use strict";
// Text from documents goes to the page through textContent only.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const names = new Map(data.nodes.map((n) => [n.id, n.label]));
  const SVG = "http://www.w3.org/2000/svg";
  const words = (name) => name.toLowerCase().replaceAll("_", " ");

  function make(tag, text, className) {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function drawing(width, height, shapes) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("aria-hidden", "true");
    for (const [tag, attributes] of shapes) {
      const shape = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
      svg.append(shape);
    }
    return svg;
  }

  // -- what is shown ---------------------------------------------------------------------------

  const dated = data.facts.flatMap((f) => [f.span[0], f.span[1], f.said]).filter((m) => m !== null);
  const first = dated.length ? Math.min(...dated) : 0;
  const last = dated.length ? Math.max(...dated) : 0;
  const step = last - first > 480 ? 12 : 1; // years where months would be too fine to set
  const floor = Math.floor(first / step), ceiling = Math.floor(last / step);
  const state = {
    relations: new Set(data.relations.map((r) => r.name)),
    hedges: new Set(data.hedges.map((h) => h.name)),
    from: floor, to: ceiling, by: "span", undated: false, contested: false, stories: 0,
  };

  function bounds(fact) {
    const ends = state.by === "said" ? [fact.said, fact.said] : fact.span;
    return ends.map((m) => (m === null ? null : Math.floor(m / step)));
  }

  function inTime(fact) {
    if (state.from === floor && state.to === ceiling) return true;
    const [a, b] = bounds(fact);
    if (a === null && b === null) return state.undated;
    return (a === null || a <= state.to) && (b === null || b >= state.from);
  }

  const isShown = (fact) =>
    state.relations.has(fact.relation) && state.hedges.has(fact.hedge) && fact.stories >= state.stories &&
    (!state.contested || fact.contested) && inTime(fact);

  const facts = data.facts;
  const lines = new Map(data.lines.map((line) => [line.id, line]));
  const lineOf = new Map(data.lines.flatMap((line) => line.facts.map((k) => [k, line.id])));
  const shownFacts = new Set();
  const shownLines = new Set();
  const shownNodes = new Set();

  function choose() {
    for (const set of [shownFacts, shownLines, shownNodes]) set.clear();
    facts.forEach((fact, k) => {
      if (!isShown(fact)) return;
      shownFacts.add(k);
      shownLines.add(lineOf.get(k));
      shownNodes.add(fact.from).add(fact.to);
    });
    if (data.ego) shownNodes.add(data.ego);
    if (!facts.length) data.nodes.forEach((n) => shownNodes.add(n.id));
  }

  // -- the picture -----------------------------------------------------------------------------

  const between = (a, way, b) => `${names.get(a)} ${way} ${names.get(b)}`;
  const endsOfFact = (fact) => between(fact.from, fact.directed ? "→" : "–", fact.to);

  function ends(line) {
    const { from, to } = line.arrows;
    if (from.enabled && !to.enabled) return between(line.to, "→", line.from);
    return between(line.from, from.enabled ? "↔" : to.enabled ? "→" : "–", line.to);
  }

  const crowded = data.lines.length > 400;

  function hint(line) {
    const members = line.facts.filter((k) => shownFacts.has(k)).map((k) => facts[k]);
    if (!members.length) return "";
    const count = members.length > 1 ? ` (${members.length} facts)` : "";
    const contested = members.some((f) => f.contested) ? ", contested" : "";
    return `${ends(line)}: ${words(members[0].relation)}${count}, ${members[0].hedge}${contested}`;
  }

  function width(line) {
    const weight = line.facts.reduce((sum, k) => sum + (shownFacts.has(k) ? Math.max(1, facts[k].stories) : 0), 0);
    return (1.4 + Math.log2(1 + weight) * 0.7) * (crowded ? 0.75 : 1);
  }

  choose();
  at("layout").hidden = false;
  const nodeSet = new vis.DataSet(data.nodes.map(({ label, ...node }) => ({ ...node, title: label })));
  const lineSet = new vis.DataSet(data.lines.map((line) => ({ ...line, title: hint(line), width: width(line) })));
  const nodeView = new vis.DataView(nodeSet, { filter: (n) => shownNodes.has(n.id) });
  const lineView = new vis.DataView(lineSet, { filter: (l) => shownLines.has(l.id) });
  const network = new vis.Network(at("canvas"), { nodes: nodeView, edges: lineView }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    nodes: { chosen: true },
    edges: {
      font: { size: 11, color: "#1c2833", strokeWidth: 4, strokeColor: "#ffffff", align: "horizontal" },
      selectionWidth: 2, hoverWidth: 1,
    },
    interaction: {
      hover: true, tooltipDelay: 120, hideEdgesOnDrag: data.lines.length > 600, selectConnectedEdges: false,
      keyboard: { enabled: true, bindToWindow: false },
    },
  });

  let hovered = null;
  let chosen = null; // {node} or {line}
  let lit = null; // ids of the nodes that a choice is about; null when nothing is chosen
  const ranked = [...data.nodes].sort((a, b) => b.ties - a.ties || (a.id < b.id ? -1 : 1));

  function near(id) {
    const found = new Set([id]);
    for (const k of shownFacts) {
      if (facts[k].from === id) found.add(facts[k].to);
      if (facts[k].to === id) found.add(facts[k].from);
    }
    return found;
  }

  // Names keep their size on the screen; where there is no room the node with more ties has it.
  function drawNames(context) {
    const scale = network.getScale();
    const size = 13 / scale;
    const gap = (crowded ? 6 : 1) / scale;
    const left = network.DOMtoCanvas({ x: 4, y: 0 }).x;
    const right = network.DOMtoCanvas({ x: at("canvas").clientWidth - 4, y: 0 }).x;
    const first = new Set(lit || []);
    if (hovered !== null) first.add(hovered);
    const order = [...ranked.filter((n) => first.has(n.id)), ...ranked.filter((n) => !first.has(n.id))];
    const taken = [];
    context.save();
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const node of order) {
      if (!shownNodes.has(node.id) || !network.findNode(node.id).length || (crowded && lit && !first.has(node.id))) continue;
      const bold = node.id === data.ego || first.has(node.id);
      context.font = `${bold ? "600 " : ""}${size}px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif`;
      const text = node.label.length > 34 ? node.label.slice(0, 33) + "…" : node.label;
      const { x: middle, y } = network.getPosition(node.id);
      const half = context.measureText(text).width / 2;
      const inside = middle > left && middle < right; // a name is moved to stay whole at the edge of the picture
      const x = inside ? Math.min(Math.max(middle, left + half), right - half) : middle;
      const boxes = [y + node.size + 3 / scale, y - node.size - 3 / scale - size] // below, else above
        .map((top) => [x - half - gap, top, x + half + gap, top + size + gap]);
      const free = boxes.find((b) => !taken.some((t) => b[0] < t[2] && b[2] > t[0] && b[1] < t[3] && b[3] > t[1]));
      if (!free && node.id !== hovered) continue;
      const box = free || boxes[0];
      taken.push(box);
      context.strokeStyle = "rgba(255, 255, 255, 0.92)";
      context.lineWidth = 4 / scale;
      context.strokeText(text, x, box[1]);
      context.fillStyle = node.kind === "Unresolved" ? "#52606d" : "#101a23";
      context.fillText(text, x, box[1]);
    }
    context.restore();
  }

  network.on("afterDrawing", drawNames);
  network.on("hoverNode", (event) => { hovered = event.node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  network.on("click", (event) => {
    if (event.nodes.length) showNode(event.nodes[0]);
    else if (event.edges.length) showLine(event.edges[0]);
    else clear();
  });

  function fit(animate) {
    const places = Object.values(network.getPositions([...shownNodes]));
    if (!places.length) return;
    const [xs, ys] = [places.map((p) => p.x), places.map((p) => p.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = { x: Math.max(100, at("canvas").clientWidth * 0.85), y: Math.max(100, at("canvas").clientHeight - 150) };
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.min(1.25, room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top)),
      animation: animate ? { duration: 200 } : false,
    });
  }

  // What a choice is not about steps back, so that one tie can be followed through a crowd.
  function light(nodes, touches) {
    lit = nodes;
    const far = data.lines.length > 40 ? 0.08 : 0.25;
    lineSet.update([...shownLines].map((id) => {
      const line = lines.get(id);
      const near = !nodes || touches(line);
      const beside = !nodes && data.ego && data.lines.length > 60 && line.from !== data.ego && line.to !== data.ego;
      const color = { ...line.color, opacity: near ? (beside ? 0.22 : crowded && !nodes ? 0.5 : 0.95) : far };
      return { id, color, background: { ...line.background, enabled: near && line.background.enabled } };
    }));
    nodeSet.update([...shownNodes].map((id) => ({ id, opacity: !nodes || nodes.has(id) ? 1 : 0.3 })));
  }

  // -- evidence --------------------------------------------------------------------------------

  const panel = at("panel");

  function link(url, text) {
    try {
      if (["http:", "https:"].includes(new URL(url).protocol)) {
        const anchor = make("a", text);
        anchor.href = url;
        anchor.rel = "noopener noreferrer";
        anchor.target = "_blank";
        return anchor;
      }
    } catch { /* not an address: shown as text */ }
    return make("bdi", text);
  }

  function sentence(claim) {
    const quote = make("blockquote", null, claim.denies ? "denies" : claim.hedge === "asserted" ? "" : "hedged");
    quote.append(make("span", claim.denies ? `✕ ${claim.hedge}` : claim.hedge, claim.denies ? "hedge denies" : "hedge"));
    const text = make("p", claim.text);
    text.dir = "auto";
    quote.append(text);
    const source = make("footer");
    if (claim.speaker) source.append("according to ", make("bdi", claim.speaker), " · ");
    source.append(make("bdi", claim.outlet || "outlet not named"), ` · ${claim.published || "undated"}`);
    if (claim.document) source.append(" · ", claim.url ? link(claim.url, claim.document) : make("bdi", claim.document));
    quote.append(source);
    return quote;
  }

  function factBlock(fact, twoWays) {
    const block = make("section", null, "fact");
    if (twoWays) block.append(make("p", endsOfFact(fact)));
    const top = make("p");
    top.append(make("span", fact.hedge === "denied" ? "✕ denied" : fact.hedge, `hedge ${fact.hedge}`), ` ${fact.when}`);
    if (fact.contested) top.append(" ", make("span", "≠ contested", "halo"));
    block.append(top);
    if (fact.quantity) block.append(make("p", fact.quantity));
    const support = fact.origin === "text" ? [`${fact.stories} independent ${fact.stories === 1 ? "report" : "reports"}`] : [fact.origin];
    if (fact.sureness) support.push(fact.sureness);
    if (fact.known) support.push(`first said ${fact.known}`);
    if (fact.last && fact.last !== fact.known) support.push(`last ${fact.last}`);
    block.append(make("p", support.join(" · "), "facts-about"));
    for (const claim of fact.claims) block.append(sentence(claim));
    if (!fact.claims.length) block.append(make("p", "No sentence came with this view.", "facts-about"));
    const more = make("p", fact.more ? `${fact.more} more: ` : "", "facts-about");
    more.append(make("code", `kg explain ${fact.id}`));
    block.append(more);
    return block;
  }

  function lineButton(id) {
    const item = make("li");
    const button = make("button", hint(lines.get(id)));
    button.type = "button";
    button.addEventListener("click", () => showLine(id));
    item.append(button);
    return item;
  }

  function list(title, ids) {
    if (!ids.length) return;
    panel.append(make("h3", title));
    const items = make("ul", null, "ties");
    items.append(...ids.map(lineButton));
    panel.append(items);
  }

  const weight = (id) => lines.get(id).facts.reduce((sum, k) => sum + (shownFacts.has(k) ? facts[k].stories : 0), 0);
  // Reports before rows of tables: each year of a yearly table is a row, and would stand above all news.
  const reports = (id) => lines.get(id).facts.reduce((sum, k) => sum + (shownFacts.has(k) && facts[k].origin === "text" ? facts[k].stories : 0), 0);
  const byWeight = (a, b) => reports(b) - reports(a) || weight(b) - weight(a) || (hint(lines.get(a)) < hint(lines.get(b)) ? -1 : 1);

  function open(heading) {
    panel.replaceChildren();
    panel.scrollTop = 0;
    const title = make("h2", heading);
    title.dir = "auto";
    panel.append(title);
  }

  const MOST = 25;

  function showLine(id) {
    const line = lines.get(id);
    const members = line.facts.filter((k) => shownFacts.has(k)).map((k) => facts[k]);
    if (!members.length) return clear();
    chosen = { line: id };
    light(new Set([line.from, line.to]), (other) => other.id === id);
    network.setSelection({ nodes: [], edges: [id] }, { highlightEdges: false });
    open(ends(line));
    panel.append(make("p", `${words(members[0].relation)}${members.length > 1 ? `, ${members.length} facts` : ""}`));
    members.sort((a, b) => b.stories - a.stories || (b.known || "").localeCompare(a.known || "") || (a.id < b.id ? -1 : 1));
    let shown = 0;
    const rest = make("button");
    rest.type = "button";
    const add = () => {
      rest.remove();
      for (const fact of members.slice(shown, shown + MOST)) panel.append(factBlock(fact, line.arrows.from.enabled && line.arrows.to.enabled));
      shown += MOST;
      if (shown < members.length) { rest.textContent = `${members.length - shown} more`; panel.append(rest); }
      else list("Also between these two", others);
    };
    const pair = new Set([line.from, line.to]);
    const others = [...shownLines].filter((other) => other !== id && pair.has(lines.get(other).from) && pair.has(lines.get(other).to) &&
      new Set([lines.get(other).from, lines.get(other).to]).size === pair.size).sort(byWeight);
    rest.addEventListener("click", add);
    add();
  }

  function showNode(id) {
    chosen = { node: id };
    light(near(id), (line) => line.from === id || line.to === id);
    network.setSelection({ nodes: [id], edges: [] }, { highlightEdges: false });
    const node = data.nodes.find((n) => n.id === id);
    open(node.label);
    panel.append(make("p", node.kind === "Unresolved" ? "a name that the tables do not know" : `${node.kind} · ${node.id}`, "facts-about"));
    const mine = [...shownLines].filter((l) => lines.get(l).from === id || lines.get(l).to === id).sort(byWeight);
    list(`${mine.length} ${mine.length === 1 ? "tie" : "ties"} shown`, mine);
  }

  function clear() {
    chosen = null;
    light(null);
    network.unselectAll();
    open("Evidence");
    panel.append(make("p", "Choose a line to read the sentences it rests on, each with its hedge, its speaker, its outlet and its date. Choose a node to list its ties."));
    if (data.ego && data.lines.length > 60) panel.append(make("p", `Ties that ${names.get(data.ego)} has no part in are drawn pale.`, "facts-about"));
    panel.append(make("p", "A dashed line is hedged: no source states it flatly. A red dotted line with ✕ is told only to be denied. A yellow edge with ≠ is contested: sources contradict each other. A thicker line has more independent reports.", "facts-about"));
    const own = [...shownLines].filter((id) => !data.ego || [lines.get(id).from, lines.get(id).to].includes(data.ego));
    list(data.ego ? `Best supported ties of ${names.get(data.ego)}` : "Best supported", own.sort(byWeight).slice(0, 8));
  }

  // -- controls --------------------------------------------------------------------------------

  const plural = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

  function apply() {
    choose();
    nodeView.refresh();
    lineView.refresh();
    lineSet.update([...lines.values()].map((line) => ({ id: line.id, title: hint(line), width: width(line) })));
    for (const [k, fact] of facts.entries()) {
      const row = at(`fact-${fact.id}`);
      if (row) row.hidden = !shownFacts.has(k);
    }
    at("status").textContent =
      `Shown: ${plural(shownFacts.size, "tie")} of ${facts.length.toLocaleString("en")} as ${plural(shownLines.size, "line")}, ${plural(shownNodes.size, "node")}`;
    if (chosen && chosen.line !== undefined && shownLines.has(chosen.line)) showLine(chosen.line);
    else if (chosen && chosen.node !== undefined && shownNodes.has(chosen.node)) showNode(chosen.node);
    else clear();
  }

  function choice(text, count, picture, set, name) {
    const label = make("label", null, "choice");
    const box = make("input");
    box.type = "checkbox";
    box.checked = true;
    box.value = name;
    box.addEventListener("change", () => { box.checked ? set.add(name) : set.delete(name); apply(); });
    label.append(box, picture, make("span", text), make("span", count, "count"));
    return label;
  }

  const stroke = (colour, dashes) => drawing(30, 10, [["line", {
    x1: 0, y1: 5, x2: 30, y2: 5, stroke: colour, "stroke-width": 3, "stroke-dasharray": dashes.join(" ") || "none" }]]);

  let family = null;
  for (const relation of data.relations) {
    if (relation.family !== family) {
      family = relation.family;
      at("relations").append(make("p", words(family), "family"));
    }
    at("relations").append(choice(words(relation.name), relation.count, stroke(relation.colour, []), state.relations, relation.name));
  }
  for (const hedge of data.hedges) {
    const denied = hedge.name === "denied";
    const count = facts.filter((f) => f.hedge === hedge.name).length;
    at("hedges").append(choice(denied ? "✕ denied" : hedge.name, count, stroke(denied ? data.denied : "#1c2833", hedge.dashes), state.hedges, hedge.name));
  }

  const OUTLINE = { fill: "#dfe8f0", stroke: "#1f2d3a", "stroke-width": 1.5 };
  const polygon = (points) => [["polygon", { points, ...OUTLINE }]];
  const SHAPES = {
    dot: [["circle", { cx: 8, cy: 8, r: 6, ...OUTLINE }]],
    square: [["rect", { x: 2, y: 2, width: 12, height: 12, ...OUTLINE }]],
    diamond: polygon("8,1 15,8 8,15 1,8"),
    triangle: polygon("8,1 15,14 1,14"),
    triangleDown: polygon("1,2 15,2 8,15"),
    star: polygon("8,1 10,6 15,6 11,9.5 12.5,15 8,11.5 3.5,15 5,9.5 1,6 6,6"),
    hexagon: polygon("4,2 12,2 15,8 12,14 4,14 1,8"),
  };
  for (const kind of data.kinds) {
    const item = make("li", null, "choice");
    const hollow = kind.name === "Unresolved";
    const shape = hollow ? [["circle", { cx: 8, cy: 8, r: 6, ...OUTLINE, fill: "#fff", "stroke-dasharray": "3 3" }]] : SHAPES[kind.shape];
    item.append(drawing(16, 16, shape), make("span", hollow ? "name not resolved" : kind.name.toLowerCase()));
    at("kinds").append(item);
  }

  function setAll(on) {
    for (const box of at("relations").querySelectorAll("input")) {
      box.checked = on;
      on ? state.relations.add(box.value) : state.relations.delete(box.value);
    }
    apply();
  }
  at("all").addEventListener("click", () => setAll(true));
  at("none").addEventListener("click", () => setAll(false));

  const date = (n) => (step === 12 ? String(n) : `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`);

  function showTime() {
    for (const end of ["from", "to"]) {
      at(`time-${end}`).value = state[end];
      at(`time-${end}`).setAttribute("aria-valuetext", date(state[end]));
      at(`time-${end}-text`).textContent = date(state[end]);
    }
  }
  for (const end of ["from", "to"]) {
    const slider = at(`time-${end}`);
    slider.min = floor;
    slider.max = ceiling;
    slider.addEventListener("input", () => {
      state[end] = Number(slider.value);
      if (state.from > state.to) state[end === "from" ? "to" : "from"] = state[end];
      showTime();
      apply();
    });
  }
  showTime();
  at("time-field").hidden = floor === ceiling;
  at("time-by").addEventListener("change", (event) => { state.by = event.target.value; showUndated(); apply(); });

  function showUndated() {
    const count = facts.filter((f) => bounds(f).every((m) => m === null)).length;
    at("undated-count").textContent = count;
    at("undated-label").hidden = count === 0;
  }
  showUndated();
  at("undated").addEventListener("change", (event) => { state.undated = event.target.checked; apply(); });

  let playing = null;
  function stop() {
    clearInterval(playing);
    playing = null;
    at("play").textContent = "Play";
  }
  at("play").addEventListener("click", () => {
    if (playing !== null) return stop();
    if (state.to >= ceiling) state.to = state.from;
    at("play").textContent = "Stop";
    const stride = Math.max(1, Math.round((ceiling - floor) / 60));
    playing = setInterval(() => {
      state.to = Math.min(ceiling, state.to + stride);
      showTime();
      apply();
      if (state.to >= ceiling) stop();
    }, 350);
  });

  at("contested").addEventListener("change", (event) => { state.contested = event.target.checked; apply(); });
  const most = Math.max(1, ...facts.map((f) => f.stories));
  at("stories").max = Math.min(10, most);
  at("stories").addEventListener("input", (event) => {
    state.stories = Number(event.target.value);
    at("stories-text").textContent = state.stories;
    apply();
  });

  const labels = new Map(); // as written in the search box -> id
  const counts = new Map();
  for (const node of data.nodes) counts.set(node.label, (counts.get(node.label) || 0) + 1);
  for (const node of ranked) {
    const name = counts.get(node.label) > 1 ? `${node.label} (${node.id})` : node.label;
    labels.set(name.toLowerCase(), node.id);
    const option = make("option");
    option.value = name;
    at("names").append(option);
  }

  function find(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return null;
    if (labels.has(wanted)) return labels.get(wanted);
    const exact = ranked.find((n) => n.id.toLowerCase() === wanted);
    const start = exact || ranked.find((n) => n.label.toLowerCase().startsWith(wanted));
    const found = start || ranked.find((n) => n.label.toLowerCase().includes(wanted));
    return found ? found.id : null;
  }

  at("search-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const id = find(at("search").value);
    at("search-result").textContent = id === null ? "no such node here" : shownNodes.has(id) ? "" : "hidden by the filters";
    if (id === null || !shownNodes.has(id)) return;
    network.focus(id, { scale: Math.max(1, network.getScale()), animation: { duration: 200 } });
    showNode(id);
  });

  const zoom = (factor) => network.moveTo({ scale: Math.min(5, Math.max(0.05, network.getScale() * factor)), animation: { duration: 120 } });
  at("zoom-in").addEventListener("click", () => zoom(1.35));
  at("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
  at("fit").addEventListener("click", () => fit(true));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });

  at("png").addEventListener("click", () => {
    const canvas = at("canvas").querySelector("canvas");
    const copy = make("canvas");
    copy.width = canvas.width;
    copy.height = canvas.height;
    const context = copy.getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    const anchor = make("a");
    anchor.href = copy.toDataURL("image/png");
    anchor.download = "graph.png";
    anchor.click();
  });

  for (const [k, fact] of facts.entries()) { // the table opens the same evidence, for those who use the keyboard
    const row = at(`fact-${fact.id}`);
    if (!row) continue;
    const button = make("button", "show");
    button.type = "button";
    button.addEventListener("click", () => { showLine(lineOf.get(k)); panel.focus(); panel.scrollIntoView({ block: "nearest" }); });
    row.lastElementChild.prepend(button);
  }

  if (window.matchMedia("(max-width: 900px)").matches) at("filters").open = false;
  apply();
  fit(false);
  window.kgPage = { network, state, facts, lines, shownFacts, shownLines, shownNodes };
})();
