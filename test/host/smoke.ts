/**
 * The whole job without a person: VS Code with the packaged extension on sample data, one event cancelled from the tree and
 * one booking from the lens of a request file, and the sandbox's outbox held against what the dialogs had said.
 */
import assert from "node:assert/strict";
import { setStage, type Stage } from "../journey/driver/stage.ts";

/** What the smoke run saw. */
export interface SmokeReport {
  readonly ok: boolean;
  /** Why not, if it is not ok. */
  readonly reason?: string;
  /** How many events and bookings the agenda listed. */
  readonly itemsListed?: number;
  /** From the beginning of loading VS Code to the agenda's rows. */
  readonly secondsToAgenda?: number;
  /** How many different people the two cancellations would have mailed. */
  readonly peopleMailed?: number;
  /** What was cancelled, and to how many people. */
  readonly cancelled?: readonly { readonly about: string; readonly messages: number }[];
  /** Absolute. */
  readonly screenshotsFolder?: string;
  readonly screenshots?: readonly string[];
}

/** Does the job. It does not throw: what went wrong is in the report. */
export async function smoke(): Promise<SmokeReport> {
  let stage: Stage | undefined;
  try {
    stage = await setStage("smoke", { openFile: "cancel.http", settings: { "unbook.cancel.holdSeconds": 1 } });
    const seen = await cancelBoth(stage);
    return { ok: true, ...seen, ...picturesOf(stage) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (stage === undefined) return { ok: false, reason };
    await stage.workbench.screenshot("failed").catch(() => undefined);
    process.stderr.write(`${await stage.host.logTail()}\n`);
    return { ok: false, reason, ...picturesOf(stage) };
  } finally {
    await stage?.dispose();
  }
}

function picturesOf({ screenshots }: Stage): Pick<SmokeReport, "screenshotsFolder" | "screenshots"> {
  return { screenshotsFolder: screenshots.folder, screenshots: screenshots.files };
}

async function cancelBoth(stage: Stage): Promise<Partial<SmokeReport>> {
  const { workbench, sandbox, loadingSince } = stage;
  await workbench.openContainer("Bookings & Calendar");
  const days = workbench.tree("Agenda").getByRole("treeitem", { name: /\b\d+ items?\b/ });
  await days.first().waitFor();
  const secondsToAgenda = Math.round((performance.now() - loadingSince) / 100) / 10;
  await workbench.screenshot("agenda");
  let itemsListed = 0;
  for (const day of await days.all())
    itemsListed += numberIn((await day.getAttribute("aria-label")) ?? "", /(\d+) items?/);

  const event = await workbench.revealRow("Agenda", /^Design review.* 12 people/);
  await workbench.chooseInContextMenu(event, "Cancel Event…");
  const eventPeople = await confirm(stage, "event", "I am ill today, sorry.");
  await sandbox.waitForOutbox(eventPeople);

  await workbench.editors.lenses("Cancel Booking…").first().click();
  const bookingPeople = await confirm(stage, "booking", "Our dentist is ill today. Please choose another time.");
  const messages = await sandbox.waitForOutbox(eventPeople + bookingPeople);
  assert.equal(messages.length, eventPeople + bookingPeople, "as many messages as the dialogs said");
  await workbench.screenshot("both sent");

  const cancelled = Map.groupBy(messages, ({ about }) => about);
  assert.equal(cancelled.size, 2, "two things were cancelled");
  return {
    itemsListed,
    secondsToAgenda,
    peopleMailed: new Set(messages.map(({ to }) => to)).size,
    cancelled: [...cancelled].map(([about, sent]) => ({ about, messages: sent.length })),
  };
}

/** Answers the message box and the question; gives how many people the question said are mailed. */
async function confirm({ workbench }: Stage, kind: string, message: string): Promise<number> {
  await workbench.quickInput.waitFor("Message for");
  await workbench.quickInput.answer(message);
  const { detail } = await workbench.dialog.read();
  await workbench.screenshot(`question about the ${kind}`);
  await workbench.dialog.press("Send Cancellation");
  return numberIn(detail, /Mails (\d+) p/);
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  assert.ok(found !== undefined, `No ${String(pattern)} in: ${text}`);
  return Number(found);
}
