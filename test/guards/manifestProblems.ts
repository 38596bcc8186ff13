/**
 * Holds package.json against the code, both ways: commands, menus, keys, views, welcome texts and settings. Takes both as
 * data and gives sentences, so that it can be proved with a package.json that breaks each rule.
 */
import type { CodeTables, CommandEntry, Manifest, SettingEntry } from "./manifest.ts";
import { readWhenClause } from "./whenClause.ts";

/** VS Code's own context keys that Unbook may ask for. */
const foreignKeys = new Set(
  (
    "true false view viewItem focusedView listFocus inputFocus treeFindOpen isWeb isWorkspaceTrusted " +
    "editorFocus editorTextFocus editorLangId resourceScheme resourceFilename resourceExtname resourceLangId"
  ).split(" "),
);

/** Words that a title may write small, except at its beginning and end. */
const smallWords = new Set([
  "a",
  "an",
  "and",
  "as",
  "at",
  "by",
  "for",
  "from",
  "in",
  "of",
  "on",
  "or",
  "the",
  "to",
  "with",
]);

/** Everything that is wrong with package.json, one sentence each. */
export function manifestProblems(manifest: Manifest, code: CodeTables): readonly string[] {
  return [
    ...commandProblems(manifest, code),
    ...placeProblems(manifest),
    ...viewProblems(manifest, code),
    ...whenProblems(manifest, code),
    ...settingProblems(manifest.contributes.configuration.properties, code),
    ...unusedEntries(code),
    ...activationProblems(manifest),
  ];
}

function commandProblems({ contributes }: Manifest, code: CodeTables): readonly string[] {
  const ids = contributes.commands.map(({ command }) => command);
  return [
    ...differences("the command", ids, Object.values(code.commands)),
    ...contributes.commands.flatMap((command) => [...titleProblems(command), ...namingProblems(command)]),
  ];
}

function titleProblems({ command, title, shortTitle, category }: CommandEntry): readonly string[] {
  const problems = category === "Unbook" ? [] : [`${command} is not in the category Unbook`];
  for (const text of [title, ...(shortTitle === undefined ? [] : [shortTitle])]) {
    const words = text.replace(/…$/u, "").split(" ");
    const isTitle = words.every((word, index) => {
      const mayBeSmall = index > 0 && index < words.length - 1 && smallWords.has(word);
      return /^[\p{Lu}\d]/u.test(word) || mayBeSmall;
    });
    if (!isTitle) problems.push(`${command}: “${text}” is not in title case`);
    if (/\.\.\.|…./u.test(text)) problems.push(`${command}: “${text}” should end in …`);
    if (words[0] === "Unbook") problems.push(`${command}: “${text}” repeats the category`);
  }
  return problems;
}

function namingProblems({ command }: CommandEntry): readonly string[] {
  return /^unbook\.[a-z]+(?:[A-Z][a-z]*)*$/u.test(command) ? [] : [`${command} is not named as unbook.verbNoun`];
}

/** Everything that refers to a command refers to one that exists; what needs an item is offered on items only. */
function placeProblems({ contributes }: Manifest): readonly string[] {
  const known = new Set(contributes.commands.map(({ command }) => command));
  const palette = contributes.menus["commandPalette"] ?? [];
  const menus = Object.entries(contributes.menus).filter(([menu]) => menu !== "commandPalette");
  const menuCommands = menus.flatMap(([menu, entries]) =>
    entries.map(({ command }) => ({ where: `menu ${menu}`, command })),
  );
  const places = [
    ...palette.map(({ command }) => ({ where: "menu commandPalette", command })),
    ...menuCommands,
    ...contributes.keybindings.flatMap(({ command, key, args }) =>
      (command === "runCommands" ? (args?.commands ?? []).filter(isOurs) : [command]).map((one) => ({
        where: `key ${key}`,
        command: one,
      })),
    ),
    ...contributes.viewsWelcome.flatMap(({ view, contents }) =>
      [...contents.matchAll(/\(command:([^)?]+)/gu)].map(([, command]) => ({ where: `welcome of ${view}`, command })),
    ),
    ...(contributes.walkthroughs ?? []).flatMap(({ steps }) =>
      steps.flatMap(({ id, description }) =>
        [...description.matchAll(/\(command:([^)?]+)/gu)].map(([, command]) => ({ where: `step ${id}`, command })),
      ),
    ),
  ];
  // VS Code makes a command for each view that brings it to the front.
  for (const { id } of Object.values(contributes.views).flat()) known.add(`${id}.focus`);
  const problems = places
    .filter(({ command }) => command === undefined || !known.has(command))
    .map(({ where, command }) => `${where}: there is no command ${command}`);

  const hidden = new Set(palette.filter((entry) => entry.when === "false").map(({ command }) => command));
  for (const { command } of contributes.commands) {
    const inMenus = menuCommands.filter((place) => place.command === command).map(({ where }) => where);
    const onlyOnItems = inMenus.length > 0 && inMenus.every((where) => where === "menu view/item/context");
    const hasOtherDoor = contributes.keybindings.some((one) => one.command === command);
    if (onlyOnItems && !hasOtherDoor && !hidden.has(command)) {
      problems.push(`${command} needs an item, but is in the command palette`);
    }
  }
  for (const { key, when } of contributes.keybindings) {
    if (when === undefined) problems.push(`key ${key} is taken everywhere`);
  }
  return problems;
}

