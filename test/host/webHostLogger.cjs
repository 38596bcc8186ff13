/**
 * Writes VS Code's log files in the web host, in the place of `@vscode/spdlog`: that is a native module, which the npm
 * registry has only as source, and without it extensions' logs would reach no file. The exports are those of
 * https://github.com/microsoft/node-spdlog/blob/main/index.d.ts; nothing rotates, for a host lives for one run.
 */
"use strict";

const { appendFileSync, mkdirSync } = require("node:fs");
const path = require("node:path");

const levels = ["trace", "debug", "info", "warn", "error", "critical", "off"];

class Logger {
  #file;
  #level = levels.indexOf("info");
  #formats = true;

  constructor(_loggerType, _name, file) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
  }

  trace = (message) => this.#write("trace", message);
  debug = (message) => this.#write("debug", message);
  info = (message) => this.#write("info", message);
  warn = (message) => this.#write("warn", message);
  error = (message) => this.#write("error", message);
  critical = (message) => this.#write("critical", message);

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  setPattern() {
    this.#formats = true;
  }

  /** From now on the messages bring their own time and line ends. */
  clearFormatters() {
    this.#formats = false;
  }

  flush() {
    // Every message is written at once.
  }

  drop() {
    // No file stays open.
  }

  #write(level, message) {
    if (levels.indexOf(level) < this.#level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    appendFileSync(this.#file, this.#formats ? `${time} [${level}] ${message}\n` : message);
  }
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = function setLevel() {};
exports.setFlushOn = function setFlushOn() {};
exports.createRotatingLogger = async function createRotatingLogger(name, file) {
  return new Logger("rotating", name, file);
};
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
