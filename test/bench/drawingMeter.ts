/** Measures in VS Code's page how long it takes from pressing a key until its character is drawn. */
import type { Page } from "playwright-core";

/** Presses a letter, and gives the time that passed until it was drawn. */
export async function pressAndWait(page: Page): Promise<number> {
  await page.keyboard.press("q");
  const times = await page.waitForFunction("window.unbookDrawn.length > 0 && window.unbookDrawn.splice(0)");
  const [time = Number.NaN] = (await times.jsonValue()) as readonly number[];
  return time;
}

/** The script that measures in the page: from the key's event until the frame is drawn in which one more letter stands at the place. */
export function drawingMeter(behind: string): string {
  return `(() => {
    let typed = "";
    let pressedAt;
    window.unbookDrawn = [];
    window.unbookStop?.();
    const press = (event) => {
      if (event.key !== "q") return;
      typed += "q";
      pressedAt = event.timeStamp;
    };
    const lines = document.querySelector(".editor-group-container.active .monaco-editor .view-lines");
    const observer = new MutationObserver(() => {
      if (pressedAt === undefined || !lines.textContent.includes(${JSON.stringify(behind.replaceAll(" ", "\u00a0"))} + typed)) return;
      const since = pressedAt;
      pressedAt = undefined;
      requestAnimationFrame(() => setTimeout(() => window.unbookDrawn.push(performance.now() - since)));
    });
    addEventListener("keydown", press, true);
    observer.observe(lines, { subtree: true, childList: true, characterData: true });
    window.unbookStop = () => {
      removeEventListener("keydown", press, true);
      observer.disconnect();
    };
  })()`;
}