function viewProblems({ contributes }: Manifest, code: CodeTables): readonly string[] {
  const containers = Object.values(contributes.viewsContainers).flatMap((list) => list.map(({ id }) => id));
  const views = Object.values(contributes.views).flat();
  const ids = views.map(({ id }) => id);
  return [
    ...differences("the view", [...containers, ...ids], Object.values(code.views)),
    ...Object.keys(contributes.views)
      .filter((container) => !containers.includes(container))
      .map((container) => `views are in ${container}, which is no container`),
    ...views.filter(({ icon }) => icon === undefined).map(({ id }) => `the view ${id} has no icon`),
    ...contributes.viewsWelcome
      .filter(({ view }) => !ids.includes(view))
      .map(({ view }) => `a welcome is for ${view}, which is no view`),
  ];
}

/** Clauses ask for keys that exist and compare them with values that exist; every key of ours is asked for. */
function whenProblems({ contributes }: Manifest, code: CodeTables): readonly string[] {
  const clauses = [
    ...contributes.commands.map(({ enablement }) => enablement),
    ...Object.values(contributes.menus).flatMap((entries) => entries.map(({ when }) => when)),
    ...contributes.keybindings.map(({ when }) => when),
    ...contributes.viewsWelcome.map(({ when }) => when),
    ...Object.values(contributes.views).flatMap((entries) => entries.map(({ when }) => when)),
  ].filter((clause) => clause !== undefined);
  const ownKeys = Object.values(code.contextKeys);
  const views = new Set(Object.values(code.views));
  const asked = new Set<string>();
  const problems = new Set<string>();
  for (const clause of clauses) {
    for (const { key, value } of conditionsOf(clause, problems)) {
      asked.add(key);
      const isSetting = key.startsWith("config.") && Object.values(code.settings).includes(key.slice("config.".length));
      if (!ownKeys.includes(key) && !foreignKeys.has(key) && !isSetting)
        problems.add(`${clause}: there is no key ${key}`);
      if (value === undefined) continue;
      if (key === "view" || key === "focusedView") {
        if (!views.has(value)) problems.add(`${clause}: there is no view ${value}`);
      } else if (key === "viewItem" || ownKeys.includes(key)) {
        // A regular expression asks for words between \b.
        for (const word of value.replaceAll(/\\b/gu, " ").match(/\w+/gu) ?? []) {
          if (!code.texts.has(word)) problems.add(`${clause}: the code never says ${word}`);
        }
      }
    }
  }
  for (const key of ownKeys) if (!asked.has(key)) problems.add(`no clause asks for the context key ${key}`);
  return [...problems];
}

function conditionsOf(clause: string, problems: Set<string>): ReturnType<typeof readWhenClause> {
  try {
    return readWhenClause(clause);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problems.add(error.message);
    return [];
  }
}

function settingProblems(settings: Readonly<Record<string, SettingEntry>>, code: CodeTables): readonly string[] {
  return [
    ...differences("the setting", Object.keys(settings), Object.values(code.settings)),
    ...Object.entries(settings).flatMap(([key, setting]) => {
      const problems: string[] = [];
      const description = setting.markdownDescription ?? setting.description ?? "";
      if (!description.endsWith(".")) problems.push(`${key} is not described in sentences`);
      if (setting.default === undefined) problems.push(`${key} has no default`);
      if (setting.scope === undefined) problems.push(`${key} has no scope`);
      // A workspace must not choose who signs in, or where a token goes.
      if (key.startsWith("unbook.account.") && setting.scope !== "application") {
        problems.push(`${key} can be changed by a workspace`);
      }
      const described = setting.markdownEnumDescriptions ?? setting.enumDescriptions;
      if (setting.enum !== undefined && described?.length !== setting.enum.length) {
        problems.push(`${key} does not describe each of its values`);
      }
      return problems;
    }),
  ];
}

function unusedEntries(code: CodeTables): readonly string[] {
  const tables = {
    commandIds: code.commands,
    contextKeys: code.contextKeys,
    settingKeys: code.settings,
    viewIds: code.views,
  };
  return Object.entries(tables).flatMap(([table, entries]) =>
    Object.keys(entries)
      .map((name) => `${table}.${name}`)
      .filter((use) => use !== "viewIds.container" && !code.uses.has(use))
      .map((use) => `the code never uses ${use}`),
  );
}

function activationProblems({ activationEvents, capabilities, engines, devDependencies }: Manifest): readonly string[] {
  const problems: string[] = [];
  // Request files, and Markdown for the requests in its fences.
  if (activationEvents.join() !== "onLanguage:http,onLanguage:markdown,onUri") {
    problems.push(
      `it starts on ${activationEvents.join() || "nothing"}, not on onLanguage:http,onLanguage:markdown,onUri`,
    );
  }
  const trust = capabilities.untrustedWorkspaces;
  if (trust.supported !== "limited" || !trust.description) problems.push("it does not say what Restricted Mode limits");
  const minor = (version: string | undefined): string | undefined => /(\d+\.\d+)/u.exec(version ?? "")?.[1];
  if (minor(engines.vscode) !== minor(devDependencies["@types/vscode"])) {
    problems.push(`it runs in VS Code ${engines.vscode}, but is compiled against ${devDependencies["@types/vscode"]}`);
  }
  return problems;
}

/** What only one of the two has, and what package.json has twice. */
function differences(what: string, inManifest: readonly string[], inCode: readonly string[]): readonly string[] {
  return [
    ...inManifest
      .filter((id) => !inCode.includes(id))
      .map((id) => `${what} ${id} is in package.json, but not in the code`),
    ...inCode
      .filter((id) => !inManifest.includes(id))
      .map((id) => `${what} ${id} is in the code, but not in package.json`),
    ...inManifest
      .filter((id, index) => inManifest.indexOf(id) < index)
      .map((id) => `${what} ${id} is in package.json twice`),
  ];
}

function isOurs(command: string): boolean {
  return command.startsWith("unbook.");
}
