import { type Dataset, fieldTitle } from '../../../shared/datasets/index.ts';
import type { Lang } from '../../i18n/index.ts';
import type { Profile } from '../profile.ts';
import { ShareBar } from './share-bar.tsx';

interface Props {
  readonly fields: Profile['fields'];
  readonly d: Dataset;
  readonly lang: Lang;
}

/** How many rows have a value, field by field; a field that no row has is left out. */
export function FillRates({ fields, d, lang }: Props) {
  return (
    <table className="plain">
      <tbody>
        {fields
          .filter(({ filled }) => filled > 0)
          .map(({ field, filled, blank }) => (
            <tr key={field}>
              <td>{fieldTitle(d, field, lang)}</td>
              <td className="figure">
                <ShareBar part={filled} whole={filled + blank} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
