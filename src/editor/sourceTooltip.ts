/** The tooltip of a calendar's or a business's row: whose it is, what a business offers, and what could not be read. */
import type { MarkdownString } from "vscode";
import type { BusinessDetails } from "../agenda/business.ts";
import { businessFacts } from "../agenda/describeBusiness.ts";
import { calendarFacts, describeSourceName } from "../agenda/describeSource.ts";
import type { AgendaSource, BusinessSource } from "../agenda/item.ts";
import { sentences } from "../agenda/sentences.ts";
import type { TooltipFacts } from "../agenda/tooltipFacts.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { SourceNode } from "./agendaNodes.ts";
import { notesOf } from "./agendaNotices.ts";
import { factTooltip } from "./factTooltip.ts";
import { describeProblem } from "./problemText.ts";

/** Reads a business as an account that shows it; rejects as Graph's client does. */
export type ReadBusiness = (business: BusinessSource, accountId: string) => Promise<BusinessDetails>;

/** The tooltip. Of a business it asks Graph, so that it is made only when somebody looks. */
export async function sourceTooltip(
  { group, loaded, account }: SourceNode,
  viewer: Viewer,
  readBusiness: ReadBusiness,
): Promise<MarkdownString> {
  const { source } = group;
  const known =
    source === undefined
      ? { title: sentences.otherItems, facts: [], sentences: [] }
      : await factsOf(source, viewer, async (business) => readBusiness(business, account.id));
  const missing = [
    ...(loaded?.error === undefined ? [] : [describeProblem(loaded.error).sentence]),
    ...(loaded === undefined ? [] : notesOf(loaded)),
  ];
  // A business that cannot be read says so once.
  return factTooltip({ ...known, sentences: [...new Set([...known.sentences, ...missing])] });
}

async function factsOf(
  source: AgendaSource,
  viewer: Viewer,
  readBusiness: (business: BusinessSource) => Promise<BusinessDetails>,
): Promise<TooltipFacts> {
  const title = describeSourceName(source);
  if (source.kind === "calendar") {
    return {
      title,
      facts: calendarFacts(source, viewer.ownAddresses),
      sentences: source.canEdit ? [] : [sentences.onlyReadable],
    };
  }
  try {
    return businessFacts(await readBusiness(source));
  } catch (error) {
    return { title, facts: [], sentences: [describeProblem(error).sentence] };
  }
}
