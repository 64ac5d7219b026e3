/** A change inside of a step that both runs have, and how much it looks like an edit. */
export interface StepEdit {
  reference: number;
  failing: number;
  value: number;
  from: string;
  to: string;
}
