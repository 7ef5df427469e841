// What a person does in a browser, done by one: Debian's Chromium, with scripts and without.
//
//     node tests/browser/run.mjs --bin build/minsheng [--seeds DIR]
//
// A clerk imports each document through the page, confirms and publishes it, and the public finds its projects with their
// milestones.  Every page met on the way is looked at: nothing wider than a phone, no word from the console, no telephone
// number.  The documents are the published ones of --seeds (default $MINSHENG_SEEDS, then ../shared/seeds) and those of examples/.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { World } from "./world.mjs";
import { look, lookAtAll, noMobile } from "./look.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: { bin: { type: "string" }, seeds: { type: "string" }, only: { type: "string" } },
});
const seeds = args.seeds ?? process.env.MINSHENG_SEEDS ?? join(here, "..", "..", "..", "shared", "seeds");

// region, year, projects and milestones a reader counts in the document
const published = [
  ["qinshui-2025-candidates.txt", "沁水县", 2025, 15, 44],
  ["qinshui-2023-report-and-candidates.txt", "沁水县", 2023, 15, 74],
  ["jingyuan-2023-task-list.txt", "泾源县", 2023, 10, 81],
  ["hongsibu-2025-task-list.md", "红寺堡区", 2025, 10, 10],
  ["shanting-2025-q1-ledger.txt", "山亭区", 2025, 10, 1],
];
const invented = [["2-tasks.txt", "示例县", 2025, 10, 39]];

let passed = 0, failed = 0, skipped = 0;

function check(name, ok, why = "") {
  if (ok) passed++;
  else {
    failed++;
    console.log(`FAILED ${name}${why ? ": " + why : ""}`);
  }
}

async function attempt(name, run) {
  try {
    await run();
  } catch (e) {
    check(name, false, String(e.message ?? e).split("\n").slice(0, 6).join(" | "));
  }
}

// ---- the day before: regions, and a clerk for each ----

async function api(page, path, form) {
  const csrf = (await (await page.request.get(page.origin + "/api/v1/session")).json()).csrf;
  const r = await page.request.post(page.origin + "/api/v1/" + path, { form: { token: csrf, ...form } });
  if (!r.ok()) throw new Error(`${path}: ${r.status()} ${await r.text()}`);
  return r.json();
}

async function addRegion(page, name) {
  await page.goto(page.origin + "/office");
  const folded = page.locator("details:not([open]):has(form[action$='/office/regions']) > summary");
  if (await folded.count()) await folded.click();
  await page.locator("form[action$='/office/regions'] input[name=name]").fill(name);
  await page.locator("form[action$='/office/regions'] button").click();
}

async function prepare(world, browser) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const admin = await world.firstLogin(context, "admin", world.oneTime);
  admin.origin = world.origin;
  const { id, password } = await api(admin, "admin/accounts", { login: "clerk", name: "方知远" });
  await api(admin, `admin/accounts/${id}/grants`, { role: "clerk", region: 0, unit: 0 });
  for (const name of new Set([...published, ...invented].map((d) => d[1]))) await addRegion(admin, name);
  await context.close();
  const first = await browser.newContext({ locale: "zh-CN" });
  await world.firstLogin(first, "clerk", password);
  const regions = await (await first.request.get(world.origin + "/api/v1/office/regions")).json();
  await first.close();
  world.regions = new Map(regions.regions.map((r) => [r.name, r.id]));
}

// ---- a document, from the file to the public ----

