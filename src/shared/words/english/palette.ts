/** The command palette. */
export const palette = {
  'palette.command-palette': 'Command palette',
  'palette.find-an-act-a-step': 'Find an act, a step, a file or a lab',
  'palette.what-fits': 'What fits',
  'palette.nothing-fits': 'Nothing fits.',
  'palette.go-to-the-course': 'Go to the course',
  'palette.go-to-the-glossary': 'Go to the glossary',
  'palette.go-to-this-computer': 'Go to “This computer”',
  'palette.open-the-settings': 'Open the settings',
  'palette.show-the-keyboard-shortcuts': 'Show the keyboard shortcuts',
  'palette.light-colours': 'Light colours',
  'palette.dark-colours': 'Dark colours',
  'palette.colours-as-the-system': 'Colours as the system',
  'palette.group-acts': 'Acts',
  'palette.group-steps': 'Steps',
  'palette.group-files': 'Files',
  'palette.group-labs': 'Labs',
} as const;
