import { create } from 'zustand';
import type { Lead } from './lead.ts';

interface FindingsState {
  /** Code of the rule whose leads are shown; null shows all. */
  readonly rule: string | null;
  readonly verdict: Lead['verdict'];
  /** The open lead. */
  readonly open: { readonly rule: string; readonly id: string } | null;
  showRule(rule: string | null): void;
  showVerdict(verdict: Lead['verdict']): void;
  openLead(rule: string, id: string): void;
  closeLead(): void;
}

export const useFindings = create<FindingsState>()((set) => ({
  rule: null,
  verdict: 'lead',
  open: null,
  showRule: (rule) => set({ rule, verdict: 'lead', open: null }),
  showVerdict: (verdict) => set({ verdict, open: null }),
  openLead: (rule, id) => set({ open: { rule, id } }),
  closeLead: () => set({ open: null }),
}));
