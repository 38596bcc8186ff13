/**
 * How long a person waits for a plan of thousands of items in the real window: from the last answer until its text stands
 * there, and its lenses, until it was read again, and from a click on the lens that sends until the question stands there. A
 * plan of a few items is measured the same way, so that the ratio says what of it comes from their number, and documents of
 * the same texts without Unbook, which say what of it is VS Code's own.
 */
import path from "node:path";
import type { Page } from "playwright-core";
import { packageExtension } from "../host/packageExtension.ts";
import { emptyCacheFolder } from "../host/projectFolders.ts";
import { openAgenda } from "../journey/driver/cancelling.ts";
import { planMeetings } from "../journey/driver/planning.ts";
import { setStage } from "../journey/driver/stage.ts";
import { blockFileVariable, packageBlockMeter, readBlocks } from "./blockMeter.ts";
import type { Figure } from "./figure.ts";
import { median } from "./figure.ts";
import { openingOf, watchOpening } from "./openingMeter.ts";
import type { Opening } from "./openingMeter.ts";
import { openPlainDocument, packagePlainDocument } from "./plainDocument.ts";

/** How the figures are taken. */
export interface PlanInWindowOptions {
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** A plan that was opened, read again and asked about. */
interface Planned extends Opening {
  readonly items: number;
  readonly text: string;
  /** What the extension host has computed until the lens was drawn. */
  readonly computedMs: number;
  readonly recheckedMs: number;
  readonly askedMs: number;
}

/** A third of the events is organised by others and stays out of the plan; a month of the year is planned. */
const manyEvents = 38_000;
const fewEvents = 400;

/** Until the block meter has written what it has noted. */
const writingMs = 500;

/** Plans many and few in turn, and opens their texts without Unbook, each time in a VS Code that nothing else has used. */
export async function measurePlanInWindow({ rounds, say }: PlanInWindowOptions): Promise<readonly Figure[]> {
  await packageExtension(say);
  const packages = { meter: await packageBlockMeter(), plain: await packagePlainDocument() };
  const many: Planned[] = [];
  const few: Planned[] = [];
  const plain: Record<"many" | "few" | "one", Opening[]> = { many: [], few: [], one: [] };
  for (let round = 1; round <= rounds; round += 1) {
    say(`Planning in VS Code, ${round} of ${rounds} …`);
    const [ofMany, ofFew] = [await plan(manyEvents, packages.meter), await plan(fewEvents, packages.meter)];
    many.push(ofMany);
    few.push(ofFew);
    plain.many.push(await openPlainDocument(packages.plain, ofMany.text));
    plain.few.push(await openPlainDocument(packages.plain, ofFew.text));
    plain.one.push(await openPlainDocument(packages.plain, firstBlock(ofFew.text)));
  }
  const items = median(many.map((one) => one.items));
  const fewer = `a plan of ${median(few.map((one) => one.items))} items`;
  const alone = "a document of that text without Unbook";
  return [
    figure(`a plan of ${items} items opens: its text`, many, fewer, few, ({ textMs }) => textMs),
    figure("its text", many, alone, plain.many, ({ textMs }) => textMs),
    figure("its lens that sends", many, fewer, few, ({ lensMs }) => lensMs),
    figure("its lens that sends", many, alone, plain.many, ({ lensMs }) => lensMs),
    figure(`the text of ${fewer}`, few, alone, plain.few, ({ textMs }) => textMs),
    figure(`the lens that sends of ${fewer}`, few, alone, plain.few, ({ lensMs }) => lensMs),
    figure("VS Code's own: the text of so many", plain.many, "the text of one item", plain.one, ({ textMs }) => textMs),
    figure("VS Code's own: its first lens", plain.many, "with one item", plain.one, ({ lensMs }) => lensMs),
    figure("the extension host computes until the lens", many, fewer, few, ({ computedMs }) => computedMs),
    figure("it is read again", many, fewer, few, ({ recheckedMs }) => recheckedMs),
    figure("the question after a click on the lens that sends", many, fewer, few, ({ askedMs }) => askedMs),
  ];
}

async function plan(events: number, meter: string): Promise<Planned> {
  const blockFile = path.join(await emptyCacheFolder("bench", "blocks of a plan"), "blocks.jsonl");
  const stage = await setStage("bench plan", {
    outsideSandbox: { events },
    beside: meter,
    environment: { [blockFileVariable]: blockFile },
    settings: {
      "unbook.cancel.maxPerPlan": 5000,
      "unbook.cancel.typeCountAbove": 10_000,
      // Otherwise the host looks through all programs of the machine every few seconds.
      "remote.autoForwardPortsSource": "output",
    },
  });
  try {
    const { workbench } = stage;
    const { editors, page } = workbench;
    await openAgenda(workbench);
    const answerLast = await planMeetings(workbench, { days: "Next 30 Days", filter: "-is:attendee -is:series" });
    await watchOpening(page, "# Cancellation plan", /^(?:Send|Carry Out) \d+ /u);
    await answerLast("We are closed.");
    const opening = await openingOf(page);
    await page.waitForTimeout(writingMs);
    const until = opening.pressedAt + opening.lensMs;
    const computedMs = (await readBlocks(blockFile))
      .filter(({ endedAt }) => endedAt > opening.pressedAt && endedAt <= until)
      .reduce((sum, block) => sum + block.computedMs, 0);
    const items = Number(/\d+/u.exec(await editors.lenses(/^(?:Send|Carry Out) \d+ /u).innerText())?.[0]);

    const recheckedMs = await timed(async () => {
      await editors.lenses("Recheck").first().click();
      await workbench.statusBarItem(/Rechecked: nothing has changed/u).waitFor();
    });
    const text = await copyText(page);
    const send = editors.lenses(new RegExp(`^(?:Send|Carry Out) ${items} `, "u"));
    const askedMs = await timed(async () => {
      await send.click();
      await workbench.dialog.read();
    });
    return { ...opening, items, text, computedMs, recheckedMs, askedMs };
  } finally {
    await stage.dispose();
  }
}

/** The text of the active editor. */
async function copyText(page: Page): Promise<string> {
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  const text = await page.waitForFunction("navigator.clipboard.readText().then((text) => text || undefined)");
  // Back to the top, where the lens that sends stands.
  await page.keyboard.press("ControlOrMeta+Home");
  return (await text.jsonValue()) as string;
}

/** A plan's head and its first item. */
function firstBlock(text: string): string {
  const second = text.indexOf("\n### 2 ");
  return second === -1 ? text : text.slice(0, second);
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function figure<Measured>(
  name: string,
  own: readonly Measured[],
  peer: string,
  others: readonly Measured[],
  of: (measured: Measured) => number,
): Figure {
  return { name, value: median(own.map(of)), unit: "ms", all: own.map(of), peer, peerValue: median(others.map(of)) };
}
