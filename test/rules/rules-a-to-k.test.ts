import { testRules } from './catalogue.ts';

testRules('ABCDEFGHIJK');
