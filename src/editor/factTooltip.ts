/** Draws facts and sentences as a tooltip. Everything in them is escaped: subjects, names and places come from other people. */
import { MarkdownString } from "vscode";
import type { TooltipFacts } from "../agenda/tooltipFacts.ts";
import { escapeMarkdown, markdownLink } from "./markdownText.ts";

/** A tooltip: the title, a line for each fact, a paragraph for each sentence. */
export function factTooltip({ title, facts, sentences }: TooltipFacts): MarkdownString {
  const tooltip = new MarkdownString("", true);
  tooltip.appendMarkdown(`**${escapeMarkdown(title)}**\n\n`);
  for (const { name, text, url } of facts) {
    tooltip.appendMarkdown(
      `${escapeMarkdown(name)}: ${url === undefined ? escapeMarkdown(text) : markdownLink(url)}  \n`,
    );
  }
  for (const sentence of sentences) appendSentence(tooltip, sentence);
  return tooltip;
}

/** Adds a paragraph. */
export function appendSentence(tooltip: MarkdownString, sentence: string): void {
  tooltip.appendMarkdown(`\n${escapeMarkdown(sentence)}\n`);
}
