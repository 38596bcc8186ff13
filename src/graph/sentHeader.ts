/** Which headers of a `.http` file go to Graph: what a person may say about how the answer should look, and nothing else. */

const sentHeaders: ReadonlySet<string> = new Set(["prefer", "consistencylevel", "accept-language"]);

/** Whether a header of this name, in whatever case, is sent. */
export function isSentHeader(name: string): boolean {
  return sentHeaders.has(name.toLowerCase());
}
