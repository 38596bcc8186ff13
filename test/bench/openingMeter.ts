/** Measures in VS Code's page how long it takes from answering a question with Enter until a document and its lens are drawn. */
import type { Page } from "playwright-core";

/** What a person waits for, in milliseconds from pressing Enter. */
export interface Opening {
  /** When Enter was pressed, in milliseconds of the clock that `Date.now()` reads. */
  readonly pressedAt: number;
  /** Until the document's first line is drawn. */
  readonly textMs: number;
  /** Until the lens at its top is drawn. */
  readonly lensMs: number;
}

/** Begins to measure at the next Enter. @param line what the document's first line begins with. @param lens as its title. */
export async function watchOpening(page: Page, line: string, lens: RegExp): Promise<void> {
  const begins = JSON.stringify(line.replaceAll(" ", "\u00a0"));
  await page.evaluate(`(() => {
    const opening = (window.unbookOpening = {});
    const isDrawn = (selector, is) =>
      [...document.querySelectorAll(".editor-group-container.active .monaco-editor " + selector)].some((one) => is(one.textContent));
    const look = () => {
      const { pressedSince } = opening;
      if (pressedSince !== undefined) {
        const passed = performance.now() - pressedSince;
        if (opening.textMs === undefined && isDrawn(".view-line", (text) => text.startsWith(${begins}))) opening.textMs = passed;
        if (opening.lensMs === undefined && isDrawn(".codelens-decoration a", (text) => ${String(lens)}.test(text))) opening.lensMs = passed;
      }
      if (opening.lensMs === undefined) requestAnimationFrame(look);
    };
    addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || opening.pressedSince !== undefined) return;
      opening.pressedSince = performance.now();
      opening.pressedAt = performance.timeOrigin + opening.pressedSince;
    }, true);
    look();
  })()`);
}

/** What has been measured, as soon as the lens is drawn. */
export async function openingOf(page: Page): Promise<Opening> {
  const opening = await page.waitForFunction("window.unbookOpening.lensMs !== undefined && window.unbookOpening");
  return (await opening.jsonValue()) as Opening;
}
