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
  return active.locator(".codelens-decoration", { hasText: title }).filter({ visible: true }).first();
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
    // These very ones: what is found anew when it is clicked may be another one that says the same.
    const lenses = await editors.lenses(title).elementHandles();
    const boxes = await Promise.all(lenses.map(async (lens) => ({ lens, box: await lens.boundingBox() })));
    // They do not stand in their order.
    const placed = boxes.flatMap(({ lens, box }) => (box === null ? [] : [{ lens, box }]));
    const found = placed.toSorted(({ box: one }, { box: other }) => one.y - other.y || one.x - other.x)[index];
    const failure = await found?.lens.click({ timeout: 1000 }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (found !== undefined && failure === undefined) return;
    if (Date.now() > giveUpAt) {
      const seen = (await editors.lensTitles()).join(", ");
      const wanted = `lens “${title}”, number ${index + 1} from the top`;
      throw new WaitedInVain(`${wanted}, could not be clicked among ${seen}`, { cause: failure });
    }
    await sleep(300);
  }
}
