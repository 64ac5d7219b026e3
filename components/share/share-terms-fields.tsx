'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field, Select, TextInput } from '@/components/ui/field';
import { ShareSection } from './share-section';
import { expiries, passphraseProblem, type ShareTerms, viewsProblem } from './share-terms';

/** The third step: how long the link lasts, and for whom. */
export function ShareTermsFields({
  terms,
  onChange,
}: {
  terms: ShareTerms;
  onChange: (terms: ShareTerms) => void;
}) {
  const [visible, setVisible] = useState(false);
  return (
    <ShareSection title="The link">
      <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field label="It expires">
          {(control) => (
            <Select
              {...control}
              value={terms.expiry}
              onChange={(event) => onChange({ ...terms, expiry: event.target.value })}
            >
              {expiries.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Views at most"
          hint="Empty: as many as there are."
          error={viewsProblem(terms)}
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={terms.maxViews}
              onChange={(event) => onChange({ ...terms, maxViews: event.target.value })}
            />
          )}
        </Field>
        <div className="flex items-start gap-2 sm:col-span-2">
          <Field
            label="Passphrase"
            hint="Empty: none is asked. Send it by another way than the link."
            error={passphraseProblem(terms)}
            className="flex-1"
          >
            {(control) => (
              <TextInput
                {...control}
                type={visible ? 'text' : 'password'}
                autoComplete="new-password"
                spellCheck={false}
                maxLength={200}
                value={terms.passphrase}
                onChange={(event) => onChange({ ...terms, passphrase: event.target.value })}
              />
            )}
          </Field>
          <Button
            size="medium"
            className="mt-[22px]"
            aria-pressed={visible}
            onClick={() => setVisible(!visible)}
          >
            {visible ? 'Hide' : 'Show'}
            <span className="sr-only"> the passphrase</span>
          </Button>
        </div>
      </div>
      {terms.expiry === 'never' && (
        <Callout
          live
          tone="warn"
          title="A link without an end stays open until you revoke it."
          next="Anyone it is passed on to can read it, too."
        />
      )}
    </ShareSection>
  );
}
