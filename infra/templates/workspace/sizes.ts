/** All of them take encryption at the host, trusted launch and premium disks. The last two have a graphics card. */
export const machineSizes = ['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_D8s_v5', 'Standard_D16s_v5', 'Standard_E8s_v5', 'Standard_E16s_v5', 'Standard_E32s_v5', 'Standard_NC4as_T4_v3', 'Standard_NC16as_T4_v3'] as const;
export const desktopSizes = ['Standard_D4s_v5', 'Standard_D8s_v5', 'Standard_D16s_v5'] as const;
export const trainingSize = 'Standard_D4s_v3';
