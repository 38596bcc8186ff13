/** The lenses of a plan that is open in the active editor. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** Waits until a lens at the top of the plan that is open says this. */
export async function waitForHead({ editors }: Workbench, title: string | RegExp): Promise<void> {
  await editors.goToLine(1);
  await words(editors, title).waitFor();
}

/** The lenses of a line, also those that only say something, as soon as one of them says this. */
export function words({ active }: Workbench["editors"], title: string | RegExp): Locator {
  return active.locator(".codelens-decoration", { hasText: title }).first();
}

/** Clicks on a lens of the plan that is open; those that say the same are counted from its top. */
export async function clickLens({ editors, page }: Workbench, title: string, index = 0): Promise<void> {
  await editors.goToLine(1);
  let before = "";
  for (;;) {
    const drawn = await editors.lenses(title).all();
    const boxes = await Promise.all(drawn.map(async (one) => one.boundingBox({ timeout: 200 }).catch(() => null)));
    // They do not stand in their order, and are drawn anew at times.
    const places = boxes.flatMap((box) => (box === null ? [] : [box]));
    const found = places.toSorted((one, other) => one.y - other.y || one.x - other.x)[index];
    if (found !== undefined && JSON.stringify(places) === before) {
      return page.mouse.click(found.x + found.width / 2, found.y + found.height / 2);
    }
    before = JSON.stringify(places);
    await sleep(300);
  }
}
