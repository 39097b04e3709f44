import { testRules } from './catalogue.ts';

testRules('ST');
