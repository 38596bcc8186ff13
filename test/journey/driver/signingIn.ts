/** The steps of signing in that several journeys take. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** Clicks a button of a view's welcome text. */
export async function clickWelcome(workbench: Workbench, button: string): Promise<void> {
  await workbench.page.getByRole("button", { name: button, exact: true }).click();
}

/** The sign-in page that an action opens, after the way to sign in was chosen. */
export async function signInPage(workbench: Workbench, action: () => Promise<void>): Promise<Page> {
  return workbench.pageOpenedBy(async () => {
    await action();
    await workbench.quickInput.choose("Sign In in This Browser");
  });
}

/** Says yes to the question for a permission, and allows it on the sign-in's page. */
export async function allowAccess(workbench: Workbench, permission: RegExp): Promise<void> {
  assert.match((await workbench.dialog.read()).detail, permission);
  const page = await signInPage(workbench, async () => workbench.dialog.press("Allow Access…"));
  await page.getByRole("button", { name: "Accept" }).click();
  await closeSignInPage(page);
}

/** Closes the sign-in's page once it says that it may be closed. */
export async function closeSignInPage(page: Page): Promise<void> {
  await page
    .getByText(/You can close this/u)
    .first()
    .waitFor();
  await page.close();
}
