/** Holds package.json against the code (manifestProblems.ts), and proves that the check sees each kind of problem. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { Visitor } from "oxc-parser";
import { commandIds } from "../../src/editor/commandIds.ts";
import { contextKeys } from "../../src/editor/contextKeys.ts";
import { settingKeys } from "../../src/editor/settings.ts";
import { viewIds } from "../../src/editor/viewIds.ts";
import type { CodeTables, Manifest } from "./manifest.ts";
import { manifestProblems } from "./manifestProblems.ts";
import { parseModule } from "./moduleImports.ts";
import { projectRoot, readTypeScript } from "./projectFiles.ts";
import { readWhenClause } from "./whenClause.ts";

const packageText = readFileSync(path.join(projectRoot, "package.json"), "utf8");

test("package.json and the code agree", () => {
  const manifest = JSON.parse(packageText) as Manifest;
  assert.deepEqual(manifestProblems(manifest, readCodeTables()), []);
});

test("the pictures that package.json names exist", () => {
  const pictures = new Set(packageText.match(/media\/[\w.-]+/gu));
  assert.ok(pictures.size > 0);
  for (const picture of pictures) assert.ok(existsSync(path.join(projectRoot, picture)), picture);
});

function readCodeTables(): CodeTables {
  const uses = new Set<string>();
  const texts = new Set<string>();
  for (const [file, text] of readTypeScript("src")) {
    new Visitor({
      Literal: ({ value }) => typeof value === "string" && texts.add(value),
      TemplateElement: ({ value }) => texts.add(value.raw),
      MemberExpression: ({ object, property }) => {
        if (object.type === "Identifier" && property.type === "Identifier") uses.add(`${object.name}.${property.name}`);
      },
    }).visit(parseModule(file, text).program);
  }
  return { commands: commandIds, contextKeys, settings: settingKeys, views: viewIds, uses, texts };
}

const goodCode: CodeTables = {
  commands: { signIn: "unbook.signIn", openDetails: "unbook.openDetails" },
  contextKeys: { session: "unbook.session" },
  settings: { clientId: "unbook.account.clientId" },
  views: { container: "unbook", agenda: "unbook.agenda" },
  uses: new Set([
    "commandIds.signIn",
    "commandIds.openDetails",
    "contextKeys.session",
    "settingKeys.clientId",
    "viewIds.agenda",
  ]),
  texts: new Set(["signedIn", "event"]),
};

const goodContributions: Manifest["contributes"] = {
  commands: [
    { command: "unbook.signIn", title: "Sign In…", category: "Unbook", enablement: "unbook.session != signedIn" },
    { command: "unbook.openDetails", title: "Open Details of Item", category: "Unbook" },
  ],
  menus: {
    commandPalette: [{ command: "unbook.openDetails", when: "false" }],
    "view/title": [{ command: "unbook.signIn", when: "view == unbook.agenda" }],
    "view/item/context": [{ command: "unbook.openDetails", when: "viewItem =~ /\\bevent\\b/" }],
  },
  keybindings: [{ command: "unbook.signIn", key: "delete", when: "focusedView == unbook.agenda && listFocus" }],
  viewsContainers: { activitybar: [{ id: "unbook" }] },
  views: { unbook: [{ id: "unbook.agenda", name: "Agenda", icon: "media/container.svg" }] },
  viewsWelcome: [{ view: "unbook.agenda", contents: "Hello.\n[Sign In](command:unbook.signIn)" }],
  configuration: {
    properties: { "unbook.account.clientId": { description: "An id.", default: "", scope: "application" } },
  },
};

const good: Manifest = {
  engines: { vscode: "^1.106.0" },
  devDependencies: { "@types/vscode": "1.106.1" },
  activationEvents: ["onLanguage:http", "onLanguage:markdown", "onUri"],
  capabilities: { untrustedWorkspaces: { supported: "limited", description: "Less." } },
  contributes: goodContributions,
};

/** Puts other contributions into a good package.json and expects what is said of it. */
function assertProblems(contributes: Partial<Manifest["contributes"]>, expected: readonly string[]): void {
  assert.deepEqual(
    manifestProblems({ ...good, contributes: { ...goodContributions, ...contributes } }, goodCode),
    expected,
  );
}

