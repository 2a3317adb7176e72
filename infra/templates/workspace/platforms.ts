/** What is installed on a machine: the name of its image in the gallery of the core. */
export const platforms = ['python', 'r', 'sql', 'gpu'] as const;
/** The image of the desktops through which people enter. */
export const desktopImage = 'desktop';
