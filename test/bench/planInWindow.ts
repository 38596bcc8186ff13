/**
 * How long a person waits for a plan of thousands of items in the real window: from the last answer until it stands there
 * with its lenses, until it was read again, and from a click on the lens that sends until the question stands there. A plan
 * of a few items is measured the same way, so that the ratio says what of it comes from their number.
 */
import { packageExtension } from "../host/packageExtension.ts";
import { openAgenda } from "../journey/driver/cancelling.ts";
import { planMeetings } from "../journey/driver/planning.ts";
import { setStage } from "../journey/driver/stage.ts";
import type { Figure } from "./figure.ts";
import { median } from "./figure.ts";

/** How the figures are taken. */
export interface PlanInWindowOptions {
  readonly rounds: number;
  readonly say: (line: string) => void;
}

interface Waits {
  readonly items: number;
  readonly openedMs: number;
  readonly recheckedMs: number;
  readonly askedMs: number;
}

/** A third of the events is organised by others and stays out of the plan; a month of the year is planned. */
const manyEvents = 38_000;
const fewEvents = 400;

/** Plans many and few in turn, each time in a VS Code that nothing else has used. */
export async function measurePlanInWindow({ rounds, say }: PlanInWindowOptions): Promise<readonly Figure[]> {
  await packageExtension(say);
  const many: Waits[] = [];
  const few: Waits[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`Planning in VS Code, ${round} of ${rounds} …`);
    many.push(await plan(manyEvents));
    few.push(await plan(fewEvents));
  }
  const items = median(many.map((one) => one.items));
  return [
    figure(`a plan of ${items} items opens`, many, few, ({ openedMs }) => openedMs),
    figure("it is read again", many, few, ({ recheckedMs }) => recheckedMs),
    figure("the question after a click on the lens that sends", many, few, ({ askedMs }) => askedMs),
  ];
}

async function plan(events: number): Promise<Waits> {
  const stage = await setStage("bench plan", {
    outsideSandbox: { events },
    settings: { "unbook.cancel.maxPerPlan": 5000, "unbook.cancel.typeCountAbove": 10_000 },
  });
  try {
    const { workbench } = stage;
    const { editors } = workbench;
    await openAgenda(workbench);
    const answerLast = await planMeetings(workbench, { days: "Next 30 Days", filter: "-is:attendee -is:series" });
    const openedMs = await timed(async () => {
      await answerLast("We are closed.");
      await editors.lenses(/^(?:Send|Carry Out) \d+ /u).waitFor();
    });
    const items = Number(/\d+/u.exec(await editors.lenses(/^(?:Send|Carry Out) \d+ /u).innerText())?.[0]);

    const recheckedMs = await timed(async () => {
      await editors.lenses("Recheck").first().click();
      await workbench.statusBarItem(/Rechecked: nothing has changed/u).waitFor();
    });
    const send = editors.lenses(new RegExp(`^(?:Send|Carry Out) ${items} `, "u"));
    const askedMs = await timed(async () => {
      await send.click();
      await workbench.dialog.read();
    });
    return { items, openedMs, recheckedMs, askedMs };
  } finally {
    await stage.dispose();
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function figure(name: string, many: readonly Waits[], few: readonly Waits[], of: (waits: Waits) => number): Figure {
  return {
    name,
    value: median(many.map(of)),
    unit: "ms",
    all: many.map(of),
    peer: `a plan of ${median(few.map(({ items }) => items))} items`,
    peerValue: median(few.map(of)),
  };
}
