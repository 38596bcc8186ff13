/**
 * Plans what a file lists: a table or a text with ids, Graph addresses or links to Outlook on the web. Lines that name nothing
 * are told before anything is planned.
 */
import path from "node:path";
import { FileType, l10n, Uri, window, workspace } from "vscode";
import { mostListCharacters, readIdList } from "../cancellation/idList.ts";
import type { IdList, ListedId } from "../cancellation/idList.ts";
import { askAccount } from "./accountQuestion.ts";
import { activeSession } from "./activeSession.ts";
import type { ChosenAim } from "./chosenItems.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { plainNotice } from "./markdownText.ts";
import { readCsv } from "./readCsv.ts";
import type { ActiveSession } from "./accountSession.ts";

/** Reads the given file, or the one that the person chooses, and plans what it lists. */
export async function planFromFile({ session, documents, planChosen }: PlanOptions, given: unknown): Promise<void> {
  if ((await activeSession(session)) === undefined) return;
  const active = (await askAccount(session, l10n.t("Plan Cancelling IDs in a File")))?.active;
  if (active === undefined) return;
  const file = given instanceof Uri ? given : await chooseFile();
  if (file === undefined) return;
  const name = path.posix.basename(file.path);
  const read = await readText(file);
  if (read.kind === "problem") {
    await window.showWarningMessage(plainNotice(read.sentence));
    return;
  }
  const list = forCloud(readIdList(read.text, name, readCsv), active);
  if (list.problems.length > 0) {
    const goesOn = await askAboutProblems(list, name, async () => {
      await documents.show(l10n.t("Lines Left Out.md"), file.toString(), problemDocument(list, name));
    });
    if (!goesOn) return;
  }
  const aims = list.entries.map(({ target, line, message }): ChosenAim => {
    const title = l10n.t("line {0} of {1}", line, name);
    return { target, name: title, accountId: active.account.id, ...(message !== undefined && { message }) };
  });
  await planChosen({ aims, from: describeList(aims, name) });
}

/** Where the items come from; that some of them bring their own words is not to be found out by their people first. */
function describeList(aims: readonly ChosenAim[], name: string): string {
  const own = aims.filter(({ message }) => message !== undefined).length;
  const listed = l10n.t("The {0} items that the file {1} lists", aims.length, name);
  if (own === 0) return `${listed}.`;
  return own === 1
    ? l10n.t("{0}; 1 line brings a message of its own.", listed)
    : l10n.t("{0}; {1} lines bring a message of their own.", listed, own);
}

async function chooseFile(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: l10n.t("Plan Cancelling IDs in a File"),
    openLabel: l10n.t("Read"),
    filters: { [l10n.t("Lists")]: ["csv", "tsv", "txt"], [l10n.t("All Files")]: ["*"] },
  });
  return chosen?.[0];
}

/** A file's text, or a sentence that says why it is not read. */
type ListText =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "problem"; readonly sentence: string };

/**
 * The text, as UTF-8, or UTF-16 where the file begins so, as Excel writes it. In any other encoding letters would become
 * others, and people would be mailed that.
 */
async function readText(file: Uri): Promise<ListText> {
  const name = path.posix.basename(file.path);
  const { size, type } = await workspace.fs.stat(file);
  if (type === FileType.Directory || size > mostListCharacters) {
    return { kind: "problem", sentence: l10n.t("“{0}” is too large: split it into smaller lists.", name) };
  }
  const bytes = await workspace.fs.readFile(file);
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return { kind: "text", text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const sentence = l10n.t(
      "“{0}” is not encoded as UTF-8. Save it as UTF-8 first: in Excel as “CSV UTF-8”, in VS Code with “Save with Encoding”.",
      name,
    );
    return { kind: "problem", sentence };
  }
}

/** What is addressed in another cloud than the session's own is no item of the session's. */
function forCloud({ entries, problems }: IdList, { cloudId, graphOrigin }: ActiveSession): IdList {
  const isForeign = ({ cloud }: ListedId): boolean => cloud !== undefined && cloud !== cloudId;
  const foreign = entries.filter(isForeign).map(({ line }) => ({
    code: "notAnId" as const,
    line,
    sentence: l10n.t("Its address is another Graph's than {0}, which you are signed in to.", graphOrigin),
  }));
  return {
    entries: entries.filter((entry) => !isForeign(entry)),
    problems: [...problems, ...foreign].toSorted((one, other) => one.line - other.line),
  };
}

async function askAboutProblems(list: IdList, name: string, showLines: () => Promise<void>): Promise<boolean> {
  const { entries, problems } = list;
  const [first] = problems;
  const plan =
    entries.length === 1 ? l10n.t("Plan the Other Item") : l10n.t("Plan the Other {0} Items", entries.length);
  const show = l10n.t("Show Lines");
  const reason =
    first === undefined ? "" : first.line === 0 ? first.sentence : l10n.t("Line {0}: {1}", first.line, first.sentence);
  const answer = await window.showWarningMessage(
    problems.length === 1
      ? plainNotice(`${name}: ${reason}`)
      : plainNotice(l10n.t("{0} lines of {1} are left out. {2}", problems.length, name, reason)),
    ...(entries.length === 0 ? [] : [plan]),
    show,
  );
  if (answer === show) await showLines();
  return answer === plan;
}

function problemDocument({ entries, problems }: IdList, name: string): string {
  return [
    `# ${l10n.t("Lines Left Out of {0}", name)}`,
    "",
    l10n.t("{0} items can be planned.", entries.length),
    "",
    ...problems.map(({ line, sentence }) =>
      line === 0 ? `- ${sentence}` : `- ${l10n.t("Line {0}: {1}", line, sentence)}`,
    ),
    "",
  ].join("\n");
}
