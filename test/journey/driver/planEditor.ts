/** The lenses of a plan that is open in the active editor. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { patienceMs, WaitedInVain } from "./patience.ts";
import type { Workbench } from "./workbench.ts";

/** Waits until a lens at the top of the plan that is open says this. */
export async function waitForHead({ editors }: Workbench, title: string | RegExp): Promise<void> {
  // What is typed while the plan opens would go into it.
  await editors.active.locator(".view-line").first().waitFor();
  await editors.goToLine(1);
  await words(editors, title).waitFor();
}

/** The lenses of a line, also those that only say something, as soon as one of them says this. */
export function words({ active }: Workbench["editors"], title: string | RegExp): Locator {
  return active.locator(".codelens-decoration", { hasText: title }).first();
}

/**
 * Clicks on a lens of the plan that is open; those that say the same are counted from its top. Lenses are drawn anew at times
 * and move: a click that would land on another one is not made, and tried again.
 */
export async function clickLens({ editors }: Workbench, title: string, index = 0): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    // Again at times: an edit of the plan may have scrolled it.
    if (tries % 10 === 0) await editors.goToLine(1);
    const lenses = await editors.lenses(title).all();
    const boxes = await Promise.all(lenses.map(async (one) => one.boundingBox({ timeout: 200 }).catch(() => null)));
    // They do not stand in their order.
    const placed = lenses.flatMap((lens, at) => {
      const box = boxes[at] ?? null;
      return box === null ? [] : [{ lens, box }];
    });
    const found = placed.toSorted(({ box: one }, { box: other }) => one.y - other.y || one.x - other.x)[index];
    const isClicked = await found?.lens.click({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
    if (isClicked === true) return;
    if (Date.now() > giveUpAt) {
      const seen = (await editors.lensTitles()).join("\n");
      throw new WaitedInVain(`No lens “${title}” could be clicked, number ${index + 1} from the top, among:\n${seen}`);
    }
    await sleep(300);
  }
}
