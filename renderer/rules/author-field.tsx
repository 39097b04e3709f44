import { Form, Input } from 'antd';
import { useEffect } from 'react';
import { lastAuthor } from '../engine/author.ts';
import { openSession } from '../engine/session.ts';

/** Who signs for what a form says; the one who signed last stands there already. */
export function AuthorField({ label, missing }: { readonly label: string; readonly missing: string }) {
  const form = Form.useFormInstance();
  useEffect(() => {
    void openSession().then(async (engine) => form.setFieldValue('author', await lastAuthor(engine)));
  }, [form]);
  return (
    <Form.Item name="author" label={label} rules={[{ required: true, whitespace: true, message: missing }]}>
      <Input maxLength={60} />
    </Form.Item>
  );
}
