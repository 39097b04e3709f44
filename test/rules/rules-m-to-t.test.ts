import { testRules } from './catalogue.ts';

testRules('MNOPQRST');
