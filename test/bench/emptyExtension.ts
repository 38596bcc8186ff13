/**
 * Extensions to compare ours with. One does next to nothing: a fixed lens at the top of every request file, so that what
 * VS Code itself needs until a lens is drawn shows in it. The other has a fixed lens, an entry of the outline and a folding
 * for every request: what VS Code itself needs for so many of them shows in that one.
 */
import { packageBenchExtension } from "./benchExtension.ts";

const activation = {
  activationEvents: ["onLanguage:http"],
  contributes: { languages: [{ id: "http", extensions: [".http", ".rest"] }] },
};

/** Packages the one that does next to nothing; gives the package's path. */
export async function packageEmptyExtension(): Promise<string> {
  const program = `const { CodeLens, Range, languages } = require("vscode");
exports.activate = (context) => {
  context.subscriptions.push(
    languages.registerCodeLensProvider(
      { language: "http" },
      { provideCodeLenses: () => [new CodeLens(new Range(0, 0, 0, 0), { title: "Fixed Lens", command: "" })] },
    ),
  );
};
`;
  return packageBenchExtension({ name: "empty", displayName: "Empty", program, ...activation });
}

/** Packages the one with fixed answers for so many requests, each ten lines long; gives the package's path. */
export async function packageFixedAnswers(count: number): Promise<string> {
  const program = `const { CodeLens, DocumentSymbol, FoldingRange, Range, SymbolKind, languages } = require("vscode");
exports.activate = (context) => {
  const ranges = Array.from({ length: ${count} }, (_, index) => new Range(10 * index, 0, 10 * index + 8, 1));
  const lenses = ranges.map((range) => new CodeLens(range));
  const address = "POST https://graph.microsoft.com/v1.0/me/events/AAMkAGI1AAAt9AHj/cancel";
  const symbols = ranges.map((range) => new DocumentSymbol("event", address, SymbolKind.Method, range, range));
  const foldings = ranges.flatMap(({ start }) => [
    new FoldingRange(start.line, start.line + 8),
    new FoldingRange(start.line + 6, start.line + 8),
  ]);
  context.subscriptions.push(
    languages.registerCodeLensProvider(
      { language: "http" },
      {
        provideCodeLenses: () => lenses,
        resolveCodeLens: (lens) => new CodeLens(lens.range, { title: "Fixed Lens", command: "" }),
      },
    ),
    languages.registerDocumentSymbolProvider({ language: "http" }, { provideDocumentSymbols: () => symbols }),
    languages.registerFoldingRangeProvider({ language: "http" }, { provideFoldingRanges: () => foldings }),
  );
};
`;
  return packageBenchExtension({ name: "fixed-answers", displayName: "Fixed Answers", program, ...activation });
}
