/**
 * Asks for the message that the people get. One line in an input box, several lines in an editor; a text that came with
 * the request is offered as it is. What was typed is kept until it is sent, so that thinking again costs no retyping.
 */
import { l10n, ThemeIcon, window } from "vscode";
import type { InputBox, QuickInputButton } from "vscode";
import type { MessageEditor } from "./messageEditor.ts";
import type { MessageQuestion } from "./messageQuestion.ts";

/** The message, or undefined when the person thinks better of it. Empty for none. */
export async function askForMessage(question: MessageQuestion, editor: MessageEditor): Promise<string | undefined> {
  let { text } = question;
  for (;;) {
    const asked = { ...question, text };
    // An input box would fold the lines of a longer text into one.
    const answer = hasLines(text) ? await askAboutLongText(asked, editor) : await askInBox(asked, editor);
    if (answer?.kind !== "template") return answer?.text;
    text = (await chooseTemplate(question)) ?? answer.text;
  }
}

/** A message, or the wish for a template instead of what has been typed. */
type Answer = { readonly kind: "message" | "template"; readonly text: string };

const writeLines = { iconPath: new ThemeIcon("edit"), tooltip: l10n.t("Write Several Lines in an Editor") };
const useTemplate = { iconPath: new ThemeIcon("note"), tooltip: l10n.t("Use a Template") };

async function askInBox(question: MessageQuestion, editor: MessageEditor): Promise<Answer | undefined> {
  const box = window.createInputBox();
  box.title = l10n.t("Message for “{0}”", question.about);
  box.prompt = promptFor(question);
  box.placeholder = l10n.t("For example: I am ill today, sorry. I will suggest a new time.");
  box.value = question.text;
  box.ignoreFocusOut = true;
  box.buttons = question.templates.length === 0 ? [writeLines] : [useTemplate, writeLines];
  const answer = await answerOf(box, question);
  box.dispose();
  if (answer === undefined) return undefined;
  if (answer.button === undefined) return { kind: "message", text: answer.text };
  return answer.button === useTemplate
    ? { kind: "template", text: answer.text }
    : message(await editor.ask({ ...question, text: answer.text }));
}

/** What is typed, and the button that was pressed then, if it was one. */
async function answerOf(
  box: InputBox,
  { isRequired, remember }: MessageQuestion,
): Promise<{ readonly text: string; readonly button?: QuickInputButton } | undefined> {
  return new Promise((resolve) => {
    box.onDidChangeValue(() => {
      box.validationMessage = "";
    });
    box.onDidAccept(() => {
      if (isRequired && box.value.trim() === "") {
        box.validationMessage = l10n.t("Write a message: your settings ask for one.");
        return;
      }
      remember(box.value);
      resolve({ text: box.value });
    });
    box.onDidTriggerButton((button) => {
      resolve({ text: box.value, button });
    });
    box.onDidHide(() => {
      remember(box.value);
      resolve(undefined);
    });
    box.show();
  });
}

async function askAboutLongText(question: MessageQuestion, editor: MessageEditor): Promise<Answer | undefined> {
  const use = { label: l10n.t("$(check) Use This Text"), detail: onOneLine(question.text) };
  const edit = { label: l10n.t("$(edit) Change It in an Editor") };
  const other = { label: l10n.t("$(note) Use a Template") };
  const none = {
    label:
      question.isWrittenDown === true
        ? l10n.t("$(circle-slash) Write No Text")
        : l10n.t("$(circle-slash) Send No Text"),
  };
  const choices = [
    use,
    edit,
    ...(question.templates.length === 0 ? [] : [other]),
    ...(question.isRequired ? [] : [none]),
  ];
  const chosen = await window.showQuickPick(choices, {
    title: l10n.t("Message for “{0}”", question.about),
    placeHolder: promptFor(question),
    ignoreFocusOut: true,
  });
  switch (chosen) {
    case use:
      return message(question.text);
    case edit:
      return message(await editor.ask(question));
    case other:
      return { kind: "template", text: question.text };
    case none:
      return message("");
    default:
      return undefined;
  }
}

async function chooseTemplate({ about, templates }: MessageQuestion): Promise<string | undefined> {
  const choices = templates.map(({ label, text }) => ({
    label,
    detail: onOneLine(text),
    text,
  }));
  const chosen = await window.showQuickPick(choices, {
    title: l10n.t("Message for “{0}”", about),
    placeHolder: l10n.t("Choose a text to begin with. Nothing is sent yet."),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.text;
}

function message(text: string | undefined): Answer | undefined {
  return text === undefined ? undefined : { kind: "message", text };
}

function hasLines(text: string): boolean {
  return /[\r\n]/.test(text);
}

function promptFor({ people, isRequired, hasPlaceholders, isWrittenDown = false }: MessageQuestion): string {
  if (isWrittenDown)
    return l10n.t("It is written into the request. Leave it empty for none. Nothing is sent from here.");
  const end = isRequired ? l10n.t("Nothing is sent yet.") : l10n.t("Leave it empty to send none. Nothing is sent yet.");
  return `${readersOf(people, hasPlaceholders)} ${end}`;
}

function readersOf(people: number | undefined, hasPlaceholders: boolean): string {
  if (people === undefined) return l10n.t("Who reads it could not be read completely.");
  if (people === 0) return l10n.t("Nobody is mailed, so nobody reads it.");
  if (hasPlaceholders) {
    return l10n.t(
      "{0} people read it; {subject}, {start}, {business} and {customer} are filled in for each item.",
      people,
    );
  }
  return people === 1
    ? l10n.t("1 person reads it, exactly as it is here.")
    : l10n.t("{0} people read it, exactly as it is here.", people);
}

/** Every run of blanks is looked at once: a text of blanks alone may be long. */
function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? " ⏎ " : blanks));
}
