import type { KeyEncoding } from '../logic/key-input.ts'

interface Example {
  readonly name: string
  readonly text: string
  /** Keys to try on it. They are in the documentation of the frameworks, and secret to nobody. */
  readonly keys: readonly { readonly text: string; readonly encoding: KeyEncoding }[]
}

const texts = (...keys: readonly string[]): Example['keys'] => keys.map((text) => ({ text, encoding: 'text' }))

/** Cookies for those who have none to paste, as each framework makes them. */
export const examples: readonly Example[] = [
  {
    name: 'Flask',
    text: 'Cookie: theme=dark; session=eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8; lang=en',
    keys: texts('dev', 'CHANGEME')
  },
  {
    name: 'Flask, all types',
    text: 'Set-Cookie: session=.eJyNkMFOwzAQRH_F2isWtZ0QaNRW4sSFHlA5AVVlx5vEIrEr2ymCKv-OHfEBnFaafTPSzBVO7SBDjwHq9yuQmA6MGILsECgc5AU1-XaTJwFjNLYLt3Cc6b9IIjtpbOaPFE5n9KO0aJMv-gkp9DgMDuoUNUING7XrzWaldjBTMHrRp6SvW9HwliFTXJdN1T7Ie1U1d7rEohWSq4wHRLsYkg32zlIiODngmQgmKsLLmhe1YORp_7rQ5gcXOjcoaJnqQHSffxEqRTy-PN-svrbbTE8BfX5YOSYXvLmPiTFUqbF3w7IaSD0amwTUJjqf54GLCSamJxfzL2gYbJI.arE7gA.3-NwmFxhA12MCFHzW4obfGrbLmY; Path=/; HttpOnly; SameSite=Lax',
    keys: texts('secret')
  },
  {
    name: 'JWT',
    text: 'token=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    keys: texts('your-256-bit-secret')
  },
  {
    name: 'express-session',
    text: 'connect.sid=s%3Aq2Vn0hT5rYk3mZ8xLw1cJd7uSaEbFgPi.KSFXXfqf9nQ2Z9LxAhiExCPfi2kYOATbu9bUWQu%2FgE4',
    keys: texts('keyboard cat')
  },
  {
    name: 'cookie-session',
    text: 'session=eyJ1c2VyIjoiYW5uIiwidmlld3MiOjN9; session.sig=fmnMdRLgchiBt3dcUcoppX1MFi0',
    keys: texts('keyboard cat')
  },
  {
    name: 'Django',
    text: 'sessionid=eyJfYXV0aF91c2VyX2lkIjoiMSIsIl9hdXRoX3VzZXJfYmFja2VuZCI6ImRqYW5nby5jb250cmliLmF1dGguYmFja2VuZHMuTW9kZWxCYWNrZW5kIn0:1x8elk:lEMlmvFW0DFBIya2CK2bwPdnPxV63214-mzb3icWMjA',
    keys: texts('secret')
  },
  {
    name: 'Rack',
    text: 'rack.session=BAh7BkkiCXVzZXIGOgZFVEkiCGFubgY7AFQ%3D--ac1f86da33f782de2afd7e1ebc7662200c2d9680',
    keys: texts('change_me')
  },
  {
    name: 'iron-session',
    text: 'Fe26.2**c59710e1625a9d3d744cd51fc79e987f406ccf374c0d58ab27e669c340d9337c*6C0T6y_mJKdFLAEz_RoHpQ*eKfhKiPcWVNR-a4VB2_PPspzofZv7GEvEWcEqaSo-2wR4Meb6d2tmdIx2o7IWXktZoczB_n8CP_IyBos8VEwtQ*1821536000000*28065e08b516d8b81cacd3c80792967272bf3a4f7ced02d5b0be4cb27978c74e*tLJjO2Hir2LHCiG1lLn4_eqE4AdImqU54Qb7NbaXfd0~2',
    keys: []
  }
]
