/** The shared mailbox from which the seeded tenant's notifications go out. */
export const serviceMailbox = { id: 'e1000000-0000-4000-8000-000000000001', name: 'Northgate TRE', mail: 'tre@northgate.example' } as const;
