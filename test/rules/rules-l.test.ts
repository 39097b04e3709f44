import { testRules } from './catalogue.ts';

testRules('L');
