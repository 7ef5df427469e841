// A served store of its own for a browser, and accounts in it.
//
//     const w = await World.start("build/minsheng");
//     const clerk = await w.account(browser, "clerk", region);      a logged-in browser context
//     await w.stop();
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

// Where the office begins: its own page, or that of the only region.
const AT_HOME = (url) => /^\/office(\/[0-9]+)?\/?$/.test(url.pathname);

export const PASSWORD = "Shishi-2026-mima";

export class World {
  static async start(binary) {
    const w = new World();
    w.binary = binary;
    w.folder = mkdtempSync(join(tmpdir(), "minsheng-browser-"));
    w.db = join(w.folder, "t.db");
    w.errors = "";
    w.process = spawn(binary, ["serve", "--db", w.db, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
    w.process.stderr.on("data", (text) => (w.errors += text));
    for await (const line of createInterface({ input: w.process.stdout })) {
      w.oneTime ??= /一次性密码：(.*)/.exec(line)?.[1].trim();
      w.origin ??= /(http:\/\/127\.0\.0\.1:[0-9]+)/.exec(line)?.[1];
      if (w.origin && w.oneTime) break;
    }
    if (!w.origin) throw new Error("the server did not start: " + w.errors);
    return w;
  }

  // The first account of a new store, through the pages a person sees.
  async firstLogin(context, login, oneTime) {
    const page = await context.newPage();
    await page.goto(this.origin + "/login");
    await page.fill("input[name=login]", login);
    await page.fill("input[name=password]", oneTime);
    await page.click("main form button.p");
    await page.fill("input[name=old]", oneTime);
    await page.fill("input[name=new]", PASSWORD);
    await page.fill("input[name=again]", PASSWORD);
    await page.click("form[action$='/office/account/password'] button");
    await page.waitForURL(AT_HOME);
    return page;
  }

  async signIn(context, login) {
    const page = await context.newPage();
    await page.goto(this.origin + "/login");
    await page.fill("input[name=login]", login);
    await page.fill("input[name=password]", PASSWORD);
    await page.click("main form button.p");
    await page.waitForURL(AT_HOME);
    return page;
  }

  // What the command line does for a clerk who has no browser at hand.
  run(...args) {
    const done = spawnSync(this.binary, args, { encoding: "utf8" });
    if (done.status !== 0) throw new Error(args.join(" ") + ": " + done.stderr);
    return done.stdout;
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    const code = await ended;
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}
