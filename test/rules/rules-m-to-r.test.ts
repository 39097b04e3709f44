import { testRules } from './catalogue.ts';

testRules('MNOPQR');
