/** The parts of an extension's package.json that the guards read, and what the code says to hold against them. */

/** An entry of a menu. */
export interface MenuEntry {
  readonly command?: string;
  readonly when?: string;
  readonly group?: string;
}

/** A command of package.json. */
export interface CommandEntry {
  readonly command: string;
  readonly title: string;
  readonly shortTitle?: string;
  readonly category?: string;
  readonly enablement?: string;
}

/** A setting of package.json. */
export interface SettingEntry {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

/** A view of package.json. */
export interface ViewEntry {
  readonly id: string;
  readonly name: string;
  readonly when?: string;
  readonly icon?: string;
}

/** package.json, as far as it concerns VS Code: https://code.visualstudio.com/api/references/contribution-points */
export interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: boolean | "limited"; readonly description?: string };
  };
  readonly contributes: {
    readonly commands: readonly CommandEntry[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly when?: string;
      /** What `runCommands`, a command of VS Code's own, runs one after the other. */
      readonly args?: { readonly commands: readonly string[] };
    }[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly views: Readonly<Record<string, readonly ViewEntry[]>>;
    readonly walkthroughs?: readonly {
      readonly steps: readonly { readonly id: string; readonly description: string }[];
    }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, SettingEntry>> };
  };
}

/** What the code says: the tables of ids in `src/editor/`, and what of them it uses. */
export interface CodeTables {
  /** Ids by name, as in `commandIds`. */
  readonly commands: Readonly<Record<string, string>>;
  readonly contextKeys: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  readonly views: Readonly<Record<string, string>>;
  /** Every `table.name` that occurs in the code, as `commandIds.signIn`. */
  readonly uses: ReadonlySet<string>;
  /** Every string literal in the code: the values that keys and tokens can take are among them. */
  readonly texts: ReadonlySet<string>;
}
