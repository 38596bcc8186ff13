/** The two Bookings businesses that Ana administers: their services, staff and customers. All of it is fictional. */
import type { Business, Customer, Service, StaffMember } from "../office/business.ts";
import { guidOf } from "../office/exchangeId.ts";

/** Everybody who books anything, by first name. Two of them have left no address. */
export const customers = {
  oscar: customer("Oscar Lind", "oscar.lind@adatum.com", "425-555-0101"),
  priya: customer("Priya Nair", "priya.nair@fabrikam.com", "425-555-0102"),
  rosa: customer("Rosa Jiménez", "rosa.jimenez@tailspintoys.com", "425-555-0103"),
  stefan: customer("Stefan Krüger", "stefan.krueger@adatum.com", "425-555-0104"),
  tessa: customer("Tessa Bakker", "tessa.bakker@fabrikam.com", "425-555-0105"),
  uma: customer("Uma Devi", "uma.devi@outlook.com", null),
  victor: customer("Victor Hale", "victor.hale@outlook.com", "425-555-0107"),
  wen: customer("Wen Zhao", "wen.zhao@proseware.com", "425-555-0108"),
  ximena: customer("Ximena Ortiz", "ximena.ortiz@proseware.com", "425-555-0109"),
  yusuf: customer("Yusuf Kaya", "yusuf.kaya@outlook.com", "425-555-0110"),
  maria: customer("Maria Rossi", "maria.rossi@outlook.com", "425-555-0111"),
  jensen: customer("Mrs. Jensen (by phone)", null, "425-555-0112"),
} as const;

/** What can be booked at the dentist's. */
export const dentalServices = {
  checkUp: service("Check-up", 30, 60, 1, "A look at your teeth, twice a year."),
  cleaning: service("Professional cleaning", 45, 90, 1, "With polish."),
  filling: service("Filling", 60, 140, 1, "Only after a check-up."),
  online: service("Online consultation", 20, 0, 1, "By video: bring your questions.", true),
  families: service("Brushing workshop for families", 60, 15, 8, "For children from four years on and their parents."),
} as const;

/** What can be booked at the physiotherapist's. */
export const physioServices = {
  session: service("Physiotherapy", 30, 55, 1, "By prescription."),
  massage: service("Massage", 45, 70, 1, "Back, neck, shoulders."),
  posture: service("Posture check online", 20, 25, 1, "By video, at your own desk.", true),
  backClass: { ...service("Back class", 60, 12, 10, "A small group; bring a towel."), minimumLeadHours: 48 },
} as const;

/** Who works at the dentist's. Ana administers it and serves nobody. */
export const dentalStaff = {
  nadia: staff("Dr. Nadia Rahman", "nadia.rahman@contoso.com", "teamMember"),
  peter: staff("Dr. Peter Lang", "peter.lang@contoso.com", "teamMember"),
  sofia: staff("Sofia Marques", "sofia.marques@contoso.com", "scheduler"),
  tim: staff("Tim Olsen", "tim.olsen@contoso.com", "guest"),
  ana: staff("Ana Silva", "ana.silva@contoso.com", "administrator"),
} as const;

/** Who works at the physiotherapist's. */
export const physioStaff = {
  ruth: staff("Ruth Meyer", "ruth.meyer@contoso.com", "teamMember"),
  sam: staff("Sam Carter", "sam.carter@contoso.com", "teamMember"),
  yuki: staff("Yuki Mori", "yuki.mori@contoso.com", "externalGuest"),
  lena: staff("Lena Horvat", "lena.horvat@contoso.com", "scheduler"),
  ana: staff("Ana Silva", "ana.silva@contoso.com", "administrator"),
} as const;

/** The dentist's, without appointments. */
export function dentalBusiness(): Business {
  return {
    id: "ContosoDental@contoso.com",
    name: "Contoso Dental",
    phone: "425-555-0100",
    email: "dental@contoso.com",
    webSite: "https://www.contoso.com/dental",
    street: "4567 Main Street",
    minimumLeadHours: 24,
    services: Object.values(dentalServices),
    staff: Object.values(dentalStaff),
    customers: Object.values(customers),
    appointments: new Map(),
    cancelledAppointments: new Map(),
  };
}

/** The physiotherapist's, without appointments. */
export function physioBusiness(): Business {
  return {
    id: "ContosoPhysio@contoso.com",
    name: "Contoso Physio",
    phone: "425-555-0150",
    email: "physio@contoso.com",
    webSite: "https://www.contoso.com/physio",
    street: "12 Park Lane",
    minimumLeadHours: 12,
    services: Object.values(physioServices),
    staff: Object.values(physioStaff),
    customers: Object.values(customers),
    appointments: new Map(),
    cancelledAppointments: new Map(),
  };
}

function customer(name: string, address: string | null, phone: string | null): Customer {
  return { id: guidOf(`customer ${name}`), name, address, phone };
}

function service(
  name: string,
  minutes: number,
  price: number,
  maximumCustomers: number,
  description: string,
  isOnline = false,
): Service {
  return { id: guidOf(`service ${name}`), name, minutes, price, maximumCustomers, isOnline, description };
}

function staff(name: string, address: string, role: StaffMember["role"]): StaffMember {
  return { id: guidOf(`staff ${name} ${role}`), name, address, role };
}
