/** Finding a row of the agenda, which shows only what is scrolled into sight and keeps later days folded. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

const container = "Bookings & Calendar";

/** Opens the agenda and waits until it lists something. */
export async function openAgenda(workbench: Workbench): Promise<void> {
  await workbench.openContainer(container);
  await workbench
    .rows(/\d+ items?\b/u)
    .first()
    .waitFor();
}

/** The first row whose spoken label has the text; its day is unfolded, and the days before it are folded. */
export async function agendaRow(workbench: Workbench, name: string | RegExp): Promise<Locator> {
  const dayRows = workbench.rows(/^(Today, |Tomorrow, )?\w+day,? .*\d+ items?\b/u);
  // Folded, two weeks of days are in sight at once.
  for (const day of await dayRows.all()) await unfold(day, workbench, false);
  const days = await dayRows.all();
  const labels = await Promise.all(days.map(async (day) => (await day.getAttribute("aria-label")) ?? ""));
  for (const label of labels) {
    const day = workbench.page.getByRole("treeitem", { name: label, exact: true });
    await unfold(day, workbench, true);
    const row = workbench.rows(name).first();
    if (await appears(row)) return row;
    await unfold(day, workbench, false);
  }
  throw new assert.AssertionError({ message: `No row ${String(name)} on any of ${labels.length} days` });
}

async function unfold(day: Locator, workbench: Workbench, open: boolean): Promise<void> {
  if ((await day.getAttribute("aria-expanded")) === String(open)) return;
  await day.click();
  if ((await day.getAttribute("aria-expanded")) !== String(open)) {
    await workbench.page.keyboard.press(open ? "ArrowRight" : "ArrowLeft");
  }
  await workbench.page
    .locator(`[role=treeitem][aria-expanded=${String(open)}]`)
    .and(day)
    .waitFor();
}

async function appears(row: Locator): Promise<boolean> {
  try {
    await row.waitFor({ timeout: 400 });
    return true;
  } catch {
    return false;
  }
}
