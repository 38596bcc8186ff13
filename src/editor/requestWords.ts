/** The words of request files that Unbook knows, with what is said of each: tags, headers, methods. For hover and completion. */
import { l10n } from "vscode";

/** A `# @tag`: how it is written, whether a value follows, and what it does. */
export interface TagWord {
  readonly name: string;
  readonly hasValue: boolean;
  readonly meaning: string;
}

/** The tags that mean something here. */
export function tagWords(): readonly TagWord[] {
  return [
    {
      name: "note",
      hasValue: true,
      meaning: l10n.t("Shown in the question before it is sent. REST Client and httpYac ask, too."),
    },
    { name: "name", hasValue: true, meaning: l10n.t("What the request is called, here and in {{name.response.…}}.") },
    {
      name: "disabled",
      hasValue: false,
      meaning: l10n.t("The request is not sent from here. REST Client sends it all the same."),
    },
    {
      name: "no-log",
      hasValue: false,
      meaning: l10n.t(
        "What Run reads is neither kept nor logged with its address. A cancellation is recorded without the item's title.",
      ),
    },
    {
      name: "account",
      hasValue: true,
      meaning: l10n.t(
        "The account that runs it, by its address; the main one without this line. It is run as nobody else. Other editors read over it.",
      ),
    },
    { name: "prompt", hasValue: true, meaning: l10n.t("Asks for a value each time: # @prompt name What is asked.") },
  ];
}

/** What a tag does; empty for one that means nothing here. */
export function describeTag(name: string): readonly string[] {
  const folded = name.replaceAll(/[-_]/g, "").toLowerCase();
  return tagWords()
    .filter((word) => word.name.replaceAll("-", "") === folded)
    .map(({ meaning }) => meaning);
}

/** A header: its name, values to choose from, and what it is for. */
export interface HeaderWord {
  readonly name: string;
  readonly values: readonly string[];
  readonly meaning: string;
}

/** The headers that a request to Graph may need. None for a token: Unbook signs in by itself. */
export function headerWords(): readonly HeaderWord[] {
  return [
    {
      name: "Content-Type",
      values: ["application/json"],
      meaning: l10n.t("What the body is. Both cancel actions take JSON only."),
    },
    { name: "Accept", values: ["application/json"], meaning: l10n.t("What the answer should be.") },
    {
      name: "Prefer",
      values: ['outlook.timezone="UTC"', 'IdType="ImmutableId"', "odata.maxpagesize=50"],
      meaning: l10n.t("How the answer should be written, as in which time zone."),
    },
    {
      name: "client-request-id",
      values: ["{{$guid}}"],
      meaning: l10n.t("An id of yours that Graph repeats in its answer."),
    },
    {
      name: "ConsistencyLevel",
      values: ["eventual"],
      meaning: l10n.t("Needed for $search and $count in directory lists."),
    },
  ];
}

/** What a header is for; empty for one that nothing is known of. */
export function describeHeader(name: string): readonly string[] {
  const plain = name.toLowerCase();
  if (plain === "authorization") {
    return [
      l10n.t(
        "Not needed and not sent: Unbook signs in by itself. A token in a file can be read by everybody who gets the file.",
      ),
    ];
  }
  return headerWords()
    .filter((word) => word.name.toLowerCase() === plain)
    .map(({ meaning }) => meaning);
}

/** The methods that Graph knows, the most used here first. */
export const methodWords: readonly string[] = ["POST", "GET", "DELETE", "PATCH", "PUT"];
