// One timed run of citeproc-js: node csl_peer.cjs MODULES STYLE.csl LOCALE-FOLDER ITEMS.json bibliography|notes
const fs = require("fs");
const path = require("path");
const [modules, stylePath, locales, itemsPath, what] = process.argv.slice(2);
const CSL = require(path.join(modules, "citeproc"));
const list = JSON.parse(fs.readFileSync(itemsPath, "utf8"));
const style = fs.readFileSync(stylePath, "utf8");
console.log = () => {};
const items = Object.fromEntries(list.map((item) => [item.id, item]));
const sys = {
  retrieveLocale: (lang) => {
    try { return fs.readFileSync(path.join(locales, `locales-${lang}.xml`), "utf8"); } catch { return false; }
  },
  retrieveItem: (id) => items[id],
};
const start = process.hrtime.bigint();
const engine = new CSL.Engine(sys, style, "en-US", true);
engine.setOutputFormat("html");
let size = 0;
if (what === "notes") {
  const before = [];
  list.forEach((item, n) => {
    const citation = { citationID: `c${n}`, citationItems: [{ id: item.id, locator: "12" }], properties: { noteIndex: n + 1 } };
    const done = engine.processCitationCluster(citation, before, []);
    done[1].forEach((c) => { size += c[1].length; });
    before.push([`c${n}`, n + 1]);
  });
} else {
  engine.updateItems(list.map((item) => item.id));
  size = engine.makeBibliography()[1].reduce((sum, text) => sum + text.length, 0);
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ seconds: +seconds.toFixed(3), megabytes, characters: size }) + "\n");