async function importThroughThePage(page, folder, [file, name, year, projects]) {
  const region = page.world.regions.get(name);
  const began = Date.now();
  await page.goto(`${page.origin}/office/${region}/imports`);
  await page.setInputFiles("input[type=file]", join(folder, file));
  await page.locator("form[enctype='multipart/form-data'] button.p").click();
  await page.waitForURL(/\/imports\/[0-9]+/);
  check(`${file}: the preview names its projects`, (await page.content()).includes(`${projects} 件`) ||
    (await page.content()).includes(`${projects}件`), await page.title());
  await look(page, `${file}: preview`, check);
  await page.locator("form[action$='/confirm'] button").last().click();
  await page.waitForLoadState();
  check(`${file}: confirmed`, await page.locator("form[action$='/publish'] button").count() === 1, page.url());
  await page.locator("form[action$='/publish'] button").click();
  await page.waitForLoadState();
  console.log(`${file}: from the file to the public in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

// The first day: from the file to a slip for each unit with work, and the page that its link opens.
async function firstSlip(browser, page, name, began) {
  const region = page.world.regions.get(name);
  await page.goto(`${page.origin}/office/${region}`);
  const year = await page.locator("a[href*='/programmes/']").first().getAttribute("href");
  await page.goto(page.origin + year.replace(/(programmes\/[0-9]+).*/, "$1") + "/first-day");
  await page.locator("form[action$='/slips'] button").click();
  await page.waitForLoadState();
  const links = [...new Set((await page.content()).match(/\/link\/[A-Za-z0-9_-]{20,}/g))];
  check(`${name}: a slip for each unit`, links.length > 1, `${links.length}`);
  console.log(`${name}: from the file to ${links.length} slips in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  const phone = await browser.newContext({ locale: "zh-CN", viewport: { width: 390, height: 844 } });
  const opened = await phone.newPage();
  await opened.goto(page.origin + links[0]);
  await opened.locator("main form button").first().click();
  await opened.waitForURL(/\/office\/mine/);
  check(`${name}: the link opens the unit's own page`, (await opened.locator("main h1").innerText()).includes("您单位有"), opened.url());
  await look(opened, `${name}: a unit's own page`, check);
  await phone.close();
}

async function publicFindsIt(browser, world, [file, name, year, projects, milestones], scripts) {
  const context = await browser.newContext({ locale: "zh-CN", javaScriptEnabled: scripts, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${world.origin}/${encodeURIComponent(name)}/${year}`);
  const links = await page.locator("main .cards a, main .strip a").evaluateAll((l) => [...new Set(l.map((a) => a.href))]);
  check(`${file}: the public finds ${projects} projects, scripts ${scripts ? "on" : "off"}`, links.length === projects, `${links.length}`);
  let steps = 0;
  if (scripts) await look(page, `${file}: the year`, check);
  for (const link of links) {
    await page.goto(link);
    steps += await page.locator("main .steps li").count();
    await noMobile(page, `${file}: ${decodeURI(link)}`, check);
  }
  if (scripts) await look(page, `${file}: a project`, check);
  check(`${file}: ${milestones} milestones stand there`, steps === milestones, `${steps}`);
  await context.close();
}

// ---- all of it ----

async function withScripts(browser, scripts) {
  const world = await World.start(resolve(args.bin));
  try {
    await prepare(world, browser);
    const context = await browser.newContext({ locale: "zh-CN", javaScriptEnabled: scripts, viewport: { width: 1366, height: 900 } });
    const page = await world.signIn(context, "clerk");
    Object.assign(page, { origin: world.origin, world });
    const documents = existsSync(seeds) ? published.map((d) => [seeds, d]) : [];
    if (documents.length === 0) {
      console.log(`skipped: no published documents in ${seeds}`);
      skipped += published.length;
    }
    for (const [folder, d] of [...documents, ...invented.map((d) => [join(here, "..", "..", "examples"), d])]) {
      const started = Date.now();
      await attempt(d[0], () => importThroughThePage(page, folder, d));
      if (d === invented[0]) await attempt(d[0] + ", first day", () => firstSlip(browser, page, d[1], started));
      await attempt(d[0] + ", public", () => publicFindsIt(browser, world, d, scripts));
    }
    if (scripts) {
      const desk = await browser.newContext({ locale: "zh-CN", viewport: { width: 1366, height: 900 } });
      const admin = await world.signIn(desk, "admin");
      await attempt("every page", () => lookAtAll(browser, world, [page, admin], check));
      await desk.close();
    }
    await context.close();
  } finally {
    check("the server ends as it should", await world.stop() === 0, world.errors);
  }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const scripts of [true, false]) await attempt(`scripts ${scripts}`, () => withScripts(browser, scripts));
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed ? 1 : 0);
