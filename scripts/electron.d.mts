export function withUtf8(env: NodeJS.ProcessEnv): Record<string, string>;
export function runElectron(
  electron: string,
  args: string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<number>;