test("a package.json that agrees with the code has no problems", () => {
  assertProblems({}, []);
});

test("a command that is missing, unknown or there twice is reported", () => {
  const [signIn, openDetails] = goodContributions.commands;
  assert.ok(signIn && openDetails);
  const extra = { command: "unbook.extra", title: "Extra", category: "Unbook" };
  assertProblems({ commands: [signIn, openDetails, extra] }, [
    "the command unbook.extra is in package.json, but not in the code",
  ]);
  assertProblems({ commands: [signIn, openDetails, openDetails] }, [
    "the command unbook.openDetails is in package.json twice",
  ]);
  assertProblems({ commands: [signIn] }, [
    "the command unbook.openDetails is in the code, but not in package.json",
    "menu commandPalette: there is no command unbook.openDetails",
    "menu view/item/context: there is no command unbook.openDetails",
  ]);
});

test("a command's title and category read well in the palette", () => {
  const [signIn, openDetails] = goodContributions.commands;
  assert.ok(signIn && openDetails);
  const titled = (title: string, problem: string): void => {
    assertProblems({ commands: [{ ...signIn, title }, openDetails] }, [`unbook.signIn: “${title}” ${problem}`]);
  };
  titled("Sign in", "is not in title case");
  titled("sign In", "is not in title case");
  titled("Sign In...", "should end in …");
  titled("Sign In 🔑", "is not in title case");
  titled("Unbook Sign In", "repeats the category");
  assertProblems({ commands: [{ ...signIn, category: "Bookings" }, openDetails] }, [
    "unbook.signIn is not in the category Unbook",
  ]);
});

test("menus, keys and welcomes refer to commands, keys, values and views that exist", () => {
  const menu = (when: string): Partial<Manifest["contributes"]> => ({
    menus: { ...goodContributions.menus, "view/title": [{ command: "unbook.signIn", when }] },
  });
  const badKey = "unbook.sesion == signedIn";
  assertProblems(menu(badKey), [`${badKey}: there is no key unbook.sesion`]);
  assertProblems(menu("unbook.session == signedin"), ["unbook.session == signedin: the code never says signedin"]);
  assertProblems(menu("viewItem =~ /\\bevents\\b/"), ["viewItem =~ /\\bevents\\b/: the code never says events"]);
  assertProblems(menu("view == unbook.agend"), ["view == unbook.agend: there is no view unbook.agend"]);
  assertProblems(menu("config.unbook.account.clientId"), []);
  assertProblems(menu("config.unbook.clientId"), ["config.unbook.clientId: there is no key config.unbook.clientId"]);
  assertProblems(menu("unbook.session &&"), ["Not a when clause: unbook.session &&"]);
  const several = { command: "runCommands", key: "enter", args: { commands: ["list.select", "unbook.sign"] } };
  assertProblems({ keybindings: [{ ...several, when: "focusedView == unbook.agenda && listFocus" }] }, [
    "key enter: there is no command unbook.sign",
  ]);
  assertProblems({ keybindings: [{ command: "unbook.sign", key: "delete" }] }, [
    "key delete: there is no command unbook.sign",
    "key delete is taken everywhere",
  ]);
  const step = (link: string): Partial<Manifest["contributes"]> => ({
    walkthroughs: [{ steps: [{ id: "first", description: `Do it.\n[Do It](command:${link})` }] }],
  });
  assertProblems(step("unbook.agenda.focus"), []);
  assertProblems(step("unbook.go"), ["step first: there is no command unbook.go"]);
  assertProblems({ viewsWelcome: [{ view: "unbook.outbox", contents: "[Go](command:unbook.go)" }] }, [
    "welcome of unbook.outbox: there is no command unbook.go",
    "a welcome is for unbook.outbox, which is no view",
  ]);
});

