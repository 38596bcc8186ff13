import assert from "node:assert/strict";
import { appendFile, readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright-core";
import type { RunRecord } from "../../src/cancellation/journal.ts";
import type { OutboxMessage } from "../../src/sandbox/sandboxContract.ts";
import { openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { patienceMs, WaitedInVain } from "./driver/patience.ts";
import { planMeetings } from "./driver/planning.ts";
import type { Workbench } from "./driver/workbench.ts";

const cancel = { method: "POST", path: "/cancel" };

/** Plans the reviews and interviews of some weeks that are one's own, up to the document. */
async function planReviews(workbench: Workbench, days: string): Promise<number> {
  const answerLast = await planMeetings(workbench, { days, filter: "subject:view -is:attendee -is:series" });
  await answerLast("We are closed.");
  const lens = workbench.editors.lenses(/^Send \d+ Cancellations…/u);
  await lens.waitFor();
  return Number(/\d+/u.exec(await lens.innerText())?.[0]);
}

/** Sends the plan that is open, up to the hold. */
async function sendPlan(workbench: Workbench, count: number): Promise<void> {
  const lens = workbench.editors.lenses(`Send ${count} Cancellation`);
  await lens.waitFor();
  await lens.click();
  await workbench.dialog.read();
  await send(workbench, `Send ${count} Cancellation`);
}

/** The row of a run of several items in the Cancellations view. */
function runRow(workbench: Workbench, text: RegExp): Locator {
  return workbench.tree("Cancellations").getByRole("treeitem", { name: text }).first();
}

/** Names a file in the dialog that asks where to write. */
async function chooseFile({ page, quickInput }: Workbench, file: string): Promise<void> {
  await quickInput.waitFor(/Show Local/u);
  const giveUpAt = Date.now() + patienceMs;
  do {
    if (Date.now() > giveUpAt) throw new WaitedInVain(`The dialog does not take ${file}: ${await quickInput.text()}`);
    await quickInput.type(file);
    // The dialog lists the folder that is being typed and takes no Enter meanwhile; and it may write its own proposal over it.
    await page.waitForTimeout(1_500);
    if ((await quickInput.field.inputValue()) === file) await quickInput.accept();
    await page.waitForTimeout(500);
  } while (await quickInput.widget.isVisible());
}

/** Nobody is mailed twice about one item. */
function assertOnce(outbox: readonly OutboxMessage[]): void {
  const mails = outbox.map(({ itemId, to }) => `${itemId} ${to}`);
  assert.equal(new Set(mails).size, mails.length);
}

function itemsOf(outbox: readonly OutboxMessage[]): number {
  return new Set(outbox.map(({ itemId }) => itemId)).size;
}

/** The file of the journal's newest run, which the extension host writes. */
async function newestJournal(dataFolder: string): Promise<string> {
  const names = (await readdir(dataFolder, { recursive: true })).filter((file) => file.endsWith(".jsonl"));
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(dataFolder, name);
      return { file, changedMs: (await stat(file)).mtimeMs };
    }),
  );
  return files.toSorted((one, other) => other.changedMs - one.changedMs)[0]?.file ?? assert.fail("There is no journal");
}

