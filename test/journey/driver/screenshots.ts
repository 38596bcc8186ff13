/** The pictures of one journey, numbered by step, in a folder that git ignores: people look at them. */
import path from "node:path";
import type { Page } from "playwright-core";
import { emptyCacheFolder } from "../../host/projectFolders.ts";

/** The pictures of one journey. */
export class Screenshots {
  /** Absolute. */
  readonly folder: string;
  readonly #files: string[] = [];
  readonly #texts: string[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Begins a journey's pictures; those of its last run go. */
  static async begin(journeyName: string): Promise<Screenshots> {
    return new Screenshots(await emptyCacheFolder("screenshots", fileNameOf(journeyName)));
  }

  /** The files so far, in order. */
  get files(): readonly string[] {
    return this.#files;
  }

  /** Everything that could be read on the pictures so far: a search of the picture files would find nothing. */
  get texts(): string {
    return this.#texts.join("\n");
  }

  /** Takes one, and gives its file. */
  async take(page: Page, step: string): Promise<string> {
    const number = String(this.#files.length + 1).padStart(2, "0");
    const file = path.join(this.folder, `${number}-${fileNameOf(step)}.png`);
    this.#files.push(file);
    await page.screenshot({ path: file, animations: "disabled" });
    this.#texts.push(await page.locator("body").innerText());
    return file;
  }
}

/** A sentence as a file name: `Undo during the hold` becomes `undo-during-the-hold`. */
export function fileNameOf(sentence: string): string {
  return sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
}