test("a command for items is hidden from the palette, and a context key that nobody asks for is reported", () => {
  assertProblems({ menus: { ...goodContributions.menus, commandPalette: [] } }, [
    "unbook.openDetails needs an item, but is in the command palette",
  ]);
  const [signIn, openDetails] = goodContributions.commands;
  assert.ok(signIn && openDetails);
  assertProblems({ commands: [{ ...signIn, enablement: "isWorkspaceTrusted" }, openDetails] }, [
    "no clause asks for the context key unbook.session",
  ]);
});

test("views have icons and containers, and are the code's", () => {
  assertProblems({ views: { other: [{ id: "unbook.agenda", name: "Agenda" }] } }, [
    "views are in other, which is no container",
    "the view unbook.agenda has no icon",
  ]);
  assertProblems({ viewsContainers: {} }, [
    "the view unbook is in the code, but not in package.json",
    "views are in unbook, which is no container",
  ]);
});

test("settings are described, have defaults and scopes, and a workspace cannot choose the account", () => {
  const key = "unbook.account.clientId";
  const setting = (entry: object): Partial<Manifest["contributes"]> => ({
    configuration: { properties: { [key]: entry } },
  });
  assertProblems(setting({}), [
    `${key} is not described in sentences`,
    `${key} has no default`,
    `${key} has no scope`,
    `${key} can be changed by a workspace`,
  ]);
  const window = { description: "An id.", default: "", scope: "window" };
  assertProblems(setting(window), [`${key} can be changed by a workspace`]);
  assertProblems(setting({ ...window, scope: "application", enum: ["a", "b"], enumDescriptions: ["A."] }), [
    `${key} does not describe each of its values`,
  ]);
  assertProblems({ configuration: { properties: {} } }, [`the setting ${key} is in the code, but not in package.json`]);
});

test("what starts it, what limits it and what it is compiled against are checked", () => {
  assert.deepEqual(
    manifestProblems(
      {
        ...good,
        activationEvents: ["*"],
        capabilities: { untrustedWorkspaces: { supported: true } },
        engines: { vscode: "^1.107.0" },
      },
      goodCode,
    ),
    [
      "it starts on *, not on onLanguage:http,onLanguage:markdown,onUri",
      "it does not say what Restricted Mode limits",
      "it runs in VS Code ^1.107.0, but is compiled against 1.106.1",
    ],
  );
});

test("an entry of a table that the code never uses is reported", () => {
  const uses = new Set(
    [...goodCode.uses].filter((use) => use !== "contextKeys.session" && use !== "commandIds.signIn"),
  );
  assert.deepEqual(manifestProblems(good, { ...goodCode, uses }), [
    "the code never uses commandIds.signIn",
    "the code never uses contextKeys.session",
  ]);
});

test("a when clause is read into its conditions", () => {
  const rows = [
    { clause: "a && !b || c.d", conditions: [{ key: "a" }, { key: "b" }, { key: "c.d" }] },
    { clause: "(a || !(b == 'x y'))", conditions: [{ key: "a" }, { key: "b", operator: "==", value: "x y" }] },
    { clause: "viewItem =~ /\\b(a|b)\\b/i", conditions: [{ key: "viewItem", operator: "=~", value: "\\b(a|b)\\b" }] },
    {
      clause: "a!=b&&c>=3",
      conditions: [
        { key: "a", operator: "!=", value: "b" },
        { key: "c", operator: ">=", value: "3" },
      ],
    },
    { clause: "a not in b", conditions: [{ key: "a", operator: "not in", value: "b" }] },
  ];
  for (const { clause, conditions } of rows) assert.deepEqual(readWhenClause(clause), conditions, clause);
  for (const clause of [
    "",
    "a &&",
    "&& a",
    "(a",
    "a)",
    "a ==",
    "a == && b",
    "a b",
    "a =~ b",
    "a = b",
    "a == 'x",
    "a & b",
  ]) {
    assert.throws(() => readWhenClause(clause), SyntaxError, clause);
  }
});
