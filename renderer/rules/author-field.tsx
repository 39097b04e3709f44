import { Form, Input } from 'antd';
import { useEffect } from 'react';
import { lastAuthor } from '../engine/author.ts';
import { openSession } from '../engine/session.ts';

/** Who signs for what a form says; the one who signed last stands there already. */
export function AuthorField({ label, missing }: { readonly label: string; readonly missing: string }) {
  const form = Form.useFormInstance();
  useEffect(() => {
    void openSession()
      .then(lastAuthor)
      // An answer that comes late must not wipe out what has been typed meanwhile.
      .then((author) => form.isFieldTouched('author') || form.setFieldValue('author', author));
  }, [form]);
  return (
    <Form.Item name="author" label={label} rules={[{ required: true, whitespace: true, message: missing }]}>
      <Input maxLength={60} />
    </Form.Item>
  );
}
