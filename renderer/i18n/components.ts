import { area } from './area.ts';

export const components = area({}, {});
