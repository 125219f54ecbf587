// Projects of users: the packed package, installed somewhere else, with nothing of this repository in reach.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** The root of the repository. */
export const root = new URL("../../", import.meta.url);

/** A user's project that has installed the packed package. */
export class Project {
  /** @param {string} folder - where it lies */
  constructor(folder) {
    this.folder = folder;
  }

  /** Packs `pkg/` and installs the tarball in a new project. */
  static async create() {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "return-policy-")));
    const packed = await run(npm, ["pack", "--json", "--pack-destination", folder], { cwd: new URL("pkg/", root) });
    const [{ filename }] = JSON.parse(packed.stdout);
    await writeFile(join(folder, "package.json"), `{ "name": "user", "private": true }`);
    await run(npm, ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`], { cwd: folder });
    return new Project(folder);
  }

  /** Puts files of `tests/` into the project, without their folders. */
  async add(...names) {
    for (const name of names) await cp(new URL(`tests/${name}`, root), join(this.folder, name.split("/").at(-1)));
  }

  /** Writes a file. */
  async write(name, text) {
    await writeFile(join(this.folder, name), text);
  }

  /** Runs a script of the project, in Node if not said otherwise, and reads the JSON it prints. */
  async run(script, [program, ...options] = [process.execPath]) {
    const { stdout, stderr } = await run(program, [...options, script], { cwd: this.folder, maxBuffer: 2 ** 28 });
    assert.equal(stderr, "");
    return JSON.parse(stdout);
  }

  /** Runs a tool of this repository, a script for Node, in the project. */
  async build(tool, ...options) {
    const env = { ...process.env, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
    const done = run(process.execPath, [path(`node_modules/${tool}`), ...options], { cwd: this.folder, env });
    await done.catch((error) => assert.fail(`${tool}: ${error.stdout}${error.stderr}`));
  }

  /** The address of a file, for `import`. */
  url(name) {
    return pathToFileURL(join(this.folder, name));
  }

  /** Removes the project. */
  async remove() {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The path of a file of the repository. */
export function path(name) {
  return fileURLToPath(new URL(name, root));
}
