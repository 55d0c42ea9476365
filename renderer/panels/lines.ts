/** Hairlines between docks. They look one pixel wide and can be grabbed ten wide. */
const line = 'bg-line outline-none hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent'

export const standing = `w-px shrink-0 ${line}`
export const lying = `h-px shrink-0 ${line}`
