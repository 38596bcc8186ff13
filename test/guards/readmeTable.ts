/**
 * The table of README.md that says what can be done where, with which account and by which permission. It is made from
 * the catalogue of actions, so that README cannot promise what the code does not know.
 */
import { askedPermissions, itemActions, microsoftCloudNames } from "../../src/cancellation/itemAction.ts";
import type { ItemAction, MicrosoftCloudName } from "../../src/cancellation/itemAction.ts";
import type { MailboxKind } from "../../src/cancellation/target.ts";

const begin = "<!-- Made from src/cancellation/itemAction.ts: begin -->";
const end = "<!-- end -->";

const mailboxes: readonly (readonly [kind: MailboxKind, name: string])[] = [
  ["me", "your calendar"],
  ["user", "another's calendar"],
  ["group", "a group's calendar"],
  ["business", "a business"],
];

const cloudTitles: Readonly<Record<MicrosoftCloudName, string>> = {
  global: "Global",
  usGovernment: "US Government L4",
  usGovernmentDod: "US Government L5 (DoD)",
  china: "China",
};

const verbs: Readonly<Record<ItemAction["name"], string>> = {
  cancel: "Cancel",
  delete: "Delete",
  decline: "Decline",
  update: "Update",
};

const heads = ["Request", "In", "Clouds", "Work account", "Personal account", "Delegated permissions"];

/** The README with its table as the catalogue would have it. Throws an Error where the marks are missing. */
export function withCatalogueTable(readme: string): string {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end, start);
  if (start < 0 || stop < 0) throw new Error(`README.md has no place for the table: ${begin} … ${end}`);
  return `${readme.slice(0, start + begin.length)}\n\n${catalogueTable()}\n\n${readme.slice(stop)}`;
}

/** The table as Markdown, with columns as wide as Prettier makes them. */
function catalogueTable(): string {
  const rows = itemActions.flatMap(rowsOf);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function rowsOf({ name, item, clouds, permissions }: ItemAction): readonly (readonly string[])[] {
  return mailboxes.flatMap(([kind, mailbox]) => {
    const allowed = permissions[kind];
    if (allowed === undefined) return [];
    const asked = askedPermissions(allowed).map((permission) => `\`${permission}\``);
    return [
      [
        `${verbs[name]} ${item === "event" ? "an event" : "a booking"}`,
        mailbox,
        describeClouds(clouds),
        yesOrNo(allowed.work),
        yesOrNo(allowed.personal),
        asked.join(", "),
      ],
    ];
  });
}

function describeClouds(clouds: readonly MicrosoftCloudName[]): string {
  const missing = microsoftCloudNames.filter((cloud) => !clouds.includes(cloud));
  return missing.length === 0 ? "all" : `all but ${missing.map((cloud) => cloudTitles[cloud]).join(", ")}`;
}

function yesOrNo(permissions: readonly string[]): string {
  return permissions.length > 0 ? "yes" : "no";
}