journey(
  "a plan is undone, stopped half-way, resumed, and what failed is tried again; its report and the history say so",
  async ({ workbench, sandbox, workspaceFolder }) => {
    const { page, quickInput, editors } = workbench;
    await openAgenda(workbench);
    const count = await planReviews(workbench, "Next 30 Days");
    assert.ok(count > 120, `${count}`);

    await sendPlan(workbench, count);
    await runRow(workbench, new RegExp(`^${count} cancellations, held before sending`, "u")).waitFor();
    await workbench.screenshot("held");
    await workbench.statusBarItem(new RegExp(`${count} cancellations are held`, "u")).click();
    await runRow(workbench, /kept: nothing was sent/u).waitFor();
    await workbench.screenshot("undone");
    assert.deepEqual(await sandbox.outbox(), []);

    // Slow enough to be stopped half-way; and then at once.
    await sandbox.setFaults([{ match: cancel, delayMs: 1_500 }]);
    await sendPlan(workbench, count);
    await runRow(workbench, new RegExp(`^${count} cancellations, being sent`, "u")).waitFor();
    const progress = workbench.notification(/press Cancel to stop sending/u);
    await progress.filter({ hasText: /about \d+ (?:s|min).* left/u }).waitFor();
    await runRow(workbench, /being sent/u)
      .filter({ hasText: /\d+ sent, \d+ waiting · about/u })
      .waitFor();
    await workbench.screenshot("being sent");
    await page.locator(".statusbar-item", { hasText: new RegExp(`\\d+/${count} · about`, "u") }).waitFor();
    await progress.getByRole("button", { name: "Cancel" }).click();
    const stopped = workbench.notification(/Sent \d+ of \d+: \d+ not sent/u);
    await stopped.waitFor();
    await workbench.screenshot("stopped");
    const sentFirst = itemsOf(await sandbox.outbox());
    assert.ok(sentFirst > 0 && sentFirst < count, `${sentFirst} of ${count}`);
    assert.match(
      await stopped.innerText(),
      new RegExp(`Sent ${sentFirst} of ${count}: ${count - sentFirst} not sent`, "u"),
    );

    // Three are refused when the rest is sent.
    await stopped.getByRole("button", { name: `Plan ${count - sentFirst} Again` }).click();
    await editors.lenses(`Send ${count - sentFirst} Cancellations…`).waitFor();
    await workbench.screenshot("planned again");
    assert.match(await editors.visibleText(), /@message = We are closed\./u);
    await sandbox.setFaults([
      { match: cancel, times: 3, action: { kind: "status", status: 403, code: "ErrorAccessDenied" } },
    ]);
    await sendPlan(workbench, count - sentFirst);
    const failed = workbench.notification(/: 3 failed/u);
    await failed.waitFor();
    await workbench.screenshot("three failed");
    await failed.getByRole("button", { name: "Open Report" }).click();
    await editors.tab("Cancellation Report.md").waitFor();
    await workbench.screenshot("report");
    assert.match(await editors.visibleText(), new RegExp(`${count - sentFirst - 3} sent, 3 failed`, "u"));

    await runRow(workbench, /3 failed/u).hover();
    await runRow(workbench, /3 failed/u)
      .getByRole("button", { name: "Retry Failed…" })
      .click();
    await editors.lenses("Send 3 Cancellations…").waitFor();
    await sendPlan(workbench, 3);
    await workbench.notification(/Sent 3 of 3/u).waitFor();
    await workbench.screenshot("all sent");
    assert.equal(itemsOf(await sandbox.outbox()), count);
    assertOnce(await sandbox.outbox());

    // The history knows each of them, and what is exported is what was sent.
    await workbench.runCommand("Unbook: Open History…");
    await quickInput.waitFor(/3 failed/u);
    await workbench.screenshot("history");
    await quickInput.dismiss();
    await workbench.runCommand("Unbook: Export Report…");
    await quickInput.choose("CSV");
    await workbench.screenshot("where to export");
    await chooseFile(workbench, "/proc/report.csv");
    const unwritten = workbench.notification(/could not be written/u);
    await unwritten.waitFor();
    await workbench.screenshot("could not be exported");
    await unwritten.getByRole("button", { name: "Choose Another Place…" }).click();
    await chooseFile(workbench, path.join(workspaceFolder, "report.csv"));
    await workbench.notification(/The report was written/u).waitFor();
    const csv = await readFile(path.join(workspaceFolder, "report.csv"), "utf8");
    assert.equal(csv.trim().split("\r\n").length, 4, csv);

    await workbench.runCommand("Unbook: Clear History…");
    const question = await workbench.dialog.read();
    await workbench.screenshot("clear the history");
    assert.match(question.detail, /nothing is ever sent twice/u);
    await workbench.dialog.press("Clear History");
    await workbench.runCommand("Unbook: Open History…");
    await workbench.notification(/the history was cleared/u).waitFor();
  },
  {
    settings: { "unbook.cancel.holdSeconds": 5, "unbook.cancel.typeCountAbove": 10_000 },
    outsideSandbox: { events: 10_000 },
    timeoutMs: 240_000,
  },
);

