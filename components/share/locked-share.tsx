'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Field, TextInput } from '@/components/ui/field';
import { Mark } from '@/components/ui/mark';

interface LockedShareProps {
  token: string;
  /** What else has to be told once it is open. */
  onOpened?: () => void;
}

/** A link that opens with its passphrase. */
export function LockedShare({ token, onOpened }: LockedShareProps) {
  const router = useRouter();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useMutation({
    mutationFn: () => client.shared.unlock({ token, passphrase }),
    onSuccess: () => {
      onOpened?.();
      router.refresh();
    },
  });
  return (
    <main id="main" className="flex max-w-[60ch] flex-col items-start gap-3 p-6">
      <Mark />
      <h1 className="font-semibold text-15">This link asks for a passphrase.</h1>
      <p className="text-text-2">Whoever sent it knows it.</p>
      <form
        className="flex w-full max-w-80 flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') unlock.mutate();
        }}
      >
        <Field
          label="Passphrase"
          error={unlock.error ? `${unlock.error.message} ${hintOf(unlock.error) ?? ''}` : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="off"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          look="primary"
          size="medium"
          disabled={unlock.isPending || unlock.isSuccess || passphrase === ''}
        >
          Open
        </Button>
      </form>
    </main>
  );
}
