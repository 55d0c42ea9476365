/**
 * The shape a translation must have: the same keys, nested alike, any words. A language may leave out plural
 * forms it does not have (Chinese has only `_other`).
 */
export type Translated<T> = {
  readonly [K in keyof T as K extends `${string}_${'one' | 'two' | 'few'}` ? never : K]: T[K] extends string
    ? string
    : Translated<T[K]>
}
