/**
 * VS Code's workbench in a browser page, in the words of somebody who uses it: rows, menus, dialogs, lenses. What it finds it
 * finds by role, name or text, as a person or a screen reader does, and by a class of VS Code's only where there is no role.
 */
import type { Locator, Page } from "playwright-core";
import { Editors } from "./editors.ts";
import { QuickInput } from "./quickInput.ts";
import { ModalDialog } from "./modalDialog.ts";
import { patienceMs, WaitedInVain } from "./patience.ts";
import type { Screenshots } from "./screenshots.ts";

/** Themes as their names stand in VS Code's theme picker. */
export type ThemeName = "Light Modern" | "Dark Modern" | "Light High Contrast" | "Dark High Contrast";

/** A workbench that is drawn. */
export class Workbench {
  /** The browser page, for what has no word of its own here. */
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly dialog: ModalDialog;
  readonly editors: Editors;
  readonly #screenshots: Screenshots;

  private constructor(page: Page, screenshots: Screenshots) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.dialog = new ModalDialog(page);
    this.editors = new Editors(page, this.quickInput);
    this.#screenshots = screenshots;
  }

  /** Opens VS Code in a page and waits until it is drawn and its activity bar can be used. */
  static async open(page: Page, address: URL, screenshots: Screenshots): Promise<Workbench> {
    page.setDefaultTimeout(patienceMs);
    await page.goto(address.href);
    await page.getByRole("tab", { name: /^Explorer/ }).waitFor({ timeout: 2 * patienceMs });
    return new Workbench(page, screenshots);
  }

  /** Shows a container of the activity bar, as `Bookings & Calendar`; it stays if it is shown already. */
  async openContainer(title: string): Promise<void> {
    const tab = this.page.getByRole("tab", { name: title });
    await tab.waitFor();
    // A click on the container that is shown would close the side bar.
    if ((await tab.getAttribute("aria-expanded")) !== "true") await tab.click();
  }

  /** The tree of a view, as `Agenda`. */
  tree(viewName: string): Locator {
    return this.page.getByRole("tree", { name: viewName });
  }

  /** Rows of any tree by what a screen reader says of them. Only rows that are in sight exist. */
  rows(name: string | RegExp): Locator {
    return this.page.getByRole("treeitem", { name });
  }

  /** Finds a row of a view as a person does: opens what is closed and scrolls down, until the row is wholly in sight. */
  async revealRow(viewName: string, name: string | RegExp): Promise<Locator> {
    const tree = this.tree(viewName);
    const row = tree.getByRole("treeitem", { name }).first();
    await tree.getByRole("treeitem").first().waitFor();
    await this.#scroll(tree, -100_000);
    const giveUpAt = Date.now() + patienceMs;
    while (!(await this.#isWhollyInSight(tree, row))) {
      if (Date.now() > giveUpAt) throw new WaitedInVain(`There is no row ${String(name)} in ${viewName}`);
      if ((await row.isVisible()) || !(await this.#expandOne(tree))) await this.#scroll(tree, 66);
    }
    return row;
  }

  /** A button in the title of a view, as `Refresh Agenda`. It exists only while the mouse is over the view. */
  async clickViewAction(viewName: string, action: string): Promise<void> {
    const header = this.page.locator(".pane-header, .composite.title", { hasText: viewName }).first();
    await header.hover();
    await header.getByRole("button", { name: action }).click();
  }

  /** Chooses an entry of a row's context menu. */
  async chooseInContextMenu(row: Locator, entry: string): Promise<void> {
    await row.click({ button: "right" });
    const item = this.page.getByRole("menuitem", { name: entry });
    await item.hover();
    // A menu takes no click in the first moment after it was opened, so that letting go of the mouse chooses nothing.
    await this.page.waitForTimeout(300);
    await item.click();
  }

  /** The entries of a row's context menu; it is closed again. */
  async contextMenuOf(row: Locator): Promise<readonly string[]> {
    await row.click({ button: "right" });
    const entries = this.page.getByRole("menuitem");
    await entries.first().waitFor();
    const names = await entries.allInnerTexts();
    await this.page.keyboard.press("Escape");
    return names.map((name) => name.trim()).filter((name) => name !== "");
  }

  /** Selects rows together: the first by a click, the others by Ctrl and a click. */
  async selectRows(...rows: readonly Locator[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      await row.click(index === 0 ? {} : { modifiers: ["ControlOrMeta"] });
    }
  }

  /** Runs a command of the palette by its whole title, as `Unbook: Refresh Agenda`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput.type(`>${title}`);
    await this.quickInput.choose(title);
  }

  /** A command's titles in the palette that match what is typed; the palette is closed again. */
  async commandsMatching(text: string): Promise<readonly string[]> {
    await this.page.keyboard.press("F1");
    await this.quickInput.type(`>${text}`);
    const labels = await this.quickInput.labels();
    await this.quickInput.dismiss();
    return labels;
  }

  /** Items of the status bar by what a screen reader says of them. */
  statusBarItem(name: string | RegExp): Locator {
    return this.page
      .locator(".statusbar-item a[aria-label], .statusbar-item [role=button]")
      .and(this.page.getByRole("button", { name }));
  }

  /** Notifications that are shown, by a part of their text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: text });
  }

  /** Presses a button of a notification. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).getByRole("button", { name: button }).click();
  }

  /** A view's welcome text or message, by a part of it. */
  welcomeText(text: string | RegExp): Locator {
    return this.page.locator(".welcome-view-content, .message", { hasText: text });
  }

  /** What is in the clipboard, as soon as something is. */
  async clipboardText(): Promise<string> {
    for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await this.page.waitForTimeout(100)) {
      const text: unknown = await this.page.evaluate("navigator.clipboard.readText()");
      if (typeof text === "string" && text !== "") return text;
    }
    throw new WaitedInVain("Nothing came into the clipboard");
  }

  /** Does something that opens a page of its own, as signing in, and gives that page when it is loaded. */
  async pageOpenedBy(action: () => Promise<void>): Promise<Page> {
    const [opened] = await Promise.all([this.page.context().waitForEvent("page", { timeout: patienceMs }), action()]);
    await opened.waitForLoadState();
    return opened;
  }

  /** Changes the colours, as the theme picker does. */
  async useTheme(name: ThemeName): Promise<void> {
    await this.runCommand("Preferences: Color Theme");
    await this.quickInput.type(name);
    await this.quickInput.choose(name);
    const kind = {
      "Light Modern": "vs",
      "Dark Modern": "vs-dark",
      "Light High Contrast": "hc-light",
      "Dark High Contrast": "hc-black",
    }[name];
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /** Keeps a picture of what is seen now, and gives its file. */
  async screenshot(step: string): Promise<string> {
    return await this.#screenshots.take(this.page, step);
  }

  /** Clicks on a closed row's arrow, if one is in sight; false if there is none. */
  async #expandOne(tree: Locator): Promise<boolean> {
    const closed = tree.locator("[role=treeitem][aria-expanded=false]");
    if ((await closed.count()) === 0) return false;
    // The tree may be drawn anew at any moment, and the row be another or none; whoever called looks again.
    const arrow = closed.first().locator(".monaco-tl-twistie");
    await arrow.click({ timeout: 1_000 }).catch(() => undefined);
    await this.page.waitForTimeout(200);
    return true;
  }

  async #scroll(tree: Locator, pixels: number): Promise<void> {
    await tree.hover({ position: { x: 40, y: 12 } });
    await this.page.mouse.wheel(0, pixels);
    // The list draws its new rows in the next frames.
    await this.page.waitForTimeout(50);
  }

  async #isWhollyInSight(tree: Locator, row: Locator): Promise<boolean> {
    if (!(await row.isVisible())) return false;
    const [frame, box] = [await tree.boundingBox(), await row.boundingBox()];
    if (frame === null || box === null) return false;
    return box.y >= frame.y && box.y + box.height <= frame.y + frame.height;
  }
}
