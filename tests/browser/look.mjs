// What must hold on every page, whoever sees it.
import { URL } from "node:url";

const WIDTHS = [390, 1366, 1920];
// Not inside a longer word of letters and digits: a form token is one.
const PHONE = /(^|[^0-9A-Za-z])1[3-9][0-9]{9}([^0-9A-Za-z]|$)/;

const watched = new WeakMap();

// Words in the console (a refused script or style is one) and requests to elsewhere, from here on.
function watch(page) {
  if (watched.has(page)) return watched.get(page);
  const said = [];
  watched.set(page, said);
  page.on("console", (m) => m.type() === "error" && !/status of (4|5)[0-9][0-9]/.test(m.text()) && said.push(m.text()));
  page.on("pageerror", (e) => said.push(String(e)));
  page.on("request", (r) => !r.url().startsWith(new URL(page.url()).origin) && !r.url().startsWith("data:") && said.push("asks " + r.url()));
  return said;
}

export async function noMobile(page, name, check) {
  const html = await page.content();
  check(`${name}: no mobile number`, !PHONE.test(html), (PHONE.exec(html) ?? [""])[0]);
}

// The page as it is now: no mobile number, nothing wider than the window, nothing in the console, one h1, every field named.
export async function look(page, name, check) {
  const said = watch(page);
  await noMobile(page, name, check);
  const size = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return "";
      const wide = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
      return `${root.scrollWidth} > ${root.clientWidth}: ${wide ? wide.tagName + "." + wide.className : ""}`;
    });
    check(`${name}: fits ${width} px`, over === "", over);
  }
  await page.setViewportSize(size);
  const headings = await page.locator("h1").count();
  check(`${name}: one h1`, headings === 1, `${headings}`);
  const nameless = await page.locator("input:not([type=hidden]), select, textarea").evaluateAll((all) =>
    all.filter((e) => !(e.labels?.length || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby"))).map((e) => e.name));
  check(`${name}: every field has a label`, nameless.length === 0, nameless.join(" "));
  check(`${name}: nothing in the console`, said.length === 0, said.splice(0).join(" | "));
}

// Every page that links lead to, once per shape of its address, as these people see them; then as the public.
export async function lookAtAll(browser, world, pages, check) {
  for (const page of pages) await walk(page, [world.origin + "/office"], check);
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 390, height: 844 } });
  const anyone = await context.newPage();
  await walk(anyone, [world.origin + "/", world.origin + "/login", world.origin + "/search?q=" + encodeURIComponent("充电")], check);
  await firstLoad(context, world, check);
  await context.close();
}

// Numbers and names of places stand for each other.
const shape = (url) => decodeURI(new URL(url).pathname).replace(/[0-9]+/g, "N").replace(/^\/[^\/]*[县区][^\/]*/, "/R").replace(/^\/p\/.*/, "/p/C");

async function walk(page, urls, check) {
  const seen = new Set();
  while (urls.length > 0) {
    const url = urls.shift();
    if (seen.has(shape(url)) || /\/(files|link|assets|api)\//.test(url)) continue;
    seen.add(shape(url));
    const answer = await page.goto(url);
    const type = answer?.headers()["content-type"] ?? "";
    if (!type.startsWith("text/html")) continue;
    check(`${shape(url)}: answers`, answer.status() < 400, `${answer.status()} ${url}`);
    await look(page, shape(url), check);
    await large(page, shape(url), check);
    const more = await page.locator("a[href]").evaluateAll((l) => l.map((a) => a.href.split("#")[0]));
    urls.push(...more.filter((u) => u.startsWith(new URL(url).origin)));
  }
  return seen;
}

// Larger type for the old, and a window at twice the size: still nothing is cut off sideways.
async function large(page, name, check) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const over = await page.evaluate(() => {
    const root = document.documentElement;
    root.classList.add("elder");
    const n = root.scrollWidth - root.clientWidth;
    root.classList.remove("elder");
    return n;
  });
  check(`${name}: fits 390 px with larger type`, over <= 0, `${over} px`);
  await page.setViewportSize(size);
}

// ux.md 3.3: what a phone has to fetch before anything shows.
async function firstLoad(context, world, check) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", (e) => (bytes += e.encodedDataLength));
  for (const [name] of world.regions) {
    bytes = 0;
    await page.goto(`${world.origin}/${encodeURIComponent(name)}`, { waitUntil: "networkidle" });
    check(`${name}: first load at most 60 KB`, bytes > 0 && bytes <= 60 * 1024, `${bytes}`);
  }
}
