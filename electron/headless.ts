import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, session, type WebContents } from 'electron';
import type { Job } from '../shared/bridge.ts';
import { ArgumentError, parseReportCommand, USAGE } from './arguments.ts';
import { appInfo, systemLang } from './bridge/app-info.ts';
import { handleBridge } from './bridge/handle.ts';
import { rulesIn } from './bridge/own-rules.ts';
import { printPdf } from './bridge/print-pdf.ts';
import { placeIn, saves } from './bridge/save-file.ts';
import { listInputFiles } from './input-files.ts';
import { createWindow } from './window.ts';

/** A page that has not asked for its job by then is broken. */
const START_LIMIT_MS = 120_000;

/** Drives the page, hidden, from the command line; ends the process with the job's exit code. */
export async function runReport(args: readonly string[]): Promise<void> {
  try {
    const cwd = process.env.CERTSCOPE_CWD ?? process.cwd();
    const command = parseReportCommand(args, systemLang());
    const out = resolve(cwd, command.out);
    await mkdir(out, { recursive: true }).catch((error) => {
      throw new ArgumentError(`--out ${command.out}: ${error.code ?? error.message}`);
    });
    const rules = command.rulesDir && resolve(cwd, command.rulesDir);
    if (rules)
      await readdir(rules).catch((error) => {
        throw new ArgumentError(`--rules-dir ${command.rulesDir}: ${error.code ?? error.message}`);
      });
    const { paths, unreadable } = await listInputFiles(command.inputs.map((path) => resolve(cwd, path)));
    drive({ ...command.job, unreadable }, { paths, out, rules });
  } catch (error) {
    if (error instanceof ArgumentError) end(2, `${error.message}. ${USAGE}`);
    else end(1, error instanceof Error ? error.message : String(error));
  }
}

interface Places {
  readonly paths: string[];
  readonly out: string;
  /** The folder of own rules. */
  readonly rules: string | null;
}

function drive(job: Job, { paths, out, rules }: Places): void {
  const startLimit = setTimeout(() => end(1, 'the page did not start'), START_LIMIT_MS);
  handleBridge({
    appInfo,
    ...saves(placeIn(out)),
    printPdf: (request) => printPdf(request, session.defaultSession),
    ...rulesIn(rules),
    guardClose: () => ({ leave: false }),
    releaseClose: () => undefined,
    getJob: () => {
      clearTimeout(startLimit);
      return job;
    },
    offerJobFiles: async (_request, sender) => {
      await setFileInput(sender, '#job-files', paths);
      return paths.length;
    },
    reportProgress: ({ line }) => void process.stdout.write(`${line}\n`),
    finishJob: ({ exitCode, reason }) => end(exitCode, reason),
  });
  const window: BrowserWindow = createWindow({ show: false });
  window.webContents.on('render-process-gone', (_event, details) =>
    end(1, `the page stopped: ${details.reason}`),
  );
  window.webContents.on('did-fail-load', (_event, _code, description) =>
    end(1, `the page did not load: ${description}`),
  );
}

/** Fills a file input as a user's choice would, so that the page reads the files lazily from disk. */
async function setFileInput(contents: WebContents, selector: string, files: string[]): Promise<void> {
  const { debugger: devtools } = contents;
  devtools.attach('1.3');
  try {
    const { root } = await devtools.sendCommand('DOM.getDocument');
    const { nodeId } = await devtools.sendCommand('DOM.querySelector', { nodeId: root.nodeId, selector });
    await devtools.sendCommand('DOM.setFileInputFiles', { nodeId, files });
  } finally {
    devtools.detach();
  }
}

let ended = false;
function end(exitCode: number, reason: string | null): void {
  if (ended) return;
  ended = true;
  if (reason) process.stderr.write(`${reason.replaceAll('\n', ' ')}\n`);
  // Electron is ready before its loop runs, and Chromium, told to exit in between, now and then waits for ever.
  setTimeout(() => app.exit(exitCode), 0);
}

export const reportProfile = (): string => join(app.getPath('temp'), `certscope-report-${process.pid}`);
