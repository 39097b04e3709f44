/** The local wall clock as `2024-03-05T09:30:00`, without a zone: the workspace keeps naive local times. */
export function localNow(date: Date = new Date()): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The local calendar day as `2024-03-05`. */
export function localToday(date: Date = new Date()): string {
  return localNow(date).slice(0, 10);
}
