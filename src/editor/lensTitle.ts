/**
 * A lens's words as they are drawn with a gap behind an icon: VS Code lays a lens out in a way that swallows a blank next to
 * an icon, and keeps one that does not break.
 */

/** The words, with icons as `$(check) All Were Sent`. */
export function lensTitle(words: string): string {
  return words.replaceAll(/(?<=\$\([a-z0-9~-]+\)) /gu, "\u00a0");
}
