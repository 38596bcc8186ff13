/** A business's details as a read-only document: how to reach it, when it is open, its services and its staff. */
import type { BusinessDetails } from "../agenda/business.ts";
import { businessFacts, businessSections } from "../agenda/describeBusiness.ts";

/** The document's text. */
export function businessDetails(business: BusinessDetails): string {
  const { title, facts, sentences } = businessFacts(business);
  const sections = businessSections(business);
  const titles = new Set(sections.map((section) => section.title));
  // What has a section of its own is not listed above it, too.
  const above = facts.filter(({ name }) => !titles.has(name));
  return [
    `# ${title}`,
    "",
    ...above.map(({ name, text }) => `- ${name}: ${text}`),
    "",
    ...sentences.flatMap((sentence) => [sentence, ""]),
    ...sections.flatMap((section) => [`## ${section.title}`, "", ...section.lines.map((line) => `- ${line}`), ""]),
  ].join("\n");
}
