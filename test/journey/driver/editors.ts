/** VS Code's editors: opening files, reading and changing text, and the lenses above it. */
import type { Locator, Page } from "playwright-core";
import { patienceMs } from "./patience.ts";
import type { QuickInput } from "./quickInput.ts";

/** What is needed of a line's element in the browser. */
interface DrawnLine {
  getBoundingClientRect(): { readonly top: number };
  readonly textContent: string | null;
}

/** The editors of a workbench. */
export class Editors {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  /** Opens a file of the workspace by its name, as Go to File does. */
  async open(fileName: string): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+P");
    await this.#quickInput.type(fileName);
    await this.#quickInput.choose(fileName);
    await this.tab(fileName).waitFor();
    await this.active.waitFor();
  }

  /** The tab of an editor, by a part of its title. */
  tab(title: string): Locator {
    return this.#page.locator(".tabs-container .tab", { hasText: title });
  }

  /** The text area of the editor that has the focus, or had it last. */
  get active(): Locator {
    return this.#page.locator(".editor-group-container.active .monaco-editor").first();
  }

  /** The lines that are in sight, without what is scrolled away. */
  async visibleText(): Promise<string> {
    // All at once: between two looks the editor may draw its lines anew. They do not stand in their order.
    const lines: { readonly top: number; readonly text: string }[] = await this.active
      .locator(".view-lines .view-line")
      .evaluateAll((elements: readonly DrawnLine[]) =>
        elements.map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? "" })),
      );
    lines.sort((one, other) => one.top - other.top);
    // Monaco draws spaces as no-break spaces.
    return lines.map(({ text }) => text.replaceAll("\u00a0", " ")).join("\n");
  }

  /** Waits until a line in sight holds the text. */
  async waitForText(text: string | RegExp): Promise<void> {
    await this.active.locator(".view-line", { hasText: text }).first().waitFor();
  }

  /** Lenses in sight, by their title. The editor keeps some that it has hidden, and they do not stand in their order. */
  lenses(title: string | RegExp): Locator {
    return this.active.locator(".codelens-decoration a", { hasText: title }).filter({ visible: true });
  }

  /** The titles of all lenses in sight, of which nothing can be clicked for some. */
  async lensTitles(): Promise<readonly string[]> {
    await this.active.locator(".codelens-decoration").first().waitFor();
    return await this.active.locator(".codelens-decoration > *").filter({ visible: true }).allInnerTexts();
  }

  /** Where something in the editor stands, as soon as it does: lenses are drawn anew at times. */
  async placeOf(drawn: Locator): Promise<NonNullable<Awaited<ReturnType<Locator["boundingBox"]>>>> {
    for (;;) {
      await drawn.waitFor();
      const box = await drawn.boundingBox();
      if (box !== null) return box;
    }
  }

  /** Replaces the whole text of the active editor. */
  async replaceText(text: string): Promise<void> {
    await this.active.locator(".view-lines").click();
    await this.#page.keyboard.press("ControlOrMeta+A");
    // Not typed: the editor would add brackets, quotes and indentation of its own.
    await this.#page.keyboard.insertText(text);
  }

  /** Scrolls so that a line is in the middle, with the cursor at its beginning or in a column; both count from 1. */
  async goToLine(line: number, column = 1): Promise<void> {
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      await this.#page.keyboard.press("Control+G");
      try {
        return await this.#quickInput.answerUnseen(`:${line}:${column}`, 3_000);
      } catch (error) {
        // An editor that opened meanwhile may have taken the focus, which closes the input.
        if (Date.now() > giveUpAt) throw error;
      }
    }
  }

  /** Saves the active editor. */
  async save(): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+S");
  }
}
