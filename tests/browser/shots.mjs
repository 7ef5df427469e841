// Pictures of every page of the invented county, as the people see it who use it.
//
//     node tests/browser/shots.mjs --bin build/minsheng [--to docs/screenshots/pages] [--widths 390,1366]
//
// Pages are found by following links, once per shape of their address; where each begins is taken for everybody; a picture shows the page down to 1,800 px.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values: args } = parseArgs({
  options: { bin: { type: "string" }, to: { type: "string", default: "docs/screenshots/pages" }, widths: { type: "string", default: "390,1366" } },
});
const here = dirname(fileURLToPath(import.meta.url));
const widths = args.widths.split(",").map(Number);
const TALLEST = 1800;

// Whose pages, and where each begins; a page that was taken for one is not taken again for the next.
const people = [
  ["public", null, ["/", "/search?q=" + encodeURIComponent("改造"), "/login"]],
  ["clerk", "督查室", ["/office"]],
  ["unit", "填报员", ["/office"]],
  ["leader", "县领导", ["/office"]],
  ["system", "系统管理员", ["/office"]],
  ["security", "安全管理员", ["/office"]],
  ["audit", "审计管理员", ["/office"]],
];

async function startDemo() {
  const process = spawn(args.bin, ["demo", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const demo = { process, accounts: new Map() };
  for await (const line of createInterface({ input: process.stdout })) {
    demo.origin ??= /(http:\/\/127\.0\.0\.1:[0-9]+)/.exec(line)?.[1];
    const account = /^(\S+)\s+(Shili\S+)\s/.exec(line);
    if (account) demo.accounts.set(account[1], account[2]);
    if (line.includes("Ctrl+C")) break;
  }
  return demo;
}

// "/office/3/projects/12" is office-project, "/示例县/2026/7" project.
function nameOf(url) {
  const path = decodeURI(new URL(url).pathname).replace(/\/$/, "");
  const words = path.split("/").filter((w) => w && !/^[0-9]+$/.test(w) && !/县$/.test(w));
  const numbers = path.split("/").filter((w) => /^[0-9]+$/.test(w)).length;
  if (path.startsWith("/p/")) return null;
  return words[0] === "office" ? [...words, ...(numbers > 1 ? ["one"] : [])].join("-") : [["regions", "region", "year", "project"][Math.min(path.split("/").length - 1, 3)], ...words].join("-");
}

async function shoot(page, name) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.min(height, TALLEST) });
    await page.screenshot({ path: join(args.to, `${name}-${width}.jpg`), type: "jpeg", quality: 50 });
  }
}

// Pages that no link leads to: what an upload and the slips answer with, and what a one-time link opens.
async function takeMade(page, context) {
  const region = /\/office\/([0-9]+)/.exec(page.url())[1];
  await page.goto(`${demo.origin}/office/${region}/imports`);
  await page.setInputFiles("input[type=file]", join(here, "..", "..", "examples", "2-tasks.txt"));
  await page.locator("form[enctype='multipart/form-data'] button.p").click();
  await page.waitForURL(/\/imports\/[0-9]+/);
  await shoot(page, "clerk-office-imports-one");
  await page.goto(page.url().split(/[?#]/)[0] + "/projects/2");
  await shoot(page, "clerk-office-imports-projects");
  await page.goto(`${demo.origin}/office/${region}`);
  const year = await page.locator("a[href*='/programmes/']").last().getAttribute("href");
  await page.goto(`${demo.origin}${year.replace(/(programmes\/[0-9]+).*/, "$1")}/first-day`);
  await page.locator("form[action$='/slips'] button").click();
  await page.waitForLoadState();
  await shoot(page, "clerk-office-slips");
  const link = /\/link\/[A-Za-z0-9_-]+/.exec(await page.content());
  if (link) {
    const phone = await context.browser().newContext({ locale: "zh-CN" });
    const opened = await phone.newPage();
    await opened.goto(demo.origin + link[0]);
    await shoot(opened, "unit-link");
    await phone.close();
  }
}

const everybody = new Set();

async function take(page, who, url, taken) {
  const name = nameOf(url);
  if (name === null || taken.has(name)) return [];
  taken.add(name);
  const again = everybody.has(name) && name !== "office";
  everybody.add(name);
  const answer = await page.goto(url).catch(() => null); // a download is no page
  if (!answer || answer.status() >= 400 || !(answer.headers()["content-type"] ?? "").startsWith("text/html")) return [];
  if (!again) await shoot(page, `${who}-${name}`);
  return page.locator("a[href]").evaluateAll((l) => l.map((a) => a.href.split("#")[0]));
}

const demo = await startDemo();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
mkdirSync(args.to, { recursive: true });
for (const [who, login, starts] of people) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  const taken = new Set();
  if (login) {
    await page.goto(demo.origin + "/login");
    await page.fill("input[name=login]", login);
    await page.fill("input[name=password]", demo.accounts.get(login));
    await page.click("main form button.p");
    await page.waitForURL((u) => !u.pathname.startsWith("/login"));
  }
  const urls = [...(login ? [page.url()] : []), ...starts.map((s) => demo.origin + s)];
  while (urls.length) {
    const url = urls.shift();
    const mine = login ? url.startsWith(demo.origin + "/office") : !/\/(office|api|files|assets|link)/.test(url);
    if (url.startsWith(demo.origin) && mine && !/\/files\//.test(url)) urls.push(...(await take(page, who, url, taken)));
  }
  if (who === "clerk") {
    await page.goto(demo.origin + "/office");
    await takeMade(page, context);
  }
  await context.close();
  console.log(`${who}: ${taken.size} pages`);
}
await browser.close();
demo.process.kill("SIGINT");
