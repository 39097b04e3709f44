import type { Scheme } from './audit-time.ts';
import { BRANCHES, bodiesOf, foundProvince, type ListedBody, mayCertify, type Province } from './bodies.ts';
import { isValidUscc, organisationCode, personId, uscc } from './codes.ts';
import { addMonths, type Day, day, type Half, iso } from './days.ts';
import { DISTRICTS, type District, type Place, place } from './places.ts';
import { type Random, random } from './random.ts';
import type {
  AuditorRow,
  Body,
  CccRow,
  Certificate,
  CertificateRow,
  DecisionRow,
  FiledRuleRow,
  ListingRow,
  Organisation,
  Person,
  PlanRow,
  SamplingRow,
  ScopeRow,
  SignInRow,
  Visit,
} from './records.ts';
import { Truth } from './truth.ts';
import { BRANDS, GIVEN, GIVEN_FIRST, GIVEN_SECOND, RARE, SURNAMES, TRADES, type Trade } from './words.ts';

/** Nothing in the sample happens after this day, so that results do not hang on a later as-of date. */
export const LAST_DAY = day('2026-03-31');
/** No audit begins later, so that what follows from it is still reported. */
export const LAST_VISIT = day('2026-03-03');
/** The plan, sign-in and team exports cover every audit whose first stage began on this day or later. */
export const COVERED_FROM = day('2024-01-01');
/** From here on the archived bodies' plans and sign-ins are exported. */
export const ARCHIVED_FROM = day('2021-03-01');

export interface OrganisationWish {
  readonly staff?: number;
  readonly trade?: Trade;
  readonly district?: District;
  readonly place?: Place;
  /** The whole name, for names that matter. */
  readonly name?: string;
  readonly business?: string;
  readonly founded?: string;
}

const ORGANISATIONS = 4000;
const PERSONS = 1000;

/**
 * One block of a sample: everything that exists in it, and the diaries that keep people from being in two places at
 * once. Blocks share the province's official lists and nothing else: codes, persons and numbers are ranges apart.
 */
export class World {
  readonly truth = new Truth();
  /** The bodies that work here, with people who work nowhere else. */
  readonly bodies: Body[];
  /** The official list of bodies and what they are approved for: all blocks have one, so only block 0 may change it. */
  readonly listed: ListedBody[];
  readonly scopes: readonly ScopeRow[];
  /** Filed rules: the province's, and those that this block adds. */
  readonly filedRules: FiledRuleRow[] = [];
  readonly registrations: AuditorRow[] = [];
  readonly decisions: DecisionRow[] = [];
  readonly samplings: SamplingRow[] = [];
  readonly ccc: CccRow[] = [];
  readonly listings: ListingRow[] = [];
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
  /** The last visit to each certificate. */
  readonly lastVisit = new Map<Certificate, Visit>();
  /** Certificates that came to an end, were replaced, or whose course is none of our business: see course.ts. */
  readonly settled = new Set<Certificate>();
  /** Cells that an export holds damaged: row object → field → what stands there. */
  readonly spoiled = new Map<object, Record<string, string>>();

  /** Lines of the register extract with a comma that nobody quoted. */
  readonly ragged = new Set<Organisation>();

  readonly #busy = new Map<Person, Set<Half>>();
  readonly #names = new Set<string>();
  readonly #serials = new Map<string, number>();
  readonly #last: (() => void)[] = [];
  #persons = 0;
  #organisations = 0;

  constructor(
    readonly seed: number,
    readonly block = 0,
    readonly province: Province = foundProvince(seed, 1),
  ) {
    this.listed = province.listed;
    this.scopes = province.scopes;
    const r = this.random('bodies');
    this.bodies = bodiesOf(province, block).map((b) => this.staffed(r, b, r.int(10, 14)));
  }

  random(label: string): Random {
    return random(this.seed, `${this.block} ${label}`);
  }

  /** Done once everything is planted and has run its course: for truth that depends on what others plant. */
  atEnd(step: () => void): void {
    this.#last.push(step);
  }

