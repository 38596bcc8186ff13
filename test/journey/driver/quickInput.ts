/** VS Code's quick input: the palette, quick picks and input boxes, of which there is one at a time. */
import type { Locator, Page } from "playwright-core";

/** What is needed of the field's element in the browser. */
interface TypedField {
  value: string;
  dispatchEvent(event: Event): boolean;
}

/** The quick input of a workbench, shown or not. */
export class QuickInput {
  readonly #page: Page;
  /** The whole widget. */
  readonly widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator(".quick-input-widget:visible");
  }

  /** The field to type in. */
  get field(): Locator {
    return this.widget.locator(".quick-input-box input, .quick-input-box textarea");
  }

  /** Its title, prompt and entries as text, for assertions. */
  async text(): Promise<string> {
    await this.widget.waitFor();
    return await this.widget.innerText();
  }

  /** Waits for an input whose title, prompt or entries hold the text. */
  async waitFor(text: string | RegExp): Promise<void> {
    await this.widget.filter({ hasText: text }).waitFor();
  }

  /** Replaces what is in the field. */
  async type(text: string): Promise<void> {
    await this.field.waitFor();
    await this.field.fill(text);
  }

  /**
   * The same past the keyboard, and accepts it, all at once: an editor that has just opened may take the focus, and with it
   * what is typed.
   */
  async answerUnseen(text: string, timeout: number): Promise<void> {
    const answer = (field: TypedField, value: string): void => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const enter = new Event("keydown", { bubbles: true, cancelable: true });
      field.dispatchEvent(Object.assign(enter, { key: "Enter", code: "Enter", keyCode: 13 }));
    };
    await this.field.evaluate(answer, text, { timeout });
    await this.widget.waitFor({ state: "hidden", timeout });
  }

  /** Accepts with Enter. */
  async accept(): Promise<void> {
    await this.field.focus();
    await this.#page.keyboard.press("Enter");
  }

  /** Types and accepts: an input box's whole answer. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Clicks the first entry that has the text in its label or description. */
  async choose(text: string | RegExp): Promise<void> {
    await this.#entries.filter({ hasText: text }).first().click();
  }

  /** The labels of the entries in sight. */
  async labels(): Promise<readonly string[]> {
    await this.#entries.first().waitFor();
    // Entries are drawn into the rows of earlier ones, of which parts stay behind, hidden.
    return await this.#entries.locator(".label-name").filter({ visible: true }).allInnerTexts();
  }

  /** Closes it with Escape, if it is shown. */
  async dismiss(): Promise<void> {
    if (!(await this.widget.isVisible())) return;
    await this.#page.keyboard.press("Escape");
    await this.widget.waitFor({ state: "hidden" });
  }

  get #entries(): Locator {
    return this.widget.locator(".quick-input-list .monaco-list-row");
  }
}
