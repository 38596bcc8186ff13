/** VS Code's modal dialog, of which there is one at a time. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";

/** What a dialog shows. */
export interface DialogText {
  readonly title: string;
  /** Empty if there is none. */
  readonly detail: string;
  /** The buttons' labels, from left to right. */
  readonly buttons: readonly string[];
}

/** The modal dialog of a workbench, shown or not. */
export class ModalDialog {
  /** The box. */
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator(".monaco-dialog-box");
  }

  /** Waits for a dialog and reads it. */
  async read(): Promise<DialogText> {
    await this.box.waitFor();
    const detail = this.box.locator(".dialog-message-detail");
    return {
      title: await this.box.locator(".dialog-message-text").innerText(),
      detail: (await detail.count()) === 0 ? "" : await detail.innerText(),
      buttons: await this.#buttons.allInnerTexts(),
    };
  }

  /** Presses a button by a part of its label, after the time in which a person reads, and waits until the dialog has gone. */
  async press(button: string): Promise<void> {
    const { title } = await this.read();
    // The extension takes a faster answer for a keystroke that was meant for something else.
    await sleep(500);
    await this.#buttons.filter({ hasText: button }).first().click();
    // Another dialog may follow at once; it has another title.
    await this.box.filter({ hasText: title }).waitFor({ state: "hidden" });
  }

  get #buttons(): Locator {
    return this.box.locator(".dialog-buttons .monaco-button");
  }
}
