import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Doctor } from '../doctor/doctor.ts'

type DoctorHandlers = Pick<Handlers, Extract<keyof Handlers, `doctor.${string}`>>

export function doctorHandlers(doctor: Doctor): DoctorHandlers {
  return {
    'doctor.examine': async (order) => doctor.examine(order),
    'doctor.stop': async ({ id }) => {
      doctor.stop(id)
      return {}
    },
    'doctor.last': async () => {
      const report = doctor.last()
      return report ? { report } : {}
    },
    'doctor.findings': async ({ id, ...page }) => doctor.findings(id, page),
    'doctor.mend': async ({ id, ...order }) => doctor.mend(id, order),
  }
}
