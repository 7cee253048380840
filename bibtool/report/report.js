"use strict";
(async () => {
  const byId = (id) => document.getElementById(id);
  const packed = Uint8Array.from(atob(byId("data").textContent), (c) => c.charCodeAt(0));
  const data = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  const words = data.words;
  const make = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const say = (text) => { byId("said").textContent = ""; setTimeout(() => { byId("said").textContent = text; }, 50); };
  document.querySelectorAll(".tools, .files").forEach((each) => { each.hidden = false; });

  // the same key for a word in any script (bibtool.language.folding.skeleton)
  const steps = data.folding.steps.map(([pattern, by]) => [new RegExp(pattern, "gu"), by]);
  const skeleton = (text) => {
    let key = "";
    for (const letter of text.normalize("NFC").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ")) key += data.folding.letters[letter] ?? letter;
    key = key.normalize("NFD").replace(/\p{Mn}/gu, "");
    for (const [pattern, by] of steps) key = key.replace(pattern, typeof by === "string" ? by : (found) => by[found]);
    return key;
  };
  window.bibtool = { skeleton };

  const copy = async (text, html) => {
    try {
      if (html && window.ClipboardItem) {
        const blob = (type, value) => new Blob([value], { type });
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) })]);
      } else await navigator.clipboard.writeText(text);
    } catch { // a page that was opened as a file has no clipboard in some browsers
      const area = make("textarea", text, { class: "unseen" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(words.copied);
  };
  const copyButton = (text, html) => {
    const button = make("button", words.copy, { type: "button" });
    button.addEventListener("click", async () => {
      await copy(text(), html && html());
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = words.copy; }, 1500);
    });
    return button;
  };

  // why a field was read as it was
  const why = byId("why");
  let pinned = null;
  const hide = (back) => {
    why.hidden = true;
    if (back && pinned) pinned.focus();
    pinned = null;
  };
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const show = (field) => {
    const citation = data.why[field.dataset.c];
    const row = citation && citation.fields.find(([variable]) => variable === field.dataset.v);
    if (!row) return false;
    const [variable, value, printed, rule, , inferred] = row;
    const list = make("dl");
    const line = (name, text) => { if (text) list.append(make("dt", name), make("dd", text)); };
    line(words.field, variable);
    line(words.value, value);
    if (printed !== value) line(words.printed, printed);
    line(words.rule, rule + (inferred ? `, ${words.inferred}` : ""));
    line(words.citation, [citation.at, words[citation.kind] ?? citation.kind, citation.key].filter(Boolean).join(", "));
    line(words.refers, citation.to);
    line(words.confidence, [words[citation.sure] ?? "", citation.p === null ? "" : citation.p.toFixed(2)].filter(Boolean).join(", "));
    const command = `bibtool correct ${quoted(data.source)} --set ${quoted(`${citation.at}.${variable}=${value}`)}`;
    const close = make("button", words.close, { type: "button" });
    close.addEventListener("click", () => hide(true));
    why.replaceChildren(list, make("span", words.correct), make("code", command), copyButton(() => command), " ", close);
    why.hidden = false;
    const box = field.getClientRects()[0];
    const left = Math.min(box.left, document.documentElement.clientWidth - why.offsetWidth - 8);
    why.style.left = `${Math.max(8, left) + scrollX}px`;
    const below = box.bottom + 6 + why.offsetHeight < innerHeight || box.top < why.offsetHeight + 6;
    why.style.top = `${scrollY + (below ? box.bottom + 6 : box.top - 6 - why.offsetHeight)}px`;
    return true;
  };
  document.querySelectorAll(".flow[data-note]").forEach((flow) => {
    const fields = [...flow.querySelectorAll("[data-v]")].filter((each, at, all) =>
      !at || all[at - 1].dataset.v !== each.dataset.v || all[at - 1].dataset.c !== each.dataset.c);
    fields.forEach((field, at) => {
      field.tabIndex = at ? -1 : 0; // one stop a note; arrows move inside it
      field.setAttribute("role", "button");
      field.setAttribute("aria-haspopup", "dialog");
    });
    flow.addEventListener("keydown", (event) => {
      const at = fields.indexOf(event.target);
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (at < 0) return;
      if (step && fields[at + step]) {
        event.preventDefault();
        event.target.tabIndex = -1;
        fields[at + step].tabIndex = 0;
        fields[at + step].focus();
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        open(event.target);
      }
    });
    flow.addEventListener("focusin", (event) => { if (!pinned && event.target.dataset.v) show(event.target); });
    flow.addEventListener("focusout", () => { if (!pinned) hide(false); });
    flow.addEventListener("mouseover", (event) => { if (!pinned && event.target.dataset.v) show(event.target); });
    flow.addEventListener("mouseout", () => { if (!pinned && !flow.contains(document.activeElement)) hide(false); });
    flow.addEventListener("click", (event) => { if (event.target.dataset.v) open(event.target); });
  });
  const open = (field) => {
    pinned = field;
    if (show(field)) why.querySelector("button").focus();
    else pinned = null;
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !why.hidden) hide(true); });
  document.addEventListener("pointerdown", (event) => {
    if (pinned && !why.contains(event.target) && !event.target.closest("[data-v]")) hide(false);
  });

  // findings by severity and code
  const levels = [...document.querySelectorAll("[data-level][type=checkbox]")];
  const code = byId("code");
  const filter = () => {
    const on = new Set(levels.filter((each) => each.checked).map((each) => each.dataset.level));
    for (const row of document.querySelectorAll("#findings-table tbody tr"))
      row.hidden = !on.has(row.dataset.level) || (code.value && code.value !== row.dataset.code);
  };
  [...levels, code].forEach((each) => each && each.addEventListener("change", filter));

  // works: search, sort, a page of rows at a time
  if (byId("works-table")) {
    const STEP = 200;
    const columns = ["author", "year", "title", "in", "lang"];
    const works = data.works;
    const keys = new Map(); // of works, made when first searched
    // figures stand for themselves: doubled letters are one, but 2022 is not 2020
    const folded = (text) => text.split(/([0-9]+)/).map((part, at) => (at % 2 ? part : skeleton(part))).join("");
    const keyOf = (work) => {
      if (!keys.has(work)) keys.set(work, folded([work.author, work.title, work.in, work.year, work.key, work.type].join(" ")));
      return keys.get(work);
    };
    const body = document.querySelector("#works-table tbody"); // it has the first works already, for those without script
    const rest = byId("rest");
    if (rest) rest.hidden = true;
    let found = works;
    let shown = 0;
    // on a phone a row is a stack: what is no name and no title has the head of its column before it
    const heads = [...document.querySelectorAll("#works-table [data-sort]")].map((head) => head.textContent);
    const cellOf = (text, at) => make("td", text, { role: "cell", ...([0, 2].includes(at) ? {} : { "data-label": heads[at] }) });
    const rowOf = (work) => {
      const row = make("tr", "", { role: "row" });
      for (const [at, column] of columns.entries()) {
        const cell = cellOf(work[column], at);
        if (work.lang && column !== "year" && column !== "lang") cell.lang = work.lang;
        row.append(cell);
      }
      const cited = cellOf("", columns.length);
      work.notes.forEach(([id, number], at) => {
        if (at) cited.append(", ");
        cited.append(byId(`note-${id}`) ? make("a", number, { href: `#note-${id}` }) : number);
      });
      row.append(cited);
      return row;
    };
    const fill = (to) => {
      const rows = document.createDocumentFragment();
      for (const work of found.slice(shown, to)) rows.append(rowOf(work));
      body.append(rows);
      shown = Math.min(found.length, to);
      byId("more-row").hidden = shown >= found.length;
      byId("count").textContent = `${words.shown}: ${shown} / ${works.length}`;
    };
    const again = () => { body.replaceChildren(); shown = 0; fill(STEP); };
    byId("more").addEventListener("click", () => fill(shown + STEP));
    window.addEventListener("beforeprint", () => fill(found.length));
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const order = { column: -1, down: false };
    const sort = () => {
      if (order.column < 0) return;
      const value = order.column < 5 ? (work) => work[columns[order.column]] || "" : (work) => (work.notes[0] || ["", ""])[1];
      found = [...found].sort((one, other) => (!value(one) - !value(other)) || collator.compare(value(one), value(other)) * (order.down ? -1 : 1));
    };
    const search = byId("search");
    const look = () => {
      const asked = folded(search.value).split(/\s+/).filter(Boolean);
      found = asked.length ? works.filter((work) => asked.every((word) => keyOf(work).includes(word))) : works;
      sort();
      again();
    };
    search.addEventListener("input", look);
    document.querySelectorAll("[data-sort]").forEach((button) => { button.disabled = false; });
    document.querySelectorAll("[data-sort]").forEach((button) => button.addEventListener("click", () => {
      const column = Number(button.dataset.sort);
      order.down = order.column === column && !order.down;
      order.column = column;
      document.querySelectorAll("#works-table th").forEach((head) => head.setAttribute("aria-sort", "none"));
      button.closest("th").setAttribute("aria-sort", order.down ? "descending" : "ascending");
      sort();
      again();
    }));
    again();
  }

  // copies and downloads
  const MOST = 500; // entries of a list that have a button each
  document.querySelectorAll("#bibliographies details").forEach((list) => {
    const entries = [...list.querySelectorAll(".entry-text")];
    list.querySelector(".copy-list").addEventListener("click", () =>
      copy(entries.map((each) => each.textContent.trim()).join("\n"), entries.map((each) => `<p>${each.innerHTML}</p>`).join("")));
    let done = entries.length > MOST;
    const buttons = () => {
      if (done || !list.open) return;
      done = true;
      entries.forEach((each) => each.after(" ", copyButton(() => each.textContent.trim(), () => each.innerHTML)));
    };
    list.addEventListener("toggle", buttons);
    buttons();
  });
  document.querySelectorAll("[data-file]").forEach((button) => button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([data.files[button.dataset.file]], { type: "text/plain;charset=utf-8" }));
    make("a", "", { href: address, download: button.dataset.file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }));
  document.documentElement.dataset.ready = "1";
})();
