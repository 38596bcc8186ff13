/**
 * Asks for the message that the people get. One line in an input box, several lines in an editor; a text that came with
 * the request is offered as it is. What was typed is kept until it is sent, so that thinking again costs no retyping.
 */
import { l10n, QuickInputButtons, ThemeIcon, window } from "vscode";
import type { MessageEditor } from "./messageEditor.ts";
import type { MessageQuestion } from "./messageQuestion.ts";

/** The message, or undefined when the person thinks better of it. Empty for none. */
export async function askForMessage(question: MessageQuestion, editor: MessageEditor): Promise<string | undefined> {
  // An input box would fold the lines of a longer text into one.
  return /[\r\n]/.test(question.text) ? askAboutLongText(question, editor) : askInBox(question, editor);
}

const writeLines = { iconPath: new ThemeIcon("edit"), tooltip: l10n.t("Write Several Lines in an Editor") };

async function askInBox(question: MessageQuestion, editor: MessageEditor): Promise<string | undefined> {
  const box = window.createInputBox();
  box.title = l10n.t("Message for “{0}”", question.about);
  box.prompt = promptFor(question.people);
  box.placeholder = l10n.t("For example: I am ill today, sorry. I will suggest a new time.");
  box.value = question.text;
  box.ignoreFocusOut = true;
  box.buttons = [writeLines];
  const answer = await new Promise<{ kind: "text" | "edit"; text: string } | undefined>((resolve) => {
    box.onDidAccept(() => {
      question.remember(box.value);
      resolve({ kind: "text", text: box.value });
    });
    box.onDidTriggerButton((button) => {
      if (button !== QuickInputButtons.Back) resolve({ kind: "edit", text: box.value });
    });
    box.onDidHide(() => {
      question.remember(box.value);
      resolve(undefined);
    });
    box.show();
  });
  box.dispose();
  return answer?.kind === "edit" ? editor.ask({ ...question, text: answer.text }) : answer?.text;
}

async function askAboutLongText(question: MessageQuestion, editor: MessageEditor): Promise<string | undefined> {
  const use = { label: l10n.t("$(check) Use This Text"), detail: question.text.replaceAll(/\s*[\r\n]+\s*/g, " ⏎ ") };
  const edit = { label: l10n.t("$(edit) Change It in an Editor") };
  const none = { label: l10n.t("$(circle-slash) Send No Text") };
  const chosen = await window.showQuickPick([use, edit, none], {
    title: l10n.t("Message for “{0}”", question.about),
    placeHolder: promptFor(question.people),
    ignoreFocusOut: true,
  });
  switch (chosen) {
    case use:
      return question.text;
    case edit:
      return editor.ask(question);
    case none:
      return "";
    default:
      return undefined;
  }
}

function promptFor(people: number | undefined): string {
  switch (people) {
    case undefined:
      return l10n.t("Who reads it could not be read completely. Leave it empty to send none. Nothing is sent yet.");
    case 0:
      return l10n.t("Nobody is mailed, so nobody reads it. Press Enter to go on.");
    case 1:
      return l10n.t("1 person reads it, exactly as it is here. Leave it empty to send none. Nothing is sent yet.");
    default:
      return l10n.t(
        "{0} people read it, exactly as it is here. Leave it empty to send none. Nothing is sent yet.",
        people,
      );
  }
}