  end(): void {
    for (const step of this.#last) step();
  }

  /** Gives a body its people: their registrations are in the register. */
  staffed(r: Random, body: Omit<Body, 'auditors' | 'experts' | 'deciders'>, auditors: number): Body {
    const people = (n: number) => Array.from({ length: n }, () => this.person(r));
    const staff = { auditors: people(auditors), experts: people(2), deciders: people(3) };
    for (const person of staff.auditors) this.register(r, person, body);
    return { ...body, ...staff };
  }

  /** One more auditor, registered like the others. */
  hire(r: Random, body: Body): Person {
    const person = this.person(r);
    body.auditors.push(person);
    this.register(r, person, body);
    return person;
  }

  /** One row for each of the three fields, over the whole time; change the rows as you need them. */
  register(
    r: Random,
    person: Person,
    body: Pick<Body, 'approvalNo' | 'name'>,
    fields: readonly string[] = ['QMS', 'EMS', 'OHSMS'],
  ): AuditorRow[] {
    const employed = iso(addMonths(day('2012-04-01'), r.int(0, 60)));
    const level = r.weighted([
      ['审核员', 7],
      ['高级审核员', 3],
    ]);
    const rows = fields.map(
      (reg_scheme): AuditorRow => ({
        auditor_name: person.name,
        auditor_id: person.id,
        reg_no: person.regNo,
        reg_scheme,
        reg_level: level,
        reg_from: iso(day('2017-09-01') + r.int(0, 300)),
        reg_to: iso(day('2026-06-01') + r.int(0, 700)),
        cb_approval_no: body.approvalNo,
        cb_name: body.name,
        employed_from: employed,
        employed_to: null,
        scope_codes: r
          .sample(TRADES, 4)
          .flatMap((t) => t.scopeCodes)
          .join('；'),
        fulltime: person.fulltime,
        sanction: null,
        sanction_from: null,
        sanction_to: null,
      }),
    );
    this.registrations.push(...rows);
    return rows;
  }

  /** Somebody's rows in the register. */
  registrationsOf(person: Person): AuditorRow[] {
    return this.registrations.filter((row) => row.auditor_id === person.id);
  }

  /** The next number in a series, from 1. */
  next(series: string): number {
    const n = (this.#serials.get(series) ?? 0) + 1;
    this.#serials.set(series, n);
    return n;
  }

  /** Numbers that look drawn from a running register: each a little above the one before. */
  serial(series: string, r: Random, step = 9): number {
    const n = (this.#serials.get(series) ?? 100) + r.int(1, step);
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
    if (++this.#persons > PERSONS) throw new Error(`block ${this.block} has too many people`);
    const n = this.block * PERSONS + this.#persons;
    const given = () => (r.chance(0.4) ? r.pick(GIVEN) : r.pick(GIVEN_FIRST) + r.pick(GIVEN_SECOND));
    return {
      id: personId(r, n),
      name: this.#unused(() => r.pick(SURNAMES) + given()),
      regNo: `${r.int(2009, 2017)}-9-${String(n).padStart(6, '0')}`,
      fulltime: r.chance(0.85),
    };
  }

  /** Somebody whose name nobody else has, in this block or another: no namesake leaves open who is meant. */
  unmistakable(r: Random): Person {
    const surname = SURNAMES[this.next('unmistakable names')];
    if (surname === undefined) throw new Error(`block ${this.block} has no surname left`);
    return { ...this.person(r), name: surname + this.#word() };
  }

  /** Two characters that no other block has. */
  #word(): string {
    return `${RARE[this.block % RARE.length]}${RARE[Math.floor(this.block / RARE.length)]}`;
  }

  /** A valid code that is nobody's, here or outside. */
  uscc(division: string): string {
    for (;;) {
      if (++this.#organisations > ORGANISATIONS)
        throw new Error(`block ${this.block} has too many organisations`);
      const code = uscc(division, organisationCode(this.block * ORGANISATIONS + this.#organisations));
      if (isValidUscc(code)) return code;
    }
  }

  /** Two characters from the list for the first block; the others have a word of their own in front of a third. */
  #brand(r: Random): string {
    if (this.block === 0) return r.chance(0.5) ? r.pick(BRANDS) : r.pick(RARE) + r.pick(RARE);
    return this.#word() + r.pick(RARE);
  }

  organisation(r: Random, wish: OrganisationWish = {}): Organisation {
    const where = wish.place ?? place(r, wish.district ?? r.weighted(PEOPLED));
    const trade = wish.trade ?? r.pick(TRADES);
    const town = where.district.city.replace('市', '');
    const code = this.uscc(where.district.code);
    const listed = r.chance(0.02)
      ? ([`2021-0${r.int(1, 9)}-1${r.int(0, 9)}`, `2021-1${r.int(0, 2)}-2${r.int(0, 8)}`] as const)
      : NEVER;
    const org: Organisation = {
      code,
      registeredCode: code,
      inRegister: true,
      name:
        wish.name ??
        this.#unused(
          () => `${town}${this.#brand(r)}${trade.noun}${r.pick(['有限公司', '有限公司', '股份有限公司'])}`,
        ),
      formerName: null,
      trade,
      place: where,
      staff: wish.staff ?? headcount(r),
      founded: wish.founded ?? iso(addMonths(day('2014-06-30'), -r.int(0, 200)) + r.int(0, 27)),
      legalRep: r.pick(SURNAMES) + r.pick(GIVEN),
      business: wish.business ?? trade.business,
      cma: null,
      status: r.pick(['存续', '存续', '在业', '开业']),
      statusOn: null,
      abnormal: listed,
      dishonest: NEVER,
      stopped: NEVER,
    };
    this.organisations.push(org);
    return org;
  }

  /** Whether somebody has nothing else to do in these half-days. */
  isFree(person: Person, from: Half, to: Half): boolean {
    const busy = this.#busy.get(person);
    if (busy) for (let h = from; h <= to; h++) if (busy.has(h)) return false;
    return true;
  }

  occupy(person: Person, from: Half, to: Half): void {
    const busy = this.#busy.get(person) ?? new Set<Half>();
    this.#busy.set(person, busy);
    for (let h = from; h <= to; h++) busy.add(h);
  }

  spoil(row: object, field: string, raw: string): void {
    this.spoiled.set(row, { ...this.spoiled.get(row), [field]: raw });
  }

  /** A body that may still issue on that day, for what it is approved to do; extensions were approved by `first`. */
  someBody(
    r: Random,
    open: Day = LAST_DAY,
    fits: (b: Body) => boolean = () => true,
    schemes: readonly Scheme[] = ['A01'],
    first: Day = open - 400,
  ): Body {
    return r.pick(
      this.bodies.filter(
        (b) => (b.lastIssue === '' || day(b.lastIssue) >= open) && mayCertify(b, schemes, first) && fits(b),
      ),
    );
  }

  /** The same for the ordinary population: some bodies are much larger than others. */
  busyBody(r: Random, open: Day, schemes: readonly Scheme[]): Body {
    const able = new Set<Body>();
    this.someBody(r, open, (b) => mayCertify(b, schemes, open - 100) && Boolean(able.add(b)), schemes);
    return r.weighted([...able].map((b): [Body, number] => [b, b.share]));
  }

  /** The next certificate serial of a body in a year. */
  certificateSerial(r: Random, body: Body, yy: string): number {
    const series = `certificate ${body.serial} ${yy}`;
    // A large body uses its numbers up faster than others, so the second half of them is given out closely.
    const close = body.width < 600 || 2 * ((this.#serials.get(series) ?? 100) - 100) > body.width;
    const n = this.serial(series, r, close ? 2 : 9) - 100;
    if (n >= body.width) throw new Error(`${body.name} has no certificate number left for 20${yy}`);
    return body.base + n;
  }

  /** The next plan number of a branch; branches that come round again go on far above. */
  planSerial(r: Random, body: Body): number {
    return Math.floor(this.block / BRANCHES) * 45_000 + this.serial(`plan ${body.planPrefix}`, r, 9);
  }

  body(serial: string): Body {
    const found = this.bodies.find((b) => b.serial === serial);
    if (!found) throw new Error(`no body ${serial}`);
    return found;
  }
}

const NEVER = [null, null] as const;

/** Half of the economy is in the first two cities, and towns have more of it than counties. */
const PEOPLED = DISTRICTS.map((d, i): [District, number] => [
  d,
  ([6, 4, 2.5, 2, 1.5, 1][Math.floor(i / 3)] as number) * (d.name.endsWith('县') ? 0.6 : 1),
]);

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
