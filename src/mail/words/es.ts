import type { Words } from "../words.js";

const asWhat = (role: string) => `Su función: ${role}.`;

export const es: Words = {
  hello: (name) => (name === null ? "Hola:" : `Hola, ${name}:`),
  roles: { admin: "administrador", default: "miembro", readonly: "miembro de solo lectura" },
  exports: {
    document: "los documentos",
    payment: "los pagos",
    category: "las categorías",
    accountOrganization: "los miembros",
  },
  until: (date) => `Es válido hasta el ${date}.`,
  request: "Para hacerlo, envíe esta petición:",
  explained: "Qué hace esta petición",
  orOpen: "Si el botón no funciona, abra esta dirección:",
  footer: (recipient, site) => `Orgate, en ${site}, ha enviado este mensaje a ${recipient}. Nadie lee las respuestas.`,
  master: (master) => `La cuenta pertenece a ${master}, que puede leerla y actuar en su nombre.`,

  invitation: ({ organization, inviter, role, recipient }) => ({
    subject: `Invitación a ${organization}`,
    heading: `Tiene una invitación a ${organization}`,
    paragraphs: [
      inviter === null
        ? `Tiene una invitación para unirse a la organización «${organization}». ${asWhat(role)}`
        : `${inviter} le invita a unirse a la organización «${organization}». ${asWhat(role)}`,
      `La invitación es para ${recipient}: inicie sesión, o regístrese, con esta dirección. Si no desea unirse, no tiene que hacer nada.`,
    ],
    action: "Ver la invitación",
  }),
  "access-granted": ({ organization, inviter, role }) => ({
    subject: `Tiene acceso a ${organization}`,
    heading: `Tiene acceso a ${organization}`,
    paragraphs: [
      inviter === null
        ? `Ha recibido acceso a la organización «${organization}». ${asWhat(role)}`
        : `${inviter} le ha dado acceso a la organización «${organization}». ${asWhat(role)}`,
    ],
  }),
  verification: ({ reason, recipient }) => ({
    subject: "Confirme su dirección de correo",
    heading: "Confirme su dirección de correo",
    paragraphs: [
      {
        "sign-up": `Se ha creado una cuenta con la dirección ${recipient}.`,
        "address-changed": `Una cuenta ha pasado a la dirección ${recipient}.`,
        asked: `Alguien ha pedido confirmar la dirección ${recipient}.`,
      }[reason],
      "Si ha sido usted, confirme la dirección. Si no, no siga el enlace: la dirección quedará sin confirmar.",
    ],
    action: "Confirmar la dirección",
  }),
  "password-reset": ({ recipient }) => ({
    subject: "Elija una contraseña nueva",
    heading: "Elija una contraseña nueva",
    paragraphs: [
      `Alguien ha pedido una contraseña nueva para la cuenta de ${recipient}. Al elegirla, la cuenta se cierra en todas partes.`,
      "Si no ha sido usted, no tiene que hacer nada: la contraseña sigue igual.",
    ],
    action: "Elegir una contraseña",
  }),
  "address-changed": ({ recipient }) => ({
    subject: "Su cuenta tiene otra dirección de correo",
    heading: "Su cuenta tiene otra dirección de correo",
    paragraphs: [
      `La cuenta que tenía la dirección ${recipient} tiene ahora otra. Los mensajes se envían allí desde ahora.`,
      "Si no ha sido usted, avise enseguida a los responsables de este servicio: otra persona tiene su cuenta.",
    ],
  }),
  "password-changed": ({ recipient }) => ({
    subject: "Su contraseña ha cambiado",
    heading: "Su contraseña ha cambiado",
    paragraphs: [
      `La contraseña de la cuenta de ${recipient} ha cambiado y la sesión se ha cerrado en los demás lugares.`,
      "Si no ha sido usted, pida enseguida una contraseña nueva.",
    ],
  }),
  "export-ready": ({ organization, exported }) => ({
    subject: `Su exportación de ${organization} está lista`,
    heading: "Su exportación está lista",
    paragraphs: [
      `El archivo con ${exported} de «${organization}» se puede descargar.`,
      "No reenvíe el enlace: quien lo tenga puede descargar el archivo.",
    ],
    action: "Descargar el archivo",
  }),
};
