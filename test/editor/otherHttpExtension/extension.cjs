/**
 * Another extension for request files: the language `http` with a configuration, and a lens of its own on every request
 * line, from when it is started until it is stopped. It does on that line what REST Client's lens does: it would send.
 */
"use strict";

const { CodeLens, commands, languages } = require("vscode");

const lenses = {
  provideCodeLenses(document) {
    const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line));
    return lines
      .filter(({ text }) => /^\s*[A-Z]+ +\S/.test(text))
      .map(({ range }) => new CodeLens(range, { title: "Send Request", command: "otherHttp.start" }));
  },
};

exports.activate = ({ subscriptions }) => {
  let registration;
  subscriptions.push(
    commands.registerCommand("otherHttp.start", () => {
      registration ??= languages.registerCodeLensProvider([{ language: "http" }, { language: "markdown" }], lenses);
    }),
    commands.registerCommand("otherHttp.stop", () => {
      registration?.dispose();
      registration = undefined;
    }),
  );
};
