import { area } from './area.ts';

export const app = area({}, {});
