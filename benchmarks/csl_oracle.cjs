// Renders references with citeproc-js: node csl_oracle.cjs MODULES LOCALE-FOLDER < JOBS.json
// A job is {csl, items, lang} and perhaps notes, [{note, cites}]; the answer {ids, entries, cites, notes}, or {error}.
const fs = require("fs");
const path = require("path");
const [modules, locales] = process.argv.slice(2);
const CSL = require(path.join(modules, "citeproc"));
console.log = () => {};
// The entry's id goes in front of it: entries that print nothing are missing from the list of entries.
CSL.Output.Formats.html["@bibliography/entry"] = function (state, text) { return `\u0001${this.system_id}\u0002${text}`; };
const answers = JSON.parse(fs.readFileSync(0, "utf8")).map((job) => {
  try {
    const items = Object.fromEntries(job.items.map((item) => [item.id, item]));
    const sys = {
      retrieveLocale: (lang) => {
        try { return fs.readFileSync(path.join(locales, `locales-${lang}.xml`), "utf8"); } catch { return false; }
      },
      retrieveItem: (id) => JSON.parse(JSON.stringify(items[id])),
    };
    const engine = new CSL.Engine(sys, job.csl, job.lang, job.lang ? true : undefined);
    engine.setOutputFormat("html");
    engine.updateItems(job.items.map((item) => item.id));
    const cites = job.items.map((item) => engine.makeCitationCluster([{ id: item.id }]));
    const made = engine.makeBibliography();
    const rows = made ? made[1].map((row) => row.slice(1).split("\u0002")) : [];
    const entries = { ids: rows.map((row) => row[0]), entries: rows.map((row) => row[1]) };
    const citations = (job.notes || []).map(({ note, cites }, place) => (
      { citationID: `c${place}`, citationItems: cites, properties: { noteIndex: note } }));
    const notes = citations.length ? engine.rebuildProcessorState(citations, "html").map((row) => row[2]) : [];
    return { ...entries, cites, notes };
  } catch (error) {
    return { error: String(error) };
  }
});
process.stdout.write(JSON.stringify(answers));
