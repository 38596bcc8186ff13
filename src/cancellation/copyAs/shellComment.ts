/**
 * Comments in commands for bash and zsh. Pasted into an interactive zsh, `#` begins no comment by default but a command
 * of that name: a quotation mark in it would turn everything after it inside out, message included, and `$(…)` would run.
 * Source: https://zsh.sourceforge.io/Doc/Release/Options.html (INTERACTIVE_COMMENTS)
 */

/** Lines as comments. Throws for a character that a shell could take for anything but text: the words are Unbook's own. */
export function shellComment(...lines: readonly string[]): string {
  const odd = lines.find((line) => !/^[\w .,:/-]*$/.test(line));
  if (odd !== undefined) throw new Error(`A comment that a shell may run: ${odd}`);
  return lines.map((line) => `# ${line}`).join("\n");
}
