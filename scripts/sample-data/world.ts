import type { ListedBody } from './bodies.ts';
import { isValidUscc, organisationCode, personId, uscc } from './codes.ts';
import { addMonths, type Day, day, type Half, iso } from './days.ts';
import { DISTRICTS, type District, type Place, place } from './places.ts';
import { type Random, random } from './random.ts';
import type { Body, CertificateRow, Organisation, Person, PlanRow, SignInRow, Visit } from './records.ts';
import { Truth } from './truth.ts';
import { BRANDS, GIVEN, SURNAMES, TRADES, type Trade } from './words.ts';

/** Nothing in the sample happens after this day, so that results do not hang on a later as-of date. */
export const LAST_DAY = day('2026-03-31');
/** From here on the plan, sign-in and team exports cover every audit. */
export const COVERED_FROM = day('2024-01-01');

export interface OrganisationWish {
  readonly staff?: number;
  readonly trade?: Trade;
  readonly district?: District;
  readonly place?: Place;
}

/** Everything that exists in the province, and the diaries that keep people from being in two places at once. */
export class World {
  readonly truth = new Truth();
  readonly bodies: Body[] = [];
  /** The official list of bodies. */
  readonly listed: ListedBody[] = [];
  readonly organisations: Organisation[] = [];
  readonly visits: Visit[] = [];
  /** Certificate rows that stand outside visits: changes, copies, sub-certificates. */
  readonly extraRows: CertificateRow[] = [];
  /** Plans that led to no certificate: cancelled, failed, not yet decided, of another kind. */
  readonly extraPlans: PlanRow[] = [];
  readonly extraSignIns: SignInRow[] = [];
  /** Rows that two exports report. */
  readonly reportedTwice = new Set<CertificateRow>();
  /** Rows of the 59-column form, which knows no decision. */
  readonly oldForm = new Set<CertificateRow>();
  /** Visits before COVERED_FROM whose plans are in the file of early plans. */
  readonly earlyPlans = new Set<Visit>();
  /** Cells that an export holds damaged: row object → field → what stands there. */
  readonly spoiled = new Map<object, Record<string, string>>();

  /** Lines of the register extract with a comma that nobody quoted. */
  readonly ragged = new Set<Organisation>();

  readonly #busy = new Set<string>();
  readonly #names = new Set<string>();
  readonly #codes = new Set<string>();
  readonly #serials = new Map<string, number>();
  #persons = 0;

  constructor(readonly seed: number) {}

  random(label: string): Random {
    return random(this.seed, label);
  }

  /** The next number in a series, from 1. */
  next(series: string): number {
    const n = (this.#serials.get(series) ?? 0) + 1;
    this.#serials.set(series, n);
    return n;
  }

  /** Numbers that look drawn from a running register: each a little above the one before. */
  serial(series: string, r: Random): number {
    const n = (this.#serials.get(series) ?? 100) + r.int(1, 9);
    this.#serials.set(series, n);
    return n;
  }

  #unused(make: () => string): string {
    for (;;) {
      const name = make();
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      return name;
    }
  }

  person(r: Random): Person {
    const n = ++this.#persons;
    return {
      id: personId(r, n),
      name: this.#unused(() => r.pick(SURNAMES) + r.pick(GIVEN)),
      regNo: `${r.int(2009, 2022)}-9-${String(n).padStart(6, '0')}`,
      fulltime: r.chance(0.85),
    };
  }

  /** A valid code that is nobody's, here or outside. */
  uscc(division: string, r: Random): string {
    for (;;) {
      const code = uscc(division, organisationCode(r));
      if (!isValidUscc(code) || this.#codes.has(code)) continue;
      this.#codes.add(code);
      return code;
    }
  }

  organisation(r: Random, wish: OrganisationWish = {}): Organisation {
    const where = wish.place ?? place(r, wish.district ?? r.pick(DISTRICTS));
    const trade = wish.trade ?? r.pick(TRADES);
    const town = where.district.city.replace('市', '');
    const code = this.uscc(where.district.code, r);
    const org: Organisation = {
      code,
      registeredCode: code,
      inRegister: true,
      name: this.#unused(
        () => `${town}${r.pick(BRANDS)}${trade.noun}${r.pick(['有限公司', '有限公司', '股份有限公司'])}`,
      ),
      trade,
      place: where,
      staff: wish.staff ?? headcount(r),
      founded: iso(addMonths(day('2014-06-30'), -r.int(0, 200)) + r.int(0, 27)),
      legalRep: r.pick(SURNAMES) + r.pick(GIVEN),
    };
    this.organisations.push(org);
    return org;
  }

  /** Whether somebody has nothing else to do in these half-days. */
  isFree(person: Person, from: Half, to: Half): boolean {
    for (let h = from; h <= to; h++) if (this.#busy.has(`${person.id} ${h}`)) return false;
    return true;
  }

  occupy(person: Person, from: Half, to: Half): void {
    for (let h = from; h <= to; h++) this.#busy.add(`${person.id} ${h}`);
  }

  spoil(row: object, field: string, raw: string): void {
    this.spoiled.set(row, { ...this.spoiled.get(row), [field]: raw });
  }

  /** A body that may still issue on that day. */
  someBody(r: Random, open: Day = LAST_DAY, fits: (b: Body) => boolean = () => true): Body {
    return r.pick(this.bodies.filter((b) => (b.lastIssue === '' || day(b.lastIssue) >= open) && fits(b)));
  }

  body(serial: string): Body {
    const found = this.bodies.find((b) => b.serial === serial);
    if (!found) throw new Error(`no body ${serial}`);
    return found;
  }
}

function headcount(r: Random): number {
  const [low, high] = r.weighted<readonly [number, number]>([
    [[3, 5], 3],
    [[6, 15], 15],
    [[16, 45], 32],
    [[46, 125], 30],
    [[126, 320], 16],
    [[321, 640], 4],
  ]);
  return r.int(low, high);
}
