import type { Dataset } from './dataset.ts';

/** 网售商品: listings of online shops as captured. */
export const listing: Dataset = {
  id: 'listing',
  zh: '网售商品',
  en: 'Online listings',
  signature: [['item_id', 'url'], ['title'], ['platform', 'shop_name', 'captured_at']],
  keys: ['platform', 'item_id', 'captured_at'],
  fields: [
    { id: 'platform', type: 'text', zh: '平台', en: 'Platform', headers: ['电商平台', '平台名称'] },
    {
      id: 'shop_name',
      type: 'text',
      zh: '店铺名称',
      en: 'Shop',
      headers: ['店铺', '商家名称', '店铺/商家名称'],
    },
    {
      id: 'seller_uscc',
      type: 'identifier',
      zh: '商家统一社会信用代码',
      en: 'Seller code',
      headers: ['统一社会信用代码', '商家信用代码'],
    },
    { id: 'item_id', type: 'identifier', zh: '商品ID', en: 'Item', headers: ['商品编号', '商品id'] },
    { id: 'title', type: 'text', zh: '商品标题', en: 'Title', headers: ['标题', '商品名称'] },
    { id: 'detail', type: 'text', zh: '详情文本', en: 'Details', headers: ['商品详情', '详情'] },
    { id: 'category', type: 'text', zh: '商品类目', en: 'Category', headers: ['类目', '所属类目'] },
    { id: 'price', type: 'decimal', zh: '价格', en: 'Price', headers: ['售价', '价格(元)'] },
    {
      id: 'ccc_no',
      type: 'identifier',
      zh: 'CCC证书编号',
      en: 'CCC certificate no.',
      headers: ['商品页CCC证书编号', '3C证书编号', '证书编号'],
    },
    { id: 'model', type: 'text', zh: '规格型号', en: 'Model', headers: ['型号', '型号规格'] },
    { id: 'made_on', type: 'date', zh: '生产日期', en: 'Made on', headers: ['出厂日期'] },
    {
      id: 'captured_at',
      type: 'moment',
      edge: 'start',
      zh: '抓取时间',
      en: 'Captured at',
      headers: ['采集时间'],
    },
    { id: 'url', type: 'text', zh: '链接', en: 'Link', headers: ['商品链接', '网址'] },
    { id: 'screenshot', type: 'text', zh: '截图路径', en: 'Screenshot', headers: ['截图'] },
    { id: 'disposal', type: 'text', zh: '处置状态', en: 'Disposal' },
  ],
};