journey(
  "after a crash in the middle of sending, what was sent, what was not and what is unsure is told, and nothing is mailed twice",
  async ({ workbench, sandbox, dataFolder }) => {
    const { page, editors } = workbench;
    await openAgenda(workbench);
    const count = await planReviews(workbench, "Next 30 Days");
    await sandbox.setFaults([{ match: cancel, delayMs: 1_500 }]);
    await sendPlan(workbench, count);
    await sandbox.waitForOutbox(12);
    const [first = ""] = (await readFile(await newestJournal(dataFolder), "utf8")).split("\n");
    const address = page.url();
    process.kill((JSON.parse(first) as RunRecord).pid, "SIGKILL");
    // VS Code would begin to start another extension host at once.
    await page.goto("about:blank");
    // As a full disk or a crash of the whole machine leaves a file: with half a line at its end.
    await appendFile(await newestJournal(dataFolder), '{"type":"outcome","item":1,"at":"20');
    await sandbox.clearFaults();
    await page.goto(address);
    await page.getByRole("tab", { name: /^Explorer/u }).waitFor();
    await workbench.openContainer("Bookings & Calendar");

    const told = workbench.notification(/while \d+ cancellations were being sent: .*\d+ unsure, \d+ not sent/u);
    await told.waitFor({ timeout: 60_000 });
    await workbench.notification(/1 line of the record of what was sent cannot be read/u).waitFor();
    await workbench.screenshot("back again");
    const [total = 0, ...parts] =
      (await told.innerText()).match(/\d+(?= (?:canc|sent|unsure|not))/gu)?.map(Number) ?? [];
    assert.equal(total, count);
    assert.equal(
      parts.reduce((sum, part) => sum + part, 0),
      count,
    );
    await told.getByRole("button", { name: "Look Them Up" }).click();
    const found = workbench.notification(/Looked up: \d+ gone/u);
    await found.waitFor();
    await workbench.screenshot("looked up");
    const gone = itemsOf(await sandbox.outbox());
    assert.match(await found.innerText(), new RegExp(`Looked up: ${gone} gone`, "u"));
    const again = Number(/Plan (\d+) Again/u.exec(await found.innerText())?.[1]);
    assert.equal(again, count - itemsOf(await sandbox.outbox()));
    await found.getByRole("button", { name: /^Plan \d+ Again/u }).click();
    await workbench.quickInput.waitFor(/Message for/u);
    await workbench.quickInput.answer("We are closed.");
    await editors.lenses(`Send ${again} Cancellations…`).waitFor();
    await sendPlan(workbench, again);
    await workbench.notification(new RegExp(`Sent ${again} of ${again}`, "u")).waitFor();
    await workbench.screenshot("all sent");
    assert.equal(itemsOf(await sandbox.outbox()), count);
    assertOnce(await sandbox.outbox());
  },
  {
    settings: { "unbook.cancel.holdSeconds": 0, "unbook.cancel.typeCountAbove": 10_000 },
    outsideSandbox: { events: 10_000 },
    timeoutMs: 240_000,
  },
);

journey(
  "a closing day over two businesses is one plan, one question and one report",
  async ({ workbench, sandbox }) => {
    const { quickInput, editors } = workbench;
    await openAgenda(workbench);
    const tomorrow = new Date(Date.now() + 86_400_000);
    // The office is closed at weekends, so that there is nothing to call off then.
    const days = [0, 1, 2, 3].map((more) =>
      new Date(tomorrow.getTime() + more * 86_400_000).toISOString().slice(0, 10),
    );
    await workbench.runCommand("Unbook: We Are Closed On…");
    await quickInput.answer(`${days[0] ?? ""} to ${days[3] ?? ""}`);
    await quickInput.waitFor(/We Are Closed On .*/u);
    await workbench.screenshot("businesses");
    await quickInput.accept();
    await quickInput.waitFor(/Message for/u);
    await quickInput.answer("Dear {customer}, we are closed on {start}.");
    const lens = editors.lenses(/^Send \d+ Cancellations…/u);
    await lens.waitFor();
    const count = Number(/\d+/u.exec(await lens.innerText())?.[0]);
    await workbench.screenshot("plan");
    await sendPlan(workbench, count);
    const end = workbench.notification(new RegExp(`Sent ${count} of ${count}\\.`, "u"));
    await end.waitFor();
    await workbench.screenshot("sent");
    await end.getByRole("button", { name: "Open Report" }).click();
    await editors.tab("Cancellation Report.md").waitFor();
    await workbench.screenshot("report");
    const outbox = await sandbox.outbox();
    assertOnce(outbox);
    assert.equal(itemsOf(outbox), count);
    assert.equal(new Set(outbox.map(({ from }) => from)).size, 2, "both businesses");
    assert.ok(outbox.every(({ text }) => /^Dear .+, we are closed on \w/u.test(text)));
  },
  { settings: { "unbook.cancel.holdSeconds": 0, "unbook.cancel.typeCountAbove": 10_000 } },
);
