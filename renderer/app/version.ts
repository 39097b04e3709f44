import { version } from '../../package.json';

/** Name and version as results and reports carry them. */
export const appVersion = `CertScope ${version}`;
