import type { CccRow, ListingRow } from '../records.ts';
import { inOrderOf } from './order.ts';
import type { Target } from './target.ts';
import { columnsOf, textExport } from './text-export.ts';

const CCC = columnsOf<CccRow>({
  证书编号: 'cert_no',
  证书状态: 'status',
  状态变更日期: 'status_on',
  颁证日期: 'issue_date',
  证书到期日期: 'expiry_date',
  初次获证日期: 'first_cert_date',
  信息上报日期: 'report_date',
  认证依据标准和要求: 'basis',
  产品类别代码: 'product_code',
  产品类别: 'product_category',
  '产品名称及单元(主)': 'product_name',
  规格型号: 'models',
  认证委托人: 'applicant',
  认证委托人统一社会信用代码: 'applicant_uscc',
  '生产者(制造商)': 'manufacturer',
  生产企业: 'factory',
  生产企业统一社会信用代码: 'factory_uscc',
  发证机构名称: 'cb_name',
});

const LISTING = columnsOf<ListingRow>({
  平台: 'platform',
  店铺名称: 'shop_name',
  商家统一社会信用代码: 'seller_uscc',
  商品ID: 'item_id',
  商品标题: 'title',
  详情文本: 'detail',
  商品类目: 'category',
  价格: 'price',
  CCC证书编号: 'ccc_no',
  规格型号: 'model',
  生产日期: 'made_on',
  抓取时间: 'captured_at',
  链接: 'url',
  截图路径: 'screenshot',
  处置状态: 'disposal',
});

const STYLE = { delimiter: ',', newline: '\n', encoding: 'utf-8' } as const;

/** CCC证书.csv: an extract of the compulsory certificates. */
export const cccCertificates = (target: Target) =>
  textExport(target, {
    file: 'CCC证书.csv',
    dataset: 'ccc_certificate',
    style: STYLE,
    rows: (world) => inOrderOf(world.ccc, (row) => row.cert_no),
    columns: CCC,
  });

/** 网售商品.csv: what was captured from shops. */
export const listings = (target: Target) =>
  textExport(target, {
    file: '网售商品.csv',
    dataset: 'listing',
    style: STYLE,
    rows: (world) => inOrderOf(world.listings, (row) => row.captured_at + row.item_id),
    columns: LISTING,
  });
