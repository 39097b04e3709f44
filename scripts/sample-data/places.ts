import type { Random } from './random.ts';

/** The invented province 岚州. Its coordinates lie in an empty desert, its division codes are not assigned. */
export const PROVINCE = '岚州省';

export interface District {
  readonly code: string;
  readonly city: string;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
}

export interface Place {
  readonly district: District;
  readonly address: string;
  readonly lat: number;
  readonly lng: number;
}

const CITIES: readonly (readonly [string, number, number, readonly string[]])[] = [
  ['云泽市', 38.35, 81.3, ['望潮区', '临岚区', '青岫县']],
  ['霁川市', 38.4, 82.3, ['霁东区', '霁西区', '鸣溪县']],
  ['澜石市', 38.45, 83.3, ['澜心区', '石渡区', '浮梁口县']],
  ['栖梧市', 39.05, 81.35, ['栖南区', '梧岭县', '白漪县']],
  ['朔溪市', 39.1, 82.35, ['朔阳岗区', '溪畔区', '墨池湾县']],
  ['锦岫市', 39.15, 83.25, ['锦里区', '岫云区', '砚滩县']],
];

export const DISTRICTS: readonly District[] = CITIES.flatMap(([city, lat, lng, names], c) =>
  names.map((name, d) => ({
    code: `69${String(c + 1).padStart(2, '0')}${String(name.endsWith('县') ? 20 + d : 2 + d).padStart(2, '0')}`,
    city,
    name,
    lat: lat + (d === 1 ? 0.14 : d === 2 ? -0.12 : 0),
    lng: lng + (d === 1 ? 0.1 : d === 2 ? 0.16 : 0),
  })),
);

const ROADS = [
  '溯光路',
  '衔山大道',
  '拾翠街',
  '流萤路',
  '星槎路',
  '疏桐街',
  '沉璧路',
  '听涧大道',
  '织雾街',
  '问渠东路',
  '问渠西路',
  '云梯街',
  '砚台路',
  '采薇大道',
];
const PARKS = ['凌波工业园', '拓野产业园', '启岫智造园', '归雁物流园'];

/** Somewhere within about 3 km of the district's centre. */
export function place(r: Random, district: District): Place {
  const park = r.chance(0.3) ? r.pick(PARKS) : '';
  const address = `${PROVINCE}${district.city}${district.name}${park}${r.pick(ROADS)}${r.int(1, 480)}号`;
  return {
    district,
    address,
    lat: round(district.lat + r.real(-0.025, 0.025)),
    lng: round(district.lng + r.real(-0.03, 0.03)),
  };
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in km. */
export function distance(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(h));
}

/** The point `km` away in the direction `bearing` (degrees). */
export function away(from: { lat: number; lng: number }, km: number, bearing: number) {
  const lat = from.lat + ((km / 6371) * 180 * Math.cos(radians(bearing))) / Math.PI;
  const lng =
    from.lng + ((km / 6371) * 180 * Math.sin(radians(bearing))) / Math.PI / Math.cos(radians(from.lat));
  return { lat: round(lat), lng: round(lng) };
}
