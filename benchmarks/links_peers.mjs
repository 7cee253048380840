// Runs one peer over the page of links: node links_peers.mjs linkinator|blc URL CONCURRENCY
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const [peer, url, concurrency] = process.argv.slice(2);
let links = 0;
if (peer === "linkinator") {
  const { LinkChecker } = await import(require.resolve("linkinator"));
  const checker = new LinkChecker();
  checker.on("link", () => links++);
  await checker.check({ path: url, concurrency: Number(concurrency), recurse: false });
} else {
  const { HtmlUrlChecker } = require("broken-link-checker");
  await new Promise((done) => {
    const options = { maxSockets: Number(concurrency), maxSocketsPerHost: Number(concurrency), rateLimit: 0 };
    const checker = new HtmlUrlChecker(options, { link: () => links++, end: done });
    checker.enqueue(url);
  });
}
console.log(links);
