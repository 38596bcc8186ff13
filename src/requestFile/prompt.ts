/** `# @prompt name description`: a variable that a person is asked for, each time before the request is sent. */
import type { HttpRequest } from "./requestFile.ts";
import { isTag } from "./requestFile.ts";
import type { Span } from "./span.ts";

/** A variable to ask for. */
export interface Prompt {
  readonly name: string;
  readonly nameSpan: Span;
  /** Empty if there is none. */
  readonly description: string;
  /** Whether what is typed is hidden: REST Client's rule, a name such as `password`. */
  readonly isSecret: boolean;
}

const none: readonly Prompt[] = [];

/** What a request asks for, in its order; a name at most once. */
export function promptsOf({ tags }: HttpRequest): readonly Prompt[] {
  let prompts: Prompt[] | undefined;
  for (const tag of tags) {
    if (tag.value === "" || !isTag(tag, "prompt")) continue;
    const [, name = "", description = ""] = /^(\S+)\s*(.*)$/s.exec(tag.value) ?? [];
    if (prompts?.some((prompt) => prompt.name === name) === true) continue;
    const { start } = tag.valueSpan;
    const isSecret = /^(?:pass|passwd|password)$/i.test(name);
    (prompts ??= []).push({ name, nameSpan: { start, end: start + name.length }, description, isSecret });
  }
  return prompts ?? none;
}
