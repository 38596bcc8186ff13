/**
 * Asks for a filter. While a person types, the first entry says how many items are found, or what is wrong; saved filters
 * stand below it.
 */
import { l10n, QuickPickItemKind, window } from "vscode";
import type { QuickPickItem } from "vscode";
import { itemMatcher } from "../agenda/filterMatch.ts";
import { describeFilter, parseItemFilter } from "../agenda/itemFilter.ts";
import type { ItemFilter } from "../agenda/itemFilter.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";
import type { SavedFilter } from "./savedFilters.ts";

/** What is asked. */
export interface FilterQuestion {
  readonly title: string;
  /** What the filter chooses from. */
  readonly items: readonly ListedItem[];
  readonly viewer: Viewer;
  readonly saved: readonly SavedFilter[];
  /** What stands in the box at first. Default: nothing. */
  readonly text?: string;
}

/** A filter that can be used. */
export interface GivenFilter {
  readonly text: string;
  readonly filter: ItemFilter;
}

interface FilterEntry extends QuickPickItem {
  /** The filter that choosing it gives. */
  readonly text?: string;
  /** Whether it stands for what is typed. */
  readonly isTyped?: boolean;
  /** What choosing it writes into the box instead. */
  readonly completed?: string;
}

/** The given filter, which may be empty; undefined if the person thinks better of it. */
export async function askForFilter(question: FilterQuestion): Promise<GivenFilter | undefined> {
  const box = window.createQuickPick<FilterEntry>();
  box.title = question.title;
  box.placeholder = l10n.t("A text, or words as {0}", 'subject:"design review" person:lee -is:private');
  box.value = question.text ?? "";
  box.matchOnDescription = true;
  const saved = savedEntries(question);
  const show = (): void => {
    box.items = [typedEntry(box.value, question), ...knownEntries(box.value), ...saved];
  };
  const answer = Promise.withResolvers<GivenFilter | undefined>();
  box.onDidChangeValue(show);
  box.onDidAccept(() => {
    const [chosen] = box.activeItems;
    if (chosen?.completed !== undefined) {
      box.value = chosen.completed;
      show();
      return;
    }
    // Whoever types and presses Enter at once means what is typed, though the entries are still those of an earlier text.
    const text = chosen?.isTyped === true ? typedEntry(box.value, question).text : chosen?.text;
    // The entry says what is wrong with it.
    if (text === undefined) return;
    answer.resolve({ text, filter: parseItemFilter(text).filter });
    box.hide();
  });
  box.onDidHide(() => {
    answer.resolve(undefined);
  });
  show();
  box.show();
  try {
    return await answer.promise;
  } finally {
    box.dispose();
  }
}

/** What the typed text does; without a text of its own if it cannot be used. */
function typedEntry(typed: string, question: FilterQuestion): FilterEntry {
  const text = typed.trim();
  const { filter, problems } = parseItemFilter(text);
  const [problem] = problems;
  if (problem !== undefined) {
    const label = `$(warning) ${l10n.t("Not understood yet")}`;
    return { label, detail: problem.sentence, alwaysShow: true, isTyped: true };
  }
  const all = question.items.length;
  const found = countFound(filter, question);
  const label = text === "" ? l10n.t("All {0} items", all) : l10n.t("{0} of {1} items", found, all);
  const detail = text === "" ? l10n.t("Type to leave out what you do not mean.") : describeFilter(filter);
  return { label: `$(filter) ${label}`, detail, alwaysShow: true, isTyped: true, text };
}

/** What could stand in place of the first word that is not understood. */
function knownEntries(typed: string): readonly FilterEntry[] {
  const [problem] = parseItemFilter(typed).problems;
  if (problem === undefined) return [];
  const { start, end } = problem.span;
  return problem.known.map((label) => {
    const completed = `${typed.slice(0, start)}${label}${typed.slice(end)}`;
    return { label, alwaysShow: true, completed };
  });
}

function savedEntries(question: FilterQuestion): readonly FilterEntry[] {
  const usable = question.saved.filter(({ filter }) => parseItemFilter(filter).problems.length === 0);
  if (usable.length === 0) return [];
  return [
    { label: l10n.t("saved filters"), kind: QuickPickItemKind.Separator },
    ...usable.map(({ label, filter: text }) => ({
      label,
      description: text,
      detail: l10n.t("{0} of {1} items", countFound(parseItemFilter(text).filter, question), question.items.length),
      text,
    })),
  ];
}

function countFound(filter: ItemFilter, { items, viewer }: FilterQuestion): number {
  const matches = itemMatcher(filter, viewer);
  return items.filter(({ item, source }) => matches(item, source)).length;
}
