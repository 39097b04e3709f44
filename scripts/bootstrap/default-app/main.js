// What an official Electron does when it is given a folder: run the app in it under that app's own name.
// _preloadModules, setVersion and setAppPath are internals, of the one version this is copied into.
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const args = process.argv.slice(1);
if (args[0] === '-r') Module._preloadModules([args.splice(0, 2)[1]]);

const folder = resolve(args.find((arg) => !arg.startsWith('-')) ?? '.');
const { name, productName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
app.setName(productName ?? name);
if (version) app.setVersion(version);
app.setAppPath(folder);

await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(folder)).href);
