import { createProviders } from '../../media/providers/index.ts'
import type { GenerationMode } from '../../nodes/models.ts'
import type { Charge } from '../../nodes/money.ts'
import type { Expectation } from '../fakes/script.ts'
import type { FakeVendor } from '../fakes/vendor.ts'

/** One protocol of one provider, as the harness drives it. */
export interface Profile {
  readonly name: string
  readonly vendor: FakeVendor
  /** "<provider>/<model>" */
  readonly model: string
  readonly mode: GenerationMode
  /** Behind the origin, where the address that people set is longer. */
  readonly addressPath?: string
  readonly values?: Readonly<Record<string, string>>
  /** What a job costs that ended over there without a file. */
  readonly charges: { readonly content: Charge; readonly fault: Charge; readonly canceled: Charge }
  /** What comes of a script here, where the protocol heals what others cannot. */
  readonly instead?: Readonly<Record<string, Expectation>>
  /** It cannot look up jobs of this kind, though it can others. */
  readonly lookUp?: false
  /** Scripts that say nothing here, each with the reason. */
  readonly cannot?: Readonly<Record<string, string>>
}

export function providerOf({ model }: Profile): string {
  return model.slice(0, model.indexOf('/'))
}

/** Whether the provider can be asked about a job whose create was not answered. */
export function canLookUp(profile: Profile): boolean {
  const engine = () => Promise.reject(new Error('nothing is made here'))
  const provider = createProviders({ engine }).find(({ id }) => id === providerOf(profile))
  return profile.lookUp ?? (provider?.kind === 'remote' && provider.lookUp !== undefined)
}
